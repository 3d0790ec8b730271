//! Who acts, and how they sign.

use std::sync::LazyLock;

use animechain_runtime::{
	transactions::{unsigned_refresh, RefusalsFirst},
	AccountId, Address, MetaTxExtension, Rights, Royalty, Runtime, RuntimeCall, Signature, System,
	TxExtension, UncheckedExtrinsic,
};
use codec::Encode;
use polkadot_sdk::{
	cumulus_pallet_weight_reclaim::StorageWeightReclaim,
	frame_metadata_hash_extension::CheckMetadataHash,
	frame_system::{
		AuthorizeCall, CheckEra, CheckGenesis, CheckNonZeroSender, CheckNonce, CheckSpecVersion,
		CheckTxVersion, CheckWeight,
	},
	pallet_meta_tx::{self, MetaTx, MetaTxMarker},
	pallet_multisig, pallet_utility,
	pallet_verify_signature::VerifySignature,
	sp_core::{sr25519, Pair},
	sp_io::hashing::blake2_256,
	sp_keyring::Sr25519Keyring,
	sp_runtime::{
		generic::{Era, Preamble, SignedPayload},
		traits::{ExtensionVariant, TransactionExtension},
		MultiSignature,
	},
};

/// Governs by `sudo` and makes the blocks.
pub const ALICE: usize = 0;
/// May do everything for the proxied account, and has a derived one.
pub const BOB: usize = 1;
/// May only register for the proxied account, and say what may be done with its works.
pub const CHARLIE: usize = 2;
/// May do for the proxied account what moves no money.
pub const DAVE: usize = 3;
/// Has hardly more than an account must hold.
pub const POOR: usize = 5;
/// Two of Bob, Charlie and Dave act for it.
pub const MULTISIG: usize = 6;
/// Others act for it.
pub const PROXIED: usize = 7;
/// The accounts that act.
pub const ACCOUNTS: usize = 8;

/// Eight accounts that act, and some that are only acted upon.
pub struct Cast {
	/// The eight, in the order of the constants of this module.
	pub accounts: Vec<AccountId>,
	/// Bob's derived account, which acts too.
	pub derived: AccountId,
	/// The pot, the escrow, and accounts that have nothing.
	pub others: Vec<AccountId>,
	pairs: Vec<(AccountId, sr25519::Pair)>,
}

/// The cast: deriving keys is slow, so it is done once.
pub static CAST: LazyLock<Cast> = LazyLock::new(|| {
	use Sr25519Keyring::{Alice, Bob, Charlie, Dave, Eve, Ferdie, One};
	let id = |key: Sr25519Keyring| key.to_account_id();
	let keys = [Alice, Bob, Charlie, Dave, Eve, Ferdie, One];
	let mut signatories = vec![id(Bob), id(Charlie), id(Dave)];
	signatories.sort();
	let multisig = pallet_multisig::Pallet::<Runtime>::multi_account_id(&signatories, 2);
	let mut accounts: Vec<_> = keys[..6].iter().map(|key| id(*key)).collect();
	accounts.extend([multisig, id(One)]);
	let derived = pallet_utility::derivative_account_id(id(Bob), 0);
	let strangers = [[0; 32], [7; 32], [8; 32], [9; 32]].map(AccountId::new);
	let others = [Royalty::pot(), Rights::escrow()].into_iter().chain(strangers).collect();
	let pairs = keys.iter().map(|key| (id(*key), key.pair())).collect();
	Cast { accounts, derived, others, pairs }
});

impl Cast {
	/// The key of an account, if it has one.
	pub fn pair(&self, account: &AccountId) -> Option<&sr25519::Pair> {
		self.pairs.iter().find(|(id, _)| id == account).map(|(_, pair)| pair)
	}

	/// Whether an account is one of those that act.
	pub fn acts(&self, account: &AccountId) -> bool {
		self.accounts.contains(account) || self.derived == *account
	}

	/// Those who act for the multisig account besides `who`, in the order of the chain.
	pub fn other_signatories(&self, who: usize) -> Vec<AccountId> {
		let mut others: Vec<_> = [BOB, CHARLIE, DAVE]
			.into_iter()
			.filter(|one| *one != who)
			.map(|one| self.accounts[one].clone())
			.collect();
		others.sort();
		others
	}
}

fn extension(nonce: u32) -> TxExtension {
	StorageWeightReclaim::new((
		AuthorizeCall::new(),
		CheckNonZeroSender::new(),
		CheckSpecVersion::new(),
		CheckTxVersion::new(),
		CheckGenesis::new(),
		CheckEra::from(Era::Immortal),
		CheckNonce::from(nonce),
		CheckWeight::new(),
		RefusalsFirst::tip(0),
		CheckMetadataHash::new(false),
	))
}

/// A transaction as it arrives from the network, or `None` if the account has no key.
pub fn signed(who: &AccountId, call: RuntimeCall) -> Option<UncheckedExtrinsic> {
	let pair = CAST.pair(who)?;
	let extension = extension(System::account_nonce(who));
	let payload = SignedPayload::new(call.clone(), extension.clone()).ok()?;
	let signature = payload.using_encoded(|bytes| pair.sign(bytes));
	let address = Address::Id(who.clone());
	Some(UncheckedExtrinsic::new_signed(call, address, Signature::Sr25519(signature), extension))
}

/// A transaction that nobody signs.
pub fn unsigned(call: RuntimeCall) -> UncheckedExtrinsic {
	if let RuntimeCall::Provenance(pallet_provenance::Call::refresh { asset }) = call {
		// Who sends one knows of the block before.
		return unsigned_refresh(asset, System::block_number().saturating_sub(1));
	}
	let preamble = Preamble::General(ExtensionVariant::V0(extension(0)));
	UncheckedExtrinsic::from_parts(call, preamble)
}

/// A call that `who` signs for somebody else to send, or `None` if the account has no key.
pub fn meta_tx(who: &AccountId, call: RuntimeCall) -> Option<RuntimeCall> {
	let pair = CAST.pair(who)?;
	let signed_part = (
		MetaTxMarker::<Runtime>::new(),
		CheckNonZeroSender::<Runtime>::new(),
		CheckSpecVersion::<Runtime>::new(),
		CheckTxVersion::<Runtime>::new(),
		CheckGenesis::<Runtime>::new(),
		CheckEra::<Runtime>::from(Era::Immortal),
		CheckNonce::<Runtime>::from(System::account_nonce(who)),
		CheckMetadataHash::<Runtime>::new(false),
	);
	let implicit = TransactionExtension::<RuntimeCall>::implicit(&signed_part).ok()?;
	let payload = (0_u8, &call, &signed_part, implicit).using_encoded(blake2_256);
	let signature = MultiSignature::Sr25519(pair.sign(&payload));
	let (marker, sender, spec, tx, genesis, era, nonce, metadata) = signed_part;
	let verify = VerifySignature::new_with_signature(signature, who.clone());
	let extension: MetaTxExtension =
		(verify, marker, sender, spec, tx, genesis, era, nonce, metadata);
	let meta_tx = MetaTx::new(call, 0, extension);
	let meta_tx_encoded_len = meta_tx.encoded_size() as u32;
	let meta_tx = Box::new(meta_tx);
	Some(pallet_meta_tx::Call::<Runtime>::dispatch { meta_tx, meta_tx_encoded_len }.into())
}
