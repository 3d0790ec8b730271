//! Calls of the pallets as bytes.
//!
//! The arguments are encoded with the pallets' own types, so nothing describes them a second time. Where the
//! call stands in the runtime comes from the node's metadata.

use animechain_primitives::{
	consent::Price,
	merkle_sum::{Leaf, LeafProof},
	AssetId, Commitment, Contents, Declaration, Edge, Grounds, LicenceId, OfferId, Purposes,
};
use codec::Encode;
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};
use subxt::{
	ext::{
		scale_encode::{EncodeAsFields, Error},
		scale_type_resolver::{FieldIter, TypeResolver},
	},
	transactions::Payload,
	utils::MultiAddress,
};

use super::{AccountId, StatedTermsRow, CONSENT, META_TX, PROVENANCE, SUDO, UTILITY};

/// A call of a pallet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Call {
	pallet: &'static str,
	name: &'static str,
	arguments: Arguments,
}

/// The arguments of a call in SCALE.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Arguments(Vec<u8>);

pub(super) fn address(account: AccountId) -> MultiAddress<AccountId, ()> {
	MultiAddress::Id(account)
}

impl Call {
	pub(super) fn new(pallet: &'static str, name: &'static str, arguments: impl Encode) -> Self {
		Self { pallet, name, arguments: Arguments(arguments.encode()) }
	}

	/// A call whose arguments are bytes already.
	pub(super) const fn of_bytes(
		pallet: &'static str,
		name: &'static str,
		arguments: Vec<u8>,
	) -> Self {
		Self { pallet, name, arguments: Arguments(arguments) }
	}

	/// One work.
	pub fn register_work(declaration: &Declaration, edges: &[Edge]) -> Self {
		Self::new(PROVENANCE, "register_work", (declaration, edges))
	}

	/// A collection of works.
	pub fn register_collection(
		declaration: &Declaration,
		contents: &Contents,
		edges: &[Edge],
	) -> Self {
		Self::new(PROVENANCE, "register_collection", (declaration, contents, edges))
	}

	/// A dataset.
	pub fn compose_dataset(declaration: &Declaration, edges: &[Edge]) -> Self {
		Self::new(PROVENANCE, "compose_dataset", (declaration, edges))
	}

	/// A model.
	pub fn register_model(declaration: &Declaration, edges: &[Edge]) -> Self {
		Self::new(PROVENANCE, "register_model", (declaration, edges))
	}

	/// An output, or a collection of outputs.
	pub fn register_output(
		declaration: &Declaration,
		contents: Option<&Contents>,
		edges: &[Edge],
	) -> Self {
		Self::new(PROVENANCE, "register_output", (declaration, contents, edges))
	}

	/// No new children from now on.
	pub fn retire(asset: AssetId, grounds: Grounds) -> Self {
		Self::new(PROVENANCE, "retire", (asset, grounds))
	}

	/// No new children until it is reinstated.
	pub fn withdraw(asset: AssetId, grounds: Grounds) -> Self {
		Self::new(PROVENANCE, "withdraw", (asset, grounds))
	}

	/// The end of a withdrawal.
	pub fn reinstate(asset: AssetId, grounds: Grounds) -> Self {
		Self::new(PROVENANCE, "reinstate", (asset, grounds))
	}

	/// What happened to ancestors.
	pub fn refresh(asset: AssetId) -> Self {
		Self::new(PROVENANCE, "refresh", asset)
	}

	/// Bytes of state for somebody.
	pub fn sponsor_storage(beneficiary: AccountId, bytes: u64) -> Self {
		Self::new(PROVENANCE, "sponsor_storage", (address(beneficiary), bytes))
	}

	/// An offer.
	pub fn publish_offer(asset: AssetId, stated: &StatedTermsRow) -> Self {
		Self::new(CONSENT, "publish_offer", (asset, stated))
	}

	/// The end of an offer.
	pub fn withdraw_offer(offer: OfferId, grounds: Grounds) -> Self {
		Self::new(CONSENT, "withdraw_offer", (offer, grounds))
	}

	/// A licence, for at most this price and share, and for these terms only.
	pub fn accept_offer(
		offer: OfferId,
		max_price: Option<&Price>,
		max_share: Permill,
		terms: H256,
	) -> Self {
		Self::new(CONSENT, "accept_offer", (offer, max_price, max_share, terms))
	}

	/// Another holder.
	pub fn transfer_licence(licence: LicenceId, to: AccountId) -> Self {
		Self::new(CONSENT, "transfer_licence", (licence, address(to)))
	}

