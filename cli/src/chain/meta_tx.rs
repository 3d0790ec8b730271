//! Transactions that one account signs, and another sends and pays for.
//!
//! What is signed is laid out by hand, in the order of the runtime's extension tuple:
//!
//! | extension | with the call | only in what is signed |
//! |---|---|---|
//! | `VerifySignature` | 1, signature, account | |
//! | `MetaTxMarker` | | `_meta_tx` |
//! | `CheckNonZeroSender` | | |
//! | `CheckSpecVersion` | | spec version, u32 |
//! | `CheckTxVersion` | | transaction version, u32 |
//! | `CheckGenesis` | | genesis hash |
//! | `CheckEra` | era | hash of the block that it counts from |
//! | `CheckNonce` | compact nonce | |
//! | `CheckMetadataHash` | 0, off | 0, none |
//!
//! The signature is over `Blake2-256(extension version ‖ call ‖ what goes with it ‖ what is only signed)`,
//! without `VerifySignature` itself; the transaction is `call ‖ extension version ‖ extensions`.

use codec::{Compact, Decode, Encode};
use polkadot_sdk::{
	sp_core::H256,
	sp_runtime::{
		generic::Era,
		traits::{BlakeTwo256, Hash},
	},
};
use subxt_signer::sr25519;

use super::{calls::Call, AccountId, Chain, ChainError};
use crate::keys::Signer;

/// The version of the extensions.
const EXTENSION_VERSION: u8 = 0;
/// The variant of `VerifySignature` with a signature, and of the signature with sr25519.
const SIGNED_SR25519: [u8; 2] = [1, 1];
/// What tells these transactions from all others.
const MARKER: [u8; 8] = *b"_meta_tx";

/// What a signature holds for besides the call.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Scope {
	/// The chain.
	pub genesis: H256,
	/// The version of the runtime.
	pub spec_version: u32,
	/// The version of its transactions.
	pub transaction_version: u32,
	/// The block from which the age is counted.
	pub birth: u64,
	/// Its hash.
	pub birth_hash: H256,
	/// For how many blocks: a power of two.
	pub period: u64,
	/// The number of the signer's transaction.
	pub nonce: u64,
}

impl Scope {
	/// The last block that it can get into.
	pub const fn last_block(&self) -> u64 {
		self.birth.saturating_add(self.period).saturating_sub(1)
	}

	/// What goes with the call.
	fn explicit(&self) -> Vec<u8> {
		let nonce = Compact(u32::try_from(self.nonce).unwrap_or(u32::MAX));
		(Era::mortal(self.period, self.birth), nonce, 0_u8).encode()
	}

	/// What is only signed.
	fn implicit(&self) -> Vec<u8> {
		let versions = (self.spec_version, self.transaction_version);
		(MARKER, versions, self.genesis, self.birth_hash, 0_u8).encode()
	}

	fn payload(&self, call: &[u8]) -> H256 {
		let explicit = self.explicit();
		let parts = [&[EXTENSION_VERSION][..], call, &explicit, &self.implicit()];
		BlakeTwo256::hash(&parts.concat())
	}

	/// Signs a call, given with the numbers of its pallet and itself.
	pub fn sign(&self, call: &[u8], signer: &Signer) -> Vec<u8> {
		let signature = signer.pair.sign(self.payload(call).as_bytes());
		self.assemble(call, signature.0, signer.account)
	}

	fn assemble(&self, call: &[u8], signature: [u8; 64], account: AccountId) -> Vec<u8> {
		[call, &[EXTENSION_VERSION], &SIGNED_SR25519, &signature, &account.0, &self.explicit()]
			.concat()
	}

	/// The call of a transaction, if `account` signed it for this scope.
	pub fn open<'a>(&self, meta_tx: &'a [u8], account: &AccountId) -> Option<&'a [u8]> {
		let explicit = self.explicit();
		let rest = meta_tx.strip_suffix(explicit.as_slice())?;
		let rest = rest.strip_suffix(&account.0)?;
		let (rest, signature) = rest.split_at_checked(rest.len().checked_sub(64)?)?;
		let rest = rest.strip_suffix(&SIGNED_SR25519)?;
		let call = rest.strip_suffix(&[EXTENSION_VERSION])?;
		let signature = sr25519::Signature(signature.try_into().ok()?);
		let key = sr25519::PublicKey(account.0);
		sr25519::verify(&signature, self.payload(call), &key).then_some(call)
	}
}

