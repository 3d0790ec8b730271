//! What a call did, from its events, decoded with our own types.

use animechain_primitives::{
	consent::{Amount, Price},
	rights::AgreementId,
	AssetId, Commitment, Currency, Edge, Grounds, LeafIndex, LicenceId, Marks, OfferId, Record,
};
use codec::{Compact, Decode, DecodeAll};
use polkadot_sdk::{sp_core::H256, sp_runtime::DispatchError};
use subxt::events::Phase;

use super::{
	client::Config,
	rights_events::{Executed, Failed},
	submit::Included,
	AccountId, BlockNumber, ChainError, StatedTermsRow, CONSENT, META_TX, PAYMENT, PROVENANCE,
	ROYALTY, SUDO, UTILITY,
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

/// Revenue of an asset came in.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Paid {
	/// The asset.
	pub asset: AssetId,
	/// The currency.
	pub currency: Currency,
	/// Who paid.
	pub payer: AccountId,
	/// How much.
	pub amount: Amount,
	/// What for, as the payer says.
	pub reference: Option<Commitment>,
}

/// A parent's part was handed on.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Pulled {
	/// Where it came from.
	pub child: AssetId,
	/// The number of the edge.
	pub edge: u8,
	/// Where it went to.
	pub parent: AssetId,
	/// The currency.
	pub currency: Currency,
	/// How much.
	pub amount: Amount,
}

/// A holder was paid.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Claimed {
	/// The holder.
	pub account: AccountId,
	/// The currency.
	pub currency: Currency,
	/// How much in all.
	pub amount: Amount,
	/// How much out of the pool of each asset.
	pub parts: Vec<(AssetId, Amount)>,
}

/// A contributor was paid for a leaf.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct LeafClaimed {
	/// The collection.
	pub asset: AssetId,
	/// The leaf.
	pub leaf: LeafIndex,
	/// Its contributor.
	pub account: AccountId,
	/// The currency.
	pub currency: Currency,
	/// How much.
	pub amount: Amount,
}

/// Somebody is owed less than an account must hold.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct PayoutWaits {
	/// To whom it is owed.
	pub account: AccountId,
	/// The currency.
	pub currency: Currency,
	/// How much.
	pub amount: Amount,
}

/// Units have another holder.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct SharesTransferred {
	/// The asset.
	pub asset: AssetId,
	/// Who had them.
	pub from: AccountId,
	/// Who has them.
	pub to: AccountId,
	/// How many.
	pub units: u32,
}

/// A currency can be paid in.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct CurrencyRegistered {
	/// The currency.
	pub currency: Currency,
}

/// What became of a call of the account that governs.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct Sudid {
	/// How it ended.
	pub result: Result<(), DispatchError>,
}

/// The fee of a transaction.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct TransactionFeePaid {
	/// Who paid it.
	pub who: AccountId,
	/// How much, with the tip.
	pub fee: Amount,
	/// What of it is a tip.
	pub tip: Amount,
}

/// A call of a batch failed.
#[derive(Clone, PartialEq, Eq, Debug, Decode)]
pub struct ItemFailed {
	/// Why.
	pub error: DispatchError,
}

/// A call of a batch succeeded.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Decode)]
pub struct ItemCompleted;

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
pub(super) use events;

events! {
	PROVENANCE: Registered, StandingChanged, ControlTransferred, Refreshed, StorageSponsored;
	CONSENT: OfferPublished, OfferWithdrawn, OfferAccepted, LicenceTransferred, LeafExcluded;
	ROYALTY: Paid, Pulled, Claimed, LeafClaimed, PayoutWaits, SharesTransferred, CurrencyRegistered;
	SUDO: Sudid;
	PAYMENT: TransactionFeePaid;
	UTILITY: ItemFailed, ItemCompleted;
	META_TX: Dispatched;
}

type BlockEvent<'a> = subxt::events::Event<'a, Config>;

