//! Rights that move when their conditions are met.
//!
//! A [`Deal`] is what two accounts sign: what moves, from whom, to whom, under which clauses, for how much, and
//! until when. Its [`digest`](Deal::digest) is what the second of them states, so that nobody accepts anything
//! else than what was read.

use alloc::vec::Vec;

use codec::{Decode, DecodeWithMemTracking, Encode, MaxEncodedLen};
use polkadot_sdk::{
	frame_support::{traits::ConstU32, BoundedVec},
	sp_core::H256,
	sp_io::hashing::blake2_256,
	sp_runtime::Permill,
};
use scale_info::TypeInfo;

use crate::{
	consent::{Amount, Currency, Price},
	ids::{AssetId, Commitment, LicenceId},
};

/// Number of an agreement, dense from 0.
pub type AgreementId = u64;

/// Number of a listing, dense from 0.
pub type ListingId = u64;

/// Most clauses of a deal.
pub const MAX_CLAUSES: u32 = 8;

/// Most things that one deal moves.
pub const MAX_RIGHTS: u32 = 4;

/// Something that can move from one account to another.
#[derive(
	Clone,
	Copy,
	PartialEq,
	Eq,
	PartialOrd,
	Ord,
	Debug,
	Encode,
	Decode,
	DecodeWithMemTracking,
	MaxEncodedLen,
	TypeInfo,
)]
pub enum Right {
	/// Control of an asset.
	#[codec(index = 0)]
	Control(AssetId),
	/// Units of an asset's revenue, of a million.
	#[codec(index = 1)]
	Shares {
		/// The asset.
		asset: AssetId,
		/// How many.
		units: u32,
	},
	/// A licence.
	#[codec(index = 2)]
	Licence(LicenceId),
}

impl Right {
	/// Whether both are about the same thing, in whatever number.
	pub fn overlaps(&self, other: &Self) -> bool {
		match (self, other) {
			(Self::Shares { asset, .. }, Self::Shares { asset: another, .. }) => asset == another,
			_ => self == other,
		}
	}
}

/// A condition of a deal.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub enum Clause<AccountId, BlockNumber> {
	/// Everything that ever came in for an asset reaches an amount. What the two parties pay in themselves after
	/// the deal was accepted does not count.
	#[codec(index = 0)]
	RevenueAtLeast {
		/// The asset.
		asset: AssetId,
		/// The currency.
		currency: Currency,
		/// How much, over the asset's whole life.
		amount: Amount,
	},
	/// A block is reached.
	#[codec(index = 1)]
	NotBefore(BlockNumber),
	/// Somebody paid an amount into the deal. It goes to the giver when the deal executes, and back otherwise.
	#[codec(index = 2)]
	Paid(Price),
	/// An account approved.
	#[codec(index = 3)]
	ApprovedBy(AccountId),
	/// An asset is certified.
	#[codec(index = 4)]
	Certified(AssetId),
}

impl<AccountId: PartialEq, BlockNumber: PartialEq> Clause<AccountId, BlockNumber> {
	/// Whether both say the same, or one says what follows from the other: the higher of two thresholds of the
	/// same revenue is the lower one, too, and only so many can wait.
	pub fn overlaps(&self, other: &Self) -> bool {
		match (self, other) {
			(
				Self::RevenueAtLeast { asset, currency, .. },
				Self::RevenueAtLeast { asset: another, currency: other, .. },
			) => asset == another && currency == other,
			_ => self == other,
		}
	}
}

/// What the receiver pays when it accepts: kept until the deal executes, and given back otherwise.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Consideration {
	/// How much.
	pub price: Price,
	/// The part of it that is revenue of an asset, and flows as any other. The rest is the giver's.
	pub revenue: Option<(AssetId, Permill)>,
}

/// What two accounts agree on.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Deal<AccountId, BlockNumber> {
	/// Who gives.
	pub from: AccountId,
	/// Who receives.
	pub to: AccountId,
	/// What moves: all of it or nothing.
	pub rights: BoundedVec<Right, ConstU32<MAX_RIGHTS>>,
	/// Under which conditions.
	pub clauses: BoundedVec<Clause<AccountId, BlockNumber>, ConstU32<MAX_CLAUSES>>,
	/// How many of them must be met.
	pub needed: u8,
	/// For how much.
	pub consideration: Option<Consideration>,
	/// The last block in which the conditions can be met.
	pub deadline: BlockNumber,
	/// The legal text, if there is one.
	pub text: Option<Commitment>,
}

