//! The rows of this pallet.

use animechain_primitives::{royalty::PoolInfo, Amount, AssetId, Currency, MAX_EDGES};
use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{traits::ConstU32, BoundedVec},
	sp_core::U256,
	sp_runtime::Permill,
};
use scale_info::TypeInfo;

use crate::arithmetic::{gain, part_of, units_gain, Accumulator, Overflow};

/// What one asset has to do with one currency.
///
/// Of everything that came in, `floor(inflow × share)` of each edge goes to a parent and `floor(inflow × rest)`
/// stays. What stays flows on to contributors and holders, but for the part of it that is contested.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Pool {
	/// Everything that ever came in.
	pub inflow: Amount,
	/// What of it was handed to parents.
	pub pulled: Amount,
	/// What of it was paid out.
	pub paid: Amount,
	/// The part that stays after the edges.
	pub rest: Permill,
	/// The number of edges.
	pub edges: u8,
	/// The contributors' part of what stays.
	pub contributors_share: Permill,
	/// The weight of the leaves that earn.
	pub live_weight: u64,
	/// The part of what stays that is held until a dispute is decided.
	pub contested: Permill,
	/// What would have flowed since that part is contested, had it not been.
	pub disputed: Amount,
	/// What is held.
	pub held: Amount,
	/// What was let on to contributors and holders.
	pub flowed: Amount,
	/// What of it went to contributors.
	pub to_contributors: Amount,
	/// How it was shared among them, by weight.
	pub contributors: Accumulator,
	/// Whether the pool waits in the queue for its parents' parts to be handed on.
	pub queued: bool,
}

impl Pool {
	/// Without anything in it.
	pub fn new(
		edges: u8,
		rest: Permill,
		contributors_share: Permill,
		live_weight: u64,
		contested: Permill,
	) -> Self {
		Self {
			inflow: 0,
			pulled: 0,
			paid: 0,
			rest,
			edges,
			contributors_share,
			live_weight,
			contested,
			disputed: 0,
			held: 0,
			flowed: 0,
			to_contributors: 0,
			contributors: Accumulator::default(),
			queued: false,
		}
	}

	/// Takes an amount in. Constant work, whoever is behind it.
	pub fn credit(&mut self, amount: Amount) -> Result<(), Overflow> {
		let before = self.inflow;
		self.inflow = before.checked_add(amount).ok_or(Overflow)?;
		let stays = gain(before, self.inflow, self.rest);
		let held = self.hold(stays)?;
		self.let_flow(stays.saturating_sub(held))
	}

	/// Holds back the contested part of an amount that stays: a floor of everything since the dispute began,
	/// so that it does not matter in how many payments it came.
	fn hold(&mut self, stays: Amount) -> Result<Amount, Overflow> {
		if self.contested.is_zero() {
			return Ok(0);
		}
		let before = self.disputed;
		self.disputed = before.checked_add(stays).ok_or(Overflow)?;
		let held = gain(before, self.disputed, self.contested);
		self.held = self.held.checked_add(held).ok_or(Overflow)?;
		Ok(held)
	}

	/// From now on holds this part. What is held already stays held.
	pub fn contest(&mut self, part: Permill) {
		self.contested = part;
		self.disputed = 0;
	}

	/// Lets what was held flow on.
	pub fn release(&mut self) -> Result<(), Overflow> {
		let held = core::mem::take(&mut self.held);
		self.contest(Permill::zero());
		self.let_flow(held)
	}

	/// Shares an amount that stays between contributors and holders. Without a leaf that earns, holders have
	/// the contributors' part too.
	fn let_flow(&mut self, amount: Amount) -> Result<(), Overflow> {
		let before = self.flowed;
		self.flowed = before.checked_add(amount).ok_or(Overflow)?;
		if self.live_weight > 0 {
			let gained = gain(before, self.flowed, self.contributors_share);
			self.contributors = self.contributors.credit(gained, self.live_weight)?;
			self.to_contributors = self.to_contributors.checked_add(gained).ok_or(Overflow)?;
		}
		Ok(())
	}

