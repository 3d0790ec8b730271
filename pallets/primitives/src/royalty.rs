//! Answers about money.

use alloc::vec::Vec;

use codec::{Decode, DecodeWithMemTracking, Encode};
use scale_info::TypeInfo;

use crate::{
	consent::{Amount, Currency, MAX_ROWS},
	ids::AssetId,
	record::MAX_EDGES,
};

/// Most assets that wait in one call of `flow_on`: as many as one page of `flow` can leave.
pub const MAX_WAITING: u32 = MAX_ROWS * MAX_EDGES;

/// What one asset has to do with one currency, in the currency's smallest unit.
///
/// `inflow` is `handed_on`, what stays with the asset, and what waits to be handed on. What stays is `held`,
/// `to_contributors` and `to_holders`; `paid` of it was paid out.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub struct PoolInfo {
	/// Everything that ever came in: payments, and what children handed on.
	pub inflow: Amount,
	/// What of it was handed on to parents.
	pub handed_on: Amount,
	/// What of it was paid out to holders and contributors.
	pub paid: Amount,
	/// What of it is held until a dispute is decided.
	pub held: Amount,
	/// What of it went to contributors, claimed or not.
	pub to_contributors: Amount,
	/// What of it went to holders, claimed or not.
	pub to_holders: Amount,
	/// The weight of the leaves that earn.
	pub live_weight: u64,
	/// Whether it waits for its parents' parts to be handed on.
	pub queued: bool,
}

/// Why there is no answer about money.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub enum FlowError {
	/// There is no asset with this id.
	#[codec(index = 0)]
	UnknownAsset,
	/// The currency was not let in.
	#[codec(index = 1)]
	UnknownCurrency,
	/// The asset was found invalid and takes no payments.
	#[codec(index = 2)]
	AssetInvalidated,
	/// More than a pool can receive in its life.
	#[codec(index = 3)]
	TooMuch,
	/// More assets than [`MAX_WAITING`], or more leaves than
	/// [`MAX_KEYS`](crate::consent::MAX_KEYS).
	#[codec(index = 4)]
	TooMany,
}

/// Where a list of what an account can claim goes on: the last pool that was looked at.
pub type PoolCursor = (AssetId, Currency);

/// What one asset would get of a payment.
#[derive(
	Clone, Copy, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, TypeInfo,
)]
pub struct FlowRow {
	/// The asset.
	pub asset: AssetId,
	/// What would come in.
	pub inflow: Amount,
	/// What of it would go to contributors.
	pub contributors: Amount,
	/// What of it would go to holders.
	pub holders: Amount,
	/// What of it would be held for a dispute.
	pub held: Amount,
}

/// Who would get what of a payment, once it has been handed on everywhere.
///
/// All rows together and what is beyond are the payment, up to less than one unit for each edge and each asset:
/// what is left between the floors comes with later payments, and what earlier ones left there comes with this.
#[derive(Clone, PartialEq, Eq, Debug, Default, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Flow {
	/// Each asset that would get something, newest first: children before their parents.
	pub rows: Vec<FlowRow>,
	/// What would reach assets that the bound of one call left out: `flow_on` goes on with these.
	pub beyond: Vec<(AssetId, Amount)>,
}

/// Something that an account can claim.
#[derive(Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, TypeInfo)]
pub struct Claimable {
	/// The asset.
	pub asset: AssetId,
	/// The currency.
	pub currency: Currency,
	/// How much.
	pub amount: Amount,
}