impl<AccountId: Encode, BlockNumber: Encode> Deal<AccountId, BlockNumber> {
	/// What the receiver signs: `Blake2b-256("animechain/deal" ‖ genesis ‖ id ‖ deal)`, each as SCALE encodes it.
	/// Bound to the chain and to the agreement, so that it means nothing elsewhere.
	pub fn digest(&self, genesis: &H256, agreement: AgreementId) -> H256 {
		let mut input = Vec::from(*b"animechain/deal");
		input.extend_from_slice(genesis.as_bytes());
		agreement.encode_to(&mut input);
		self.encode_to(&mut input);
		blake2_256(&input).into()
	}
}

/// Where an agreement stands.
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
pub enum Stage {
	/// The receiver has not accepted.
	#[codec(index = 0)]
	Proposed,
	/// Both agreed: what is promised is locked.
	#[codec(index = 1)]
	Accepted,
	/// One of them took it back or refused before it was accepted.
	#[codec(index = 2)]
	Cancelled,
	/// The conditions were met and everything moved.
	#[codec(index = 3)]
	Executed,
	/// The deadline passed first. Everything that was paid went back.
	#[codec(index = 4)]
	Expired,
	/// The conditions were met, but something could not move. Everything that was paid went back.
	#[codec(index = 5)]
	Failed,
}

impl Stage {
	/// Whether nothing can happen to it any more.
	pub fn is_over(self) -> bool {
		!matches!(self, Self::Proposed | Self::Accepted)
	}
}

/// An agreement.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Agreement<AccountId, BlockNumber> {
	/// What was agreed on.
	pub deal: Deal<AccountId, BlockNumber>,
	/// Where it stands.
	pub stage: Stage,
	/// Since when.
	pub since: BlockNumber,
	/// Which clauses are met: bit `n` for the clause with number `n`.
	pub met: u8,
	/// Who paid for which clause.
	pub payers: BoundedVec<(u8, AccountId), ConstU32<MAX_CLAUSES>>,
}

impl<AccountId, BlockNumber> Agreement<AccountId, BlockNumber> {
	/// Whether a clause is met.
	pub fn is_met(&self, clause: u8) -> bool {
		1_u8.checked_shl(clause.into()).is_some_and(|bit| self.met & bit != 0)
	}

	/// Notes that a clause is met.
	pub fn meet(&mut self, clause: u8) {
		self.met |= 1_u8.checked_shl(clause.into()).unwrap_or_default();
	}

	/// Whether enough clauses are met.
	pub fn is_ready(&self) -> bool {
		self.met.count_ones() >= u32::from(self.deal.needed)
	}

	/// Its clauses by number.
	pub fn clauses(&self) -> impl Iterator<Item = (u8, &Clause<AccountId, BlockNumber>)> {
		(0_u8..).zip(&self.deal.clauses)
	}
}

/// An agreement that waits for revenue. It names both parties, so that a payment need not read the agreement.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Threshold<AccountId> {
	/// What everything that ever came in must reach: what the clause says, and what the parties paid in since.
	pub inflow: Amount,
	/// The agreement.
	pub agreement: AgreementId,
	/// The clause's number.
	pub clause: u8,
	/// Who gives.
	pub from: AccountId,
	/// Who receives.
	pub to: AccountId,
}

/// Something that is for sale at a fixed price.
#[derive(
	Clone, PartialEq, Eq, Debug, Encode, Decode, DecodeWithMemTracking, MaxEncodedLen, TypeInfo,
)]
pub struct Listing<AccountId, BlockNumber> {
	/// Who sells.
	pub seller: AccountId,
	/// What.
	pub right: Right,
	/// For how much.
	pub price: Price,
	/// The part of the price that is revenue of the asset, and flows as any other. The rest is the seller's.
	pub revenue: Permill,
	/// To whom only; `None` is anybody.
	pub buyer: Option<AccountId>,
	/// The last block in which it can be bought; `None` is no end.
	pub until: Option<BlockNumber>,
	/// A number that was so when it was listed, and changes when it is not the same thing any more. Of control, how
	/// often it had moved: whoever gets it back later does not sell it at the old price. Of a licence with a
	/// quota, how many uses were left. Of anything else 0.
	pub version: u32,
	/// Whether all units go along, if control is for sale: as they do until the first of them is handed on or
	/// promised. Once they do not, nobody can buy control at this price.
	pub with_units: bool,
}
