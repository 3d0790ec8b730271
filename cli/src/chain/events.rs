//! What a call did, from its events, decoded with our own types.

use animechain_primitives::{
	consent::Price, AssetId, Edge, Grounds, LeafIndex, LicenceId, Marks, OfferId, Record,
};
use codec::{Compact, Decode, DecodeAll};
use polkadot_sdk::{sp_core::H256, sp_runtime::DispatchError};

use super::{
	submit::Included, AccountId, BlockNumber, ChainError, StatedTermsRow, CONSENT, META_TX,
	PROVENANCE,
};

/// A new asset.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Registered {
	/// Its id.
	pub asset: AssetId,
	/// Its cold row.
	pub record: Record<AccountId, BlockNumber, Vec<Edge>>,
	/// The digest of its ancestry.
	pub digest: H256,
}

/// Something was put against an asset, or taken back.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct StandingChanged {
	/// The asset.
	pub asset: AssetId,
	/// Who did it; `None` is review.
	pub by: Option<AccountId>,
	/// Everything that stands against it now.
	pub marks: Marks,
	/// Why.
	pub grounds: Grounds,
}

/// Another controller.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct ControlTransferred {
	/// The asset.
	pub asset: AssetId,
	/// The controller until now.
	pub from: AccountId,
	/// The controller from now on.
	pub to: AccountId,
}

/// An asset says which ancestor affects it.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Refreshed {
	/// The asset.
	pub asset: AssetId,
	/// The ancestor, if there is one.
	pub affected_by: Option<AssetId>,
}

/// An account was given bytes of state.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct StorageSponsored {
	/// Who answers for them.
	pub sponsor: AccountId,
	/// Who may use them.
	pub beneficiary: AccountId,
	/// How many.
	pub bytes: u64,
}

/// A new offer.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct OfferPublished {
	/// Its id.
	pub offer: OfferId,
	/// What it is for.
	pub asset: AssetId,
	/// Who published it.
	pub publisher: AccountId,
	/// What is offered.
	pub stated: StatedTermsRow,
}

/// The end of an offer.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct OfferWithdrawn {
	/// The offer.
	pub offer: OfferId,
	/// What it was for.
	pub asset: AssetId,
	/// Who withdrew it.
	pub by: AccountId,
	/// Why.
	pub grounds: Grounds,
}

/// A new licence.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct OfferAccepted {
	/// Its id.
	pub licence: LicenceId,
	/// The offer.
	pub offer: OfferId,
	/// What it is for.
	pub asset: AssetId,
	/// Who has it.
	pub holder: AccountId,
	/// What was paid.
	pub price: Option<Price>,
}

/// A licence has another holder.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct LicenceTransferred {
	/// The licence that ended.
	pub licence: LicenceId,
	/// Who had it.
	pub from: AccountId,
	/// Who has its successor.
	pub to: AccountId,
	/// The licence in its place.
	pub successor: LicenceId,
}

/// A leaf less.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct LeafExcluded {
	/// The collection.
	pub asset: AssetId,
	/// The leaf.
	pub leaf: LeafIndex,
	/// Who took it out.
	pub contributor: AccountId,
	/// Its weight.
	pub weight: u64,
	/// Why.
	pub grounds: Grounds,
}

/// What became of a transaction that somebody else signed.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Dispatched {
	/// How it ended.
	pub result: Result<PostInfo, FailedCall>,
}

/// What the chain says about a call afterwards. Nothing of it is needed here.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct PostInfo {
	actual_weight: Option<(Compact<u64>, Compact<u64>)>,
	pays_fee: bool,
}

/// A call that failed.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct FailedCall {
	post_info: PostInfo,
	/// Why.
	pub error: DispatchError,
}

/// An event of a pallet.
pub trait Event: DecodeAll {
	/// The pallet.
	const PALLET: &'static str;
	/// Its name in the runtime.
	const NAME: &'static str;
}

macro_rules! events {
	($($pallet:ident: $($event:ident),+;)+) => {
		$($(
			impl Event for $event {
				const PALLET: &'static str = $pallet;
				const NAME: &'static str = stringify!($event);
			}
		)+)+
	};
}

events! {
	PROVENANCE: Registered, StandingChanged, ControlTransferred, Refreshed, StorageSponsored;
	CONSENT: OfferPublished, OfferWithdrawn, OfferAccepted, LicenceTransferred, LeafExcluded;
	META_TX: Dispatched;
}

impl Included {
	/// The first event of this kind among those of the call.
	pub fn event<E: Event>(&self) -> Result<E, ChainError> {
		let name = || format!("{}.{}", E::PALLET, E::NAME);
		let found = self
			.events
			.iter()
			.filter_map(Result::ok)
			.find(|event| event.pallet_name() == E::PALLET && event.event_name() == E::NAME)
			.ok_or_else(|| ChainError::NoEvent { name: name() })?;
		E::decode_all(&mut found.field_bytes())
			.map_err(|_| ChainError::OtherRelease { what: format!("the event {}", name()) })
	}
}

#[cfg(test)]
mod tests {
	use super::*;
	use animechain_primitives::{AssetKind, Relation};
	use codec::Encode;

	#[test]
	fn events_are_read_from_their_fields() {
		let asset = crate::testing::asset(
			5,
			AssetKind::Model,
			vec![crate::testing::edge(3, Relation::TrainedOn, 10)],
			None,
		);
		let bytes = (5_u64, &asset.record, asset.head.digest).encode();
		let event = Registered::decode_all(&mut bytes.as_slice()).unwrap();
		assert_eq!((event.asset, event.digest), (5, asset.head.digest));
		assert_eq!(event.record, asset.record);
		let longer = [bytes.as_slice(), &[0]].concat();
		assert!(Registered::decode_all(&mut longer.as_slice()).is_err());
	}

	#[test]
	fn the_end_of_a_relayed_call_is_read() {
		// Ok, no actual weight, it pays.
		let done = Dispatched::decode_all(&mut &[0, 0, 0][..]).unwrap();
		assert!(done.result.is_ok());
		// Err, a weight of two compact numbers, it pays, module 51 error 16.
		let bytes = [1, 1, 4, 8, 0, 3, 51, 16, 0, 0, 0];
		let failed = Dispatched::decode_all(&mut &bytes[..]).unwrap().result.unwrap_err();
		assert_eq!(failed.error.encode(), [3, 51, 16, 0, 0, 0]);
	}
}