impl Chain {
	/// What a signature made now holds for.
	pub async fn scope(&self, account: AccountId, period: u32) -> Result<Scope, ChainError> {
		let client = self.client_at().await?;
		let (birth, birth_hash) = self.birth(client.block_number()).await?;
		Ok(Scope {
			genesis: self.genesis,
			spec_version: client.spec_version(),
			transaction_version: client.transaction_version(),
			birth,
			birth_hash,
			period: u64::from(period.next_power_of_two()),
			// Of the block and not of the transaction pool: what waits there is not sent by the relayer.
			nonce: self.nonce(account).await?,
		})
	}

	/// A call with the numbers of its pallet and itself.
	pub async fn call_bytes(&self, call: &Call) -> Result<Vec<u8>, ChainError> {
		self.encode(&self.client_at().await?, call)
	}

	/// The versions of the runtime and of its transactions.
	pub async fn versions(&self) -> Result<(u32, u32), ChainError> {
		let client = self.client_at().await?;
		Ok((client.spec_version(), client.transaction_version()))
	}

	/// `Consent.reserve`, and the arguments that follow.
	pub async fn call_name<'a>(&self, call: &'a [u8]) -> Result<(String, &'a [u8]), ChainError> {
		let unknown = || ChainError::OtherRelease { what: "the signed call".into() };
		let client = self.client_at().await?;
		if client.transactions().from_call_data_bytes(call).is_err() {
			return Err(unknown());
		}
		let input = &mut &*call;
		let (pallet, variant) = <(u8, u8)>::decode(input).map_err(|_| unknown())?;
		let pallet = client.metadata_ref().pallet_by_call_index(pallet).ok_or_else(unknown)?;
		let variant = pallet.call_variant_by_index(variant).ok_or_else(unknown)?;
		Ok((format!("{}.{}", pallet.name(), variant.name), input))
	}
}

#[cfg(test)]
mod tests {
	use super::*;

	fn scope() -> Scope {
		Scope {
			genesis: H256::repeat_byte(1),
			spec_version: 2,
			transaction_version: 3,
			birth: 100,
			birth_hash: H256::repeat_byte(4),
			period: 64,
			nonce: 5,
		}
	}

	fn signer(name: &str) -> Signer {
		crate::keys::signer(Some(&name.parse().unwrap())).unwrap()
	}

	#[test]
	fn what_is_signed_follows_the_extensions_of_the_runtime() {
		let scope = scope();
		// 64 blocks from block 100 on: phase 36, in the encoding of eras; nonce 5; metadata hash off.
		let era = (5_u16 | 36 << 4).to_le_bytes();
		assert_eq!(scope.explicit(), [era[0], era[1], 5 << 2, 0]);
		let implicit = [
			&b"_meta_tx"[..],
			&2_u32.to_le_bytes(),
			&3_u32.to_le_bytes(),
			&[1; 32],
			&[4; 32],
			&[0],
		]
		.concat();
		assert_eq!(scope.implicit(), implicit);
		assert_eq!(scope.last_block(), 163);
		let alice = signer("//Alice");
		let signed = scope.sign(&[51, 5, 9], &alice);
		assert_eq!(signed[..6], [51, 5, 9, 0, 1, 1]);
		assert_eq!(signed[70..102], alice.account.0);
		assert_eq!(signed[102..], scope.explicit());
	}

	#[test]
	fn a_signature_holds_for_its_call_its_chain_and_its_time_only() {
		let (alice, bob) = (signer("//Alice"), signer("//Bob"));
		let signed = scope().sign(&[51, 5, 9], &alice);
		assert_eq!(scope().open(&signed, &alice.account), Some(&[51, 5, 9][..]));
		assert_eq!(scope().open(&signed, &bob.account), None);
		for change in [
			|scope: &mut Scope| scope.genesis = H256::zero(),
			|scope: &mut Scope| scope.spec_version += 1,
			|scope: &mut Scope| scope.transaction_version += 1,
			|scope: &mut Scope| scope.birth += 1,
			|scope: &mut Scope| scope.birth_hash = H256::zero(),
			|scope: &mut Scope| scope.period *= 2,
			|scope: &mut Scope| scope.nonce += 1,
		] {
			let mut other = scope();
			change(&mut other);
			assert_eq!(other.open(&signed, &alice.account), None, "{other:?}");
		}
		for place in [0, 2, 3, 10, 80] {
			let mut forged = signed.clone();
			forged[place] ^= 1;
			assert_eq!(scope().open(&forged, &alice.account), None, "byte {place}");
		}
		assert_eq!(scope().open(&[], &alice.account), None);
	}
}
