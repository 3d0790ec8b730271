//! What calls cost by what an agreement holds, put together from what was measured.
//!
//! Whatever a call does for certain is measured with it, and so is what the other pallets do. An agreement may end
//! in any of several calls, or by itself: what that takes is measured in pieces. Locks and watches go away
//! ([`WeightInfo::end`]), rights move ([`WeightInfo::move_rights`]), and money goes where it belongs
//! ([`WeightInfo::pay_out`], and the royalty pallet's own for what is revenue). If something cannot move, all of
//! that was tried, and the same money goes back.

use animechain_primitives::{
	behaviour::{Certificates, RoyaltyPools},
	rights::{AgreementId, Clause, Stage, MAX_CLAUSES, MAX_RIGHTS},
};
use polkadot_sdk::frame_support::{dispatch::PostDispatchInfo, weights::Weight};

use crate::{types::AgreementOf, Agreements, Config, Pallet, WeightInfo};

/// What makes the end of an agreement dear.
#[derive(Clone, Copy)]
struct Size {
	/// What moves.
	rights: u32,
	/// Clauses that are watched: by a list of thresholds, or by the scheduler.
	watched: u32,
	/// Clauses that were paid for.
	paid: u32,
	/// 1 if there is a consideration.
	consideration: u32,
}

impl Size {
	fn of<T: Config>(row: &AgreementOf<T>) -> Self {
		let watched = row.clauses().filter(|(_, clause)| {
			matches!(clause, Clause::RevenueAtLeast { .. } | Clause::NotBefore(_))
		});
		Self {
			rights: row.deal.rights.len() as u32,
			watched: watched.count() as u32,
			paid: row.payers.len() as u32,
			consideration: row.deal.consideration.is_some().into(),
		}
	}

	/// Freeing what is locked, forgetting what is watched, and paying what is in escrow to whom it belongs.
	fn ended<T: Config>(self) -> Weight {
		T::WeightInfo::end(self.rights, self.watched)
			.saturating_add(T::WeightInfo::pay_out(self.paid.saturating_add(self.consideration)))
	}

	/// And moving everything, or trying to.
	fn executed<T: Config>(self) -> Weight {
		self.ended::<T>()
			.saturating_add(T::WeightInfo::move_rights(self.rights))
			.saturating_add(T::Royalties::settle_weight().saturating_mul(self.consideration.into()))
	}
}

impl<T: Config> Pallet<T> {
	/// The most that executing an agreement takes. A clause is watched or was paid for: what all of them take
	/// lies between what it would be if all were of one kind, so it is no more than the larger of both.
	pub fn execution_weight() -> Weight {
		let rights = MAX_RIGHTS;
		let watched = Size { rights, watched: MAX_CLAUSES, paid: 0, consideration: 1 };
		let paid = Size { rights, watched: 0, paid: MAX_CLAUSES, consideration: 1 };
		watched.executed::<T>().max(paid.executed::<T>())
	}

	/// The most that accepting takes. It executes at once only if a certificate is the last condition: everything
	/// else happens later.
	pub(crate) fn acceptance_weight() -> Weight {
		let accepting = T::WeightInfo::accept(MAX_RIGHTS, MAX_CLAUSES, 1);
		match T::Certificates::are_given() {
			true => accepting.saturating_add(Self::execution_weight()),
			false => accepting,
		}
	}

	/// What accepting took.
	pub(crate) fn acceptance_weighed(agreement: AgreementId) -> PostDispatchInfo {
		let row = Agreements::<T>::get(agreement);
		row.map(|row| {
			let Size { rights, consideration, .. } = Size::of::<T>(&row);
			T::WeightInfo::accept(rights, row.deal.clauses.len() as u32, consideration)
				.saturating_add(Self::end_weight(agreement))
		})
		.into()
	}

	/// What a call took that may end an agreement, given what it takes if it does not.
	pub(crate) fn weighed(call: Weight, agreement: AgreementId) -> PostDispatchInfo {
		Some(call.saturating_add(Self::end_weight(agreement))).into()
	}

	/// What the end of an agreement took, if it has come.
	pub(crate) fn end_weight(agreement: AgreementId) -> Weight {
		let Some(row) = Agreements::<T>::get(agreement) else { return Weight::zero() };
		let size = Size::of::<T>(&row);
		match row.stage {
			Stage::Proposed | Stage::Accepted | Stage::Cancelled => Weight::zero(),
			Stage::Expired => size.ended::<T>(),
			Stage::Executed | Stage::Failed => size.executed::<T>(),
		}
	}
}