impl Included {
	/// The first event of this kind among those of the call.
	pub fn event<E: Event>(&self) -> Result<E, ChainError> {
		let first = self.events::<E>()?.into_iter().next();
		first.ok_or_else(|| ChainError::NoEvent { name: format!("{}.{}", E::PALLET, E::NAME) })
	}

	/// All events of this kind among those of the call.
	pub fn events<E: Event>(&self) -> Result<Vec<E>, ChainError> {
		self.meant().filter_map(|event| decode(&event)).collect()
	}

	/// How an agreement ended when the block had time, after its transactions: what moved, and that it did.
	pub fn end_of(&self, agreement: AgreementId) -> Result<Option<Self>, ChainError> {
		let mut meant = Vec::new();
		let block = self.events.all_events_in_block().iter().filter_map(Result::ok);
		for event in block.filter(|event| event.phase() == Phase::Finalization) {
			meant.push(event.index());
			let executed = decode::<Executed>(&event).map(|end| end.map(|end| end.agreement));
			let failed = decode::<Failed>(&event).map(|end| end.map(|end| end.agreement));
			match executed.or(failed).transpose()? {
				None => {},
				Some(end) if end == agreement => {
					let Self { block_hash, extrinsic, .. } = *self;
					let events = self.events.clone();
					return Ok(Some(Self { block_hash, extrinsic, events, meant }));
				},
				Some(_) => meant.clear(),
			}
		}
		Ok(None)
	}

	fn meant(&self) -> impl Iterator<Item = BlockEvent<'_>> {
		let events = self.events.all_events_in_block().iter().filter_map(Result::ok);
		events.filter(|event| self.meant.contains(&event.index()))
	}

	/// How each call of a batch ended that goes on whatever becomes of one.
	pub fn batch_results(&self) -> Result<Vec<Result<(), DispatchError>>, ChainError> {
		let ends = self.meant().filter_map(|event| {
			let completed = decode::<ItemCompleted>(&event).map(|end| end.map(|_| Ok(())));
			completed.or_else(|| Some(decode::<ItemFailed>(&event)?.map(|end| Err(end.error))))
		});
		ends.collect()
	}
}

/// An event, if it is of this kind.
fn decode<E: Event>(event: &BlockEvent<'_>) -> Option<Result<E, ChainError>> {
	if event.pallet_name() != E::PALLET || event.event_name() != E::NAME {
		return None;
	}
	let what = format!("the event {}.{}", E::PALLET, E::NAME);
	let other = |_| ChainError::OtherRelease { what };
	Some(E::decode_all(&mut event.field_bytes()).map_err(other))
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
	fn events_of_money_are_read_from_their_fields() {
		let who = AccountId::from([1; 32]);
		let euro = Currency::WithId(3);
		let reference = Some(H256::repeat_byte(2));
		let bytes = (5_u64, &euro, who, 7_u128, reference).encode();
		let paid = Paid::decode_all(&mut bytes.as_slice()).unwrap();
		assert_eq!((paid.asset, paid.amount, paid.reference), (5, 7, reference));
		let bytes = (5_u64, 2_u8, 4_u64, &euro, 7_u128).encode();
		let pulled = Pulled::decode_all(&mut bytes.as_slice()).unwrap();
		assert_eq!((pulled.child, pulled.edge, pulled.parent), (5, 2, 4));
		let bytes = (5_u64, 2_u32, who, &euro, 7_u128).encode();
		let claimed = LeafClaimed::decode_all(&mut bytes.as_slice()).unwrap();
		assert_eq!((claimed.leaf, claimed.account, claimed.currency), (2, who, euro));
		assert!(ItemCompleted::decode_all(&mut &[][..]).is_ok());
		let bytes = (who, 8_u128, 0_u128).encode();
		assert_eq!(TransactionFeePaid::decode_all(&mut bytes.as_slice()).unwrap().fee, 8);
		let failed = Sudid::decode_all(&mut &[1, 3, 52, 6, 0, 0, 0][..]).unwrap();
		assert_eq!(failed.result.unwrap_err().encode(), [3, 52, 6, 0, 0, 0]);
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