	/// A leaf less.
	pub fn exclude_leaf(
		asset: AssetId,
		leaf: &Leaf<AccountId>,
		proof: &LeafProof,
		grounds: Grounds,
	) -> Self {
		Self::new(CONSENT, "exclude_leaf", (asset, leaf, proof, grounds))
	}

	/// An opt-out.
	pub fn reserve(key: Commitment, purposes: Purposes) -> Self {
		Self::new(CONSENT, "reserve", (key, purposes))
	}

	/// Its end.
	pub fn lift_reservation(key: Commitment) -> Self {
		Self::new(CONSENT, "lift_reservation", key)
	}

	/// All of these calls, or none. Each as its bytes with the numbers of pallet and call before them.
	pub fn batch_all(calls: &[Vec<u8>]) -> Self {
		Self::batch("batch_all", calls)
	}

	/// Each of these calls, whatever becomes of the others.
	pub fn force_batch(calls: &[Vec<u8>]) -> Self {
		Self::batch("force_batch", calls)
	}

	fn batch(name: &'static str, calls: &[Vec<u8>]) -> Self {
		let mut arguments = codec::Compact(calls.len() as u32).encode();
		calls.iter().for_each(|call| arguments.extend_from_slice(call));
		Self { pallet: UTILITY, name, arguments: Arguments(arguments) }
	}

	/// What the account that governs says.
	pub fn sudo(call: &[u8]) -> Self {
		Self { pallet: SUDO, name: "sudo", arguments: Arguments(call.to_vec()) }
	}

	/// What somebody else signed.
	pub fn dispatch(meta_tx: &[u8]) -> Self {
		let length = (meta_tx.len() as u32).encode();
		let arguments = [meta_tx, &length].concat();
		Self { pallet: META_TX, name: "dispatch", arguments: Arguments(arguments) }
	}

	/// Another controller.
	pub fn transfer_control(asset: AssetId, to: AccountId) -> Self {
		Self::new(PROVENANCE, "transfer_control", (asset, address(to)))
	}

	/// The bytes of its arguments.
	#[cfg(test)]
	pub fn bytes(&self) -> &[u8] {
		&self.arguments.0
	}

	/// `Provenance.register_work`.
	pub fn path(&self) -> String {
		format!("{}.{}", self.pallet, self.name)
	}
}

impl EncodeAsFields for Arguments {
	fn encode_as_fields_to<R: TypeResolver>(
		&self,
		_: &mut dyn FieldIter<'_, R::TypeId>,
		_: &R,
		out: &mut Vec<u8>,
	) -> Result<(), Error> {
		out.extend_from_slice(&self.0);
		Ok(())
	}
}

impl Payload for Call {
	type CallData = Arguments;

	fn pallet_name(&self) -> &str {
		self.pallet
	}

	fn call_name(&self) -> &str {
		self.name
	}