	/// What went to holders.
	pub fn to_holders(&self) -> Amount {
		self.flowed.saturating_sub(self.to_contributors)
	}

	/// As readers see it.
	pub fn info(&self) -> PoolInfo {
		PoolInfo {
			inflow: self.inflow,
			handed_on: self.pulled,
			paid: self.paid,
			held: self.held,
			to_contributors: self.to_contributors,
			to_holders: self.to_holders(),
			live_weight: self.live_weight,
			queued: self.queued,
		}
	}

	/// What an edge with this share is owed of everything that came in, handed over or not.
	pub fn owed_upstream(&self, share: Permill) -> Amount {
		part_of(self.inflow, share)
	}

	/// What stays with the asset and was not paid out.
	pub fn left(&self) -> Amount {
		part_of(self.inflow, self.rest).saturating_sub(self.paid)
	}

	/// What is still here: neither handed to parents nor paid out.
	pub fn balance(&self) -> Amount {
		self.inflow.saturating_sub(self.pulled).saturating_sub(self.paid)
	}
}

/// What a payment met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Paid {
	/// Whether it was the first in its pool.
	pub opened: bool,
	/// Whether an agreement waited for it.
	pub awaited: bool,
}

/// What an account has of a pool as a holder.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct HolderAccount {
	/// What all holders had when it was last settled.
	pub seen: Amount,
	/// What it was owed beyond whole units then, in millionths.
	pub fraction: u32,
	/// What was settled and not paid out.
	pub owed: Amount,
}

impl HolderAccount {
	/// Settles `units` up to what all holders of a pool have now.
	pub fn settle(self, units: u32, pool: &Pool) -> Result<Self, Overflow> {
		let seen = pool.to_holders();
		let grown = seen.checked_sub(self.seen).ok_or(Overflow)?;
		let (gained, fraction) = units_gain(grown, units, self.fraction)?;
		let owed = self.owed.checked_add(gained).ok_or(Overflow)?;
		Ok(Self { seen, fraction, owed })
	}
}

/// Where a leaf that was taken out stopped earning.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct FrozenLeaf {
	/// Where the accumulator stood.
	pub per_unit: U256,
	/// The leaf's weight.
	pub weight: u64,
}

/// A pool whose parents' parts are being handed on.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Settlement {
	/// The asset.
	pub asset: AssetId,
	/// The currency.
	pub currency: Currency,
	/// The first edge that was not looked at.
	pub next_edge: u8,
}

/// What was handed on over each edge of an asset, by the edge's number. Edges beyond the end got nothing yet.
#[derive(
	Clone,
	PartialEq,
	Eq,
	Debug,
	Default,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct HandedOn(pub BoundedVec<Amount, ConstU32<MAX_EDGES>>);

impl HandedOn {
	/// Over one edge.
	pub fn over(&self, edge: u8) -> Amount {
		self.0.get(usize::from(edge)).copied().unwrap_or_default()
	}

	/// Notes the total over one edge. An asset has no edge beyond the bound.
	pub fn set(&mut self, edge: u8, total: Amount) -> Result<(), Overflow> {
		let edge = usize::from(edge);
		while self.0.len() <= edge {
			self.0.try_push(0).map_err(|_| Overflow)?;
		}
		*self.0.get_mut(edge).ok_or(Overflow)? = total;
		Ok(())
	}
}

/// An asset as the key of a map whose first key is the newest asset.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub struct NewestFirst([u8; 8]);

impl From<AssetId> for NewestFirst {
	fn from(asset: AssetId) -> Self {
		Self((!asset).to_be_bytes())
	}
}

impl From<NewestFirst> for AssetId {
	fn from(key: NewestFirst) -> Self {
		!AssetId::from_be_bytes(key.0)
	}
}
