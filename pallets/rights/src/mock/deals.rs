//! Agreements and sales, in few words.

use animechain_primitives::{
	consent::Price,
	rights::{AgreementId, Clause, Consideration, ListingId, Right, Stage},
	Amount, AssetId, Commitment, Currency,
};
use polkadot_sdk::{
	frame_support::dispatch::DispatchResultWithPostInfo,
	sp_core::H256,
	sp_runtime::{DispatchResult, Permill},
};

use super::*;
use crate::types::AgreementOf;

pub type TheClause = Clause<AccountId, BlockNumber>;

/// What a call proposes.
#[derive(Clone, Debug)]
pub struct Draft {
	pub from: AccountId,
	pub to: AccountId,
	pub rights: Vec<Right>,
	pub clauses: Vec<TheClause>,
	pub needed: u8,
	pub consideration: Option<Consideration>,
	pub deadline: BlockNumber,
	pub text: Option<Commitment>,
}

/// The studio promises this to the committee under all of these clauses, for nothing, until block 20.
pub fn draft(rights: &[Right], clauses: &[TheClause]) -> Draft {
	Draft {
		from: STUDIO,
		to: COMMITTEE,
		rights: rights.to_vec(),
		clauses: clauses.to_vec(),
		needed: clauses.len() as u8,
		consideration: None,
		deadline: 20,
		text: None,
	}
}

impl Draft {
	pub fn of(self, needed: u8) -> Self {
		Self { needed, ..self }
	}

	pub fn until(self, deadline: BlockNumber) -> Self {
		Self { deadline, ..self }
	}

	pub fn between(self, from: AccountId, to: AccountId) -> Self {
		Self { from, to, ..self }
	}

	/// All of it is the giver's.
	pub fn costs(self, currency: Currency, amount: Amount) -> Self {
		let price = price(currency, amount);
		Self { consideration: Some(Consideration { price, revenue: None }), ..self }
	}

	/// A part of it is revenue of an asset.
	pub fn shared(self, currency: Currency, amount: Amount, asset: AssetId, part: Permill) -> Self {
		let (price, revenue) = (price(currency, amount), Some((asset, part)));
		Self { consideration: Some(Consideration { price, revenue }), ..self }
	}

	/// The attempt to propose it.
	pub fn try_propose(&self) -> DispatchResult {
		Rights::propose(
			signed(self.from),
			self.to,
			self.rights.clone(),
			self.clauses.clone(),
			self.needed,
			self.consideration.clone(),
			self.deadline,
			self.text,
		)
	}

	#[track_caller]
	pub fn propose(&self) -> AgreementId {
		let id = crate::NextAgreementId::<Test>::get();
		assert_eq!(as_a_call(|| self.try_propose()), Ok(()));
		id
	}

	/// Proposed and accepted.
	#[track_caller]
	pub fn agree(&self) -> AgreementId {
		let id = self.propose();
		assert_eq!(as_a_call(|| accept(id)), Ok(()));
		id
	}

	/// Proposed, and then not accepted.
	#[track_caller]
	pub fn agreeing_fails(&self, error: impl Into<DispatchError>) {
		let id = self.propose();
		refuses(error, || accept(id));
	}

	/// Refused at once, and refused when it is accepted if it was possible before.
	#[track_caller]
	pub fn refused(&self, error: impl Into<DispatchError>) {
		refuses(error, || self.try_propose());
	}
}

pub fn terms(agreement: AgreementId) -> H256 {
	Rights::deal_digest(agreement).expect("proposed")
}

/// The receiver's attempt to accept what is proposed.
pub fn accept(agreement: AgreementId) -> DispatchResult {
	plain(Rights::accept(signed(row(agreement).deal.to), agreement, terms(agreement)))
}

pub fn approve(who: AccountId, agreement: AgreementId) -> DispatchResult {
	plain(Rights::approve(signed(who), agreement))
}

pub fn fund(who: AccountId, agreement: AgreementId, clause: u8) -> DispatchResult {
	plain(Rights::fund(signed(who), agreement, clause))
}

pub fn poke(agreement: AgreementId) -> DispatchResult {
	plain(Rights::poke(signed(NOBODY), agreement))
}

pub fn row(agreement: AgreementId) -> AgreementOf<Test> {
	Rights::agreement(agreement).expect("proposed")
}

pub fn stage(agreement: AgreementId) -> Stage {
	row(agreement).stage
}

pub fn is_ready(agreement: AgreementId) -> bool {
	crate::Ready::<Test>::contains_key(agreement)
}

pub fn kept(who: AccountId, currency: Currency) -> Amount {
	Rights::kept(who, currency)
}

/// What the revenue of an asset must reach, the lowest first, and for whom.
pub fn waiting(asset: AssetId, currency: Currency) -> Vec<(Amount, AgreementId)> {
	let rows = Rights::thresholds(asset, currency);
	rows.into_iter().map(|row| (row.inflow, row.agreement)).collect()
}

pub fn revenue(asset: AssetId, amount: Amount) -> TheClause {
	Clause::RevenueAtLeast { asset, currency: COIN, amount }
}

pub fn approved() -> TheClause {
	Clause::ApprovedBy(CLERK)
}

pub fn not_before(block: BlockNumber) -> TheClause {
	Clause::NotBefore(block)
}

pub fn paid(currency: Currency, amount: Amount) -> TheClause {
	Clause::Paid(price(currency, amount))
}

pub fn control(asset: AssetId) -> Right {
	Right::Control(asset)
}

pub fn shares(asset: AssetId, units: u32) -> Right {
	Right::Shares { asset, units }
}

/// Something for sale to anybody for as long as it takes, for coins that are the seller's.
pub fn sale(who: AccountId, right: Right, amount: Amount) -> ListingId {
	offer_for_sale(who, right, price(COIN, amount), Permill::zero())
}

#[track_caller]
pub fn offer_for_sale(who: AccountId, right: Right, price: Price, revenue: Permill) -> ListingId {
	let id = crate::NextListingId::<Test>::get();
	let call = || Rights::list(signed(who), right, price, revenue, None, None);
	assert_eq!(as_a_call(call), Ok(()));
	id
}

/// The buyer's attempt to buy, for whatever it costs.
pub fn buy(listing: ListingId) -> DispatchResult {
	buy_by(BUYER, listing)
}

pub fn buy_by(who: AccountId, listing: ListingId) -> DispatchResult {
	let row = crate::Listings::<Test>::get(listing);
	let price = row.map_or(price(COIN, 0), |row| row.price);
	plain(Rights::buy(signed(who), listing, price))
}

/// A call without what it weighed.
pub fn plain(result: DispatchResultWithPostInfo) -> DispatchResult {
	result.map(|_| ()).map_err(|refusal| refusal.error)
}