	fn call_data(&self) -> &Arguments {
		&self.arguments
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use crate::testing::edge;
	use animechain_primitives::{
		consent::Audience, Basis, Currency, Intent, Purpose, Reason, Relation, StatedTerms, Terms,
	};

	fn declaration() -> Declaration {
		Declaration {
			commitment: H256::repeat_byte(0xcc),
			metadata: None,
			rights_information: Some(b"ISCC".to_vec().try_into().unwrap()),
			basis: Basis::Licensed,
			intent: Intent {
				purposes: Purposes::NONE.with(Purpose::AiGenerativeTraining),
				commercial: true,
			},
		}
	}

	/// Commitment, no metadata, some rights information of four bytes, the second basis, the fourth purpose
	/// and commercial.
	fn declaration_bytes() -> Vec<u8> {
		[&[0xcc; 32][..], &[0, 1, 4 << 2], b"ISCC", &[1, 8, 1]].concat()
	}

	#[test]
	fn arguments_are_laid_out_as_the_runtime_reads_them() {
		let edges = [edge(7, Relation::DerivedFrom, 50)];
		// One edge: parent, the ninth relation, half a million parts, control.
		let edge_bytes =
			[&[1 << 2, 7, 0, 0, 0, 0, 0, 0, 0, 8][..], &500_000_u32.to_le_bytes(), &[0]];
		let contents = Contents {
			root: H256::repeat_byte(0xcc),
			leaves: 2,
			weight: 3,
			contributors_share: Permill::one(),
		};
		let contents_bytes = [
			&[0xcc; 32][..],
			&2_u32.to_le_bytes(),
			&3_u64.to_le_bytes(),
			&1_000_000_u32.to_le_bytes(),
		]
		.concat();

		let work = Call::register_work(&declaration(), &edges);
		assert_eq!(work.path(), "Provenance.register_work");
		assert_eq!(work.arguments.0, [declaration_bytes(), edge_bytes.concat()].concat());

		let collection = Call::register_collection(&declaration(), &contents, &[]);
		let expected = [declaration_bytes(), contents_bytes.clone(), vec![0]].concat();
		assert_eq!(collection.arguments.0, expected);

		let output = Call::register_output(&declaration(), Some(&contents), &[]);
		let expected = [declaration_bytes(), vec![1], contents_bytes, vec![0]].concat();
		assert_eq!(output.arguments.0, expected);
		let output = Call::register_output(&declaration(), None, &[]);
		assert_eq!(output.arguments.0, [declaration_bytes(), vec![0], vec![0]].concat());
	}

	#[test]
	fn an_account_is_addressed_by_its_id() {
		let call = Call::transfer_control(1, AccountId::from([9; 32]));
		assert_eq!(call.arguments.0, [&[1, 0, 0, 0, 0, 0, 0, 0, 0][..], &[9; 32]].concat());
		let call = Call::sponsor_storage(AccountId::from([9; 32]), 2);
		assert_eq!(call.arguments.0, [&[0][..], &[9; 32], &2_u64.to_le_bytes()].concat());
	}

	#[test]
	fn grounds_are_a_code_and_a_commitment() {
		let grounds = Grounds { reason: Reason::TermsBroken, evidence: Some(H256::repeat_byte(7)) };
		let bytes = [&1_u64.to_le_bytes()[..], &[3, 1], &[7; 32]].concat();
		for (call, path) in [
			(Call::retire(1, grounds), "Provenance.retire"),
			(Call::withdraw(1, grounds), "Provenance.withdraw"),
			(Call::reinstate(1, grounds), "Provenance.reinstate"),
			(Call::withdraw_offer(1, grounds), "Consent.withdraw_offer"),
		] {
			assert_eq!(
				(call.arguments.0.as_slice(), call.path().as_str()),
				(bytes.as_slice(), path)
			);
		}
		let call = Call::withdraw(1, Grounds::default());
		assert_eq!(call.arguments.0, [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
	}

	#[test]
	fn terms_are_laid_out_as_the_runtime_reads_them() {
		let stated = StatedTerms {
			terms: Terms { purposes: Purposes::TRAINING, commercial: false, expires: Some(9) },
			audience: Audience::Only(AccountId::from([2; 32])),
			price: Some(Price { currency: Currency::WithId(3), amount: 4 }),
			share: Permill::from_parts(5),
			quota: Some(6),
			from: None,
			until: None,
			licence_period: None,
			transferable: true,
			legal: Some(H256::repeat_byte(8)),
		};
		let expected = [
			&1_u64.to_le_bytes()[..],
			&[0b1100, 0, 1, 9, 0, 0, 0],
			&[1],
			&[2; 32],
			&[1, 1, 3, 0, 0, 0],
			&4_u128.to_le_bytes(),
			&5_u32.to_le_bytes(),
			&[1, 6, 0, 0, 0],
			&[0, 0, 0, 1, 1],
			&[8; 32],
		]
		.concat();
		assert_eq!(Call::publish_offer(1, &stated).arguments.0, expected);
		let call = Call::accept_offer(1, stated.price.as_ref(), stated.share, H256::repeat_byte(8));
		let expected = [
			&1_u64.to_le_bytes()[..],
			&[1, 1, 3, 0, 0, 0],
			&4_u128.to_le_bytes(),
			&5_u32.to_le_bytes(),
			&[8; 32],
		]
		.concat();
		assert_eq!(call.arguments.0, expected);
	}

	#[test]
	fn calls_within_calls_keep_their_bytes() {
		let batch = Call::batch_all(&[vec![51, 5, 1], vec![51, 6]]);
		assert_eq!(batch.arguments.0, [2 << 2, 51, 5, 1, 51, 6]);
		let each = Call::force_batch(&[vec![51, 5, 1]]);
		assert_eq!((each.path(), each.bytes()), ("Utility.force_batch".into(), &[4, 51, 5, 1][..]));
		assert_eq!(Call::sudo(&[52, 6, 0]).arguments.0, [52, 6, 0]);
		let relayed = Call::dispatch(&[1, 2, 3]);
		assert_eq!(relayed.arguments.0, [1, 2, 3, 3, 0, 0, 0]);
	}
}
