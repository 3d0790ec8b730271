//! What happened, as a plain list of intervals, and what follows from it.

use animechain_primitives::{
	consent::{Answer, Audience, Denial},
	AssetId, Authority, Terms,
};

use super::{wanted, FIRST_OFFER, REGISTERED};
use crate::mock::*;

/// From a block to a block, both included; without an end if it lasts.
#[derive(Clone, Copy, Debug)]
pub struct Interval(pub BlockNumber, pub Option<BlockNumber>);

impl Interval {
	/// Whether some moment of a block, or the moment now, lies in it.
	pub fn holds(self, at: Option<BlockNumber>) -> bool {
		match at {
			Some(at) => self.0 <= at && self.1.is_none_or(|last| at <= last),
			None => self.1.is_none(),
		}
	}
}

#[derive(Debug)]
pub struct PlainOffer {
	pub life: Interval,
	pub stated: Stated,
	pub uses: u32,
}

impl PlainOffer {
	pub fn stands(&self, now: BlockNumber, at: Option<BlockNumber>) -> bool {
		let block = at.unwrap_or(now);
		self.life.holds(at)
			&& self.stated.from.unwrap_or(0) <= block
			&& block < self.stated.until.unwrap_or(u64::MAX)
			&& block < self.stated.terms.expires.unwrap_or(u64::MAX)
	}

	pub fn open(&self) -> bool {
		self.stated.price.is_none() && self.stated.audience == Audience::Anyone
	}

	pub fn offered_to(&self, who: AccountId) -> bool {
		self.stated.audience == Audience::Anyone || self.stated.audience == Audience::Only(who)
	}

	/// Whether nobody can use it any more, or accept it.
	pub fn exhausted(&self) -> bool {
		match (self.open(), &self.stated.price) {
			(true, _) => self.stated.quota.is_some_and(|quota| self.uses >= quota),
			(false, None) => self.uses > 0,
			(false, Some(_)) => false,
		}
	}
}

#[derive(Debug)]
pub struct PlainLicence {
	pub life: Interval,
	pub holder: AccountId,
	pub until: BlockNumber,
	pub terms: Terms<BlockNumber>,
	pub left: Option<u32>,
	pub transferable: bool,
}

impl PlainLicence {
	pub fn stands(&self, now: BlockNumber, at: Option<BlockNumber>) -> bool {
		let block = at.unwrap_or(now);
		let until = self.until.min(self.terms.expires.unwrap_or(u64::MAX));
		self.life.holds(at) && block < until
	}
}

/// What may be answered.
#[derive(Debug)]
pub enum Expected {
	This(Answer),
	/// One of these licences: which of several is found first is not said.
	Licence(Vec<u64>),
	NotClear,
}

impl Expected {
	pub fn is(&self, answer: Answer) -> bool {
		match (self, answer) {
			(Self::This(expected), _) => *expected == answer,
			(Self::Licence(ids), Answer::Permitted(Authority::Licence(id))) => ids.contains(&id),
			(Self::NotClear, Answer::Denied(Denial::NotClear(_))) => true,
			_ => false,
		}
	}
}

/// Everything that happened, as intervals.
#[derive(Debug)]
pub struct Plain {
	pub asset: AssetId,
	pub terms: Terms<BlockNumber>,
	pub now: BlockNumber,
	pub withdrawn: bool,
	pub quarantined: bool,
	pub clear: Vec<Interval>,
	pub control: Vec<(AccountId, Interval)>,
	pub offers: Vec<PlainOffer>,
	pub licences: Vec<PlainLicence>,
	pub edges: Vec<(AccountId, usize, BlockNumber)>,
}

impl Plain {
	pub fn controller(&self) -> AccountId {
		self.control.last().expect("somebody always controls it").0
	}

	/// Whether nothing stands against the asset at this moment.
	pub fn is_clear(&self) -> bool {
		!self.withdrawn && !self.quarantined && !self.terms.expired(self.now)
	}

	pub fn mark(&mut self, withdrawn: bool, quarantined: bool) {
		let before = !self.withdrawn && !self.quarantined;
		let after = !withdrawn && !quarantined;
		(self.withdrawn, self.quarantined) = (withdrawn, quarantined);
		match (before, after) {
			(true, false) => self.clear.last_mut().expect("it was clear").1 = Some(self.now),
			(false, true) => self.clear.push(Interval(self.now, None)),
			_ => {},
		}
	}

	pub fn permits(terms: &Terms<BlockNumber>, want: usize) -> bool {
		let (purposes, commercial) = wanted(want);
		purposes.iter().all(|purpose| terms.purposes.contains(purpose))
			&& (terms.commercial || !commercial)
	}

	pub fn expected(&self, who: AccountId, want: usize, at: Option<BlockNumber>) -> Expected {
		// What is asked about the moment is asked about the next block: the first that can record a use.
		let now = self.now + 1;
		let block = at.unwrap_or(now);
		let denied = |denial| Expected::This(Answer::Denied(denial));
		if at.is_some_and(|at| at > self.now) {
			return denied(Denial::FutureBlock);
		}
		if block < REGISTERED {
			return denied(Denial::UnknownAsset);
		}
		if self.terms.expired(block) || !self.clear.iter().any(|interval| interval.holds(at)) {
			return Expected::NotClear;
		}
		if !Self::permits(&self.terms, want) {
			return denied(Denial::TermsForbid);
		}
		if self.control.iter().any(|(account, time)| *account == who && time.holds(at)) {
			return Expected::This(Answer::Permitted(Authority::Control));
		}
		let licences = (0..).zip(&self.licences).filter(|(_, row)| {
			row.holder == who && row.stands(now, at) && Self::permits(&row.terms, want)
		});
		let (spent, good): (Vec<_>, Vec<_>) =
			licences.partition(|(_, row)| at.is_none() && row.left == Some(0));
		if !good.is_empty() {
			return Expected::Licence(good.into_iter().map(|(id, _)| id).collect());
		}
		let mut exhausted = !spent.is_empty();
		let mut needed = None;
		for (id, row) in (FIRST_OFFER..).zip(&self.offers).collect::<Vec<_>>().into_iter().rev() {
			if !row.stands(now, at) || !Self::permits(&row.stated.terms, want) {
				continue;
			}
			if !row.offered_to(who) {
				continue;
			}
			if at.is_none() && row.exhausted() {
				exhausted = true;
			} else if !row.open() {
				needed = needed.or(Some(id));
			} else {
				return Expected::This(Answer::Permitted(Authority::Offer(id)));
			}
		}
		match (needed, exhausted) {
			(Some(offer), _) => denied(Denial::LicenceNeeded(offer)),
			(None, true) => denied(Denial::QuotaExhausted),
			(None, false) => denied(Denial::NotOffered),
		}
	}
}
