//! How an agreement comes to be, and what its parties do about it.

use animechain_primitives::{
	behaviour::{AssetRegistry, RoyaltyPools, StorageLedger},
	consent::Price,
	rights::{Agreement, AgreementId, Clause, Consideration, Stage},
};
use polkadot_sdk::{
	frame_support::ensure,
	frame_system,
	sp_core::H256,
	sp_runtime::{traits::Zero, DispatchError, DispatchResult},
};

use crate::{
	execution::LAYERS,
	types::{AgreementOf, DealOf},
	Agreements, AgreementsByParty, Config, Error, Event, NextAgreementId, Pallet,
};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_propose(deal: DealOf<T>) -> DispatchResult {
		Self::check_deal(&deal)?;
		let agreement = NextAgreementId::<T>::get();
		NextAgreementId::<T>::put(agreement.checked_add(1).ok_or(Error::<T>::TooMuch)?);
		T::Ledger::charge(&deal.from, Self::agreement_bytes())?;
		for party in [&deal.from, &deal.to] {
			AgreementsByParty::<T>::insert(party, agreement, ());
		}
		let row = Agreement {
			deal: deal.clone(),
			stage: Stage::Proposed,
			since: Self::now(),
			met: 0,
			payers: Default::default(),
		};
		Agreements::<T>::insert(agreement, row);
		let terms = Self::digest_of(agreement, &deal);
		let deal = alloc::boxed::Box::new(deal);
		Self::deposit_event(Event::Proposed { agreement, deal, terms });
		Ok(())
	}

	pub(crate) fn do_accept(
		receiver: T::AccountId,
		agreement: AgreementId,
		terms: H256,
	) -> DispatchResult {
		let mut row = Self::proposed(agreement)?;
		ensure!(row.deal.to == receiver, Error::<T>::NotReceiver);
		ensure!(Self::digest_of(agreement, &row.deal) == terms, Error::<T>::TermsMismatch);
		// It may have changed since.
		Self::check_deal(&row.deal)?;
		T::Ledger::charge(&receiver, Self::acceptance_bytes(&row.deal))?;
		Self::open_pool(&row.deal)?;
		Self::lock(agreement, &row.deal)?;
		Self::watch(agreement, &row.deal)?;
		if let Some(consideration) = &row.deal.consideration {
			Self::take_in(&receiver, &consideration.price)?;
		}
		row.stage = Stage::Accepted;
		row.since = Self::now();
		Self::deposit_event(Event::Accepted { agreement });
		Self::look(agreement, &mut row);
		Self::go_on(agreement, row);
		Ok(())
	}

	/// Makes sure that whatever happens later needs nobody's money: the pool of the part that is revenue is there.
	/// Both accounts are, for good: they answer for bytes.
	fn open_pool(deal: &DealOf<T>) -> DispatchResult {
		if let Some(Consideration { price, revenue: Some((asset, _)) }) = &deal.consideration {
			T::Royalties::open(&deal.to, *asset, &price.currency)?;
		}
		Ok(())
	}

	pub(crate) fn do_cancel(party: T::AccountId, agreement: AgreementId) -> DispatchResult {
		let mut row = Agreements::<T>::get(agreement).ok_or(Error::<T>::UnknownAgreement)?;
		ensure!(party == row.deal.from || party == row.deal.to, Error::<T>::NotParty);
		ensure!(row.stage == Stage::Proposed, Error::<T>::NotProposed);
		row.stage = Stage::Cancelled;
		row.since = Self::now();
		Agreements::<T>::insert(agreement, row);
		Self::deposit_event(Event::Cancelled { agreement, by: party });
		Ok(())
	}

	pub(crate) fn do_approve(approver: T::AccountId, agreement: AgreementId) -> DispatchResult {
		let mut row = Self::in_force(agreement)?;
		let clause = row
			.clauses()
			.find(|(_, clause)| matches!(clause, Clause::ApprovedBy(who) if *who == approver))
			.map(|(number, _)| number)
			.ok_or(Error::<T>::NotApprover)?;
		ensure!(!row.is_met(clause), Error::<T>::AlreadyMet);
		Self::note_met(agreement, &mut row, clause);
		Self::look(agreement, &mut row);
		Self::go_on(agreement, row);
		Ok(())
	}

	pub(crate) fn do_fund(
		payer: T::AccountId,
		agreement: AgreementId,
		clause: u8,
	) -> DispatchResult {
		let mut row = Self::in_force(agreement)?;
		let price = match row.deal.clauses.get(usize::from(clause)) {
			Some(Clause::Paid(price)) => price.clone(),
			_ => return Err(Error::<T>::UnknownClause.into()),
		};
		ensure!(!row.is_met(clause), Error::<T>::AlreadyMet);
		Self::take_in(&payer, &price)?;
		row.payers.try_push((clause, payer.clone())).map_err(|_| Error::<T>::TooMuch)?;
		Self::deposit_event(Event::Funded { agreement, clause, payer });
		Self::note_met(agreement, &mut row, clause);
		Self::look(agreement, &mut row);
		Self::go_on(agreement, row);
		Ok(())
	}

	pub(crate) fn do_poke(agreement: AgreementId) -> DispatchResult {
		let mut row = Self::accepted(agreement)?;
		let late = Self::now() > row.deal.deadline;
		// What was met in time counts, also if it is looked at too late.
		let changed = Self::look(agreement, &mut row);
		if late && !row.is_ready() {
			Self::ensure_layers(LAYERS)?;
			Self::expire(agreement, row);
			return Ok(());
		}
		ensure!(changed || row.is_ready(), Error::<T>::NothingToDo);
		Self::go_on(agreement, row);
		Ok(())
	}

	/// Refuses a deal that makes no sense, or that the giver cannot keep now.
	fn check_deal(deal: &DealOf<T>) -> DispatchResult {
		ensure!(deal.from != deal.to, Error::<T>::SameParty);
		ensure!(!deal.rights.is_empty(), Error::<T>::NothingPromised);
		for (number, right) in deal.rights.iter().enumerate() {
			let twice = deal.rights.iter().take(number).any(|other| other.overlaps(right));
			ensure!(!twice, Error::<T>::SameRightTwice);
			Self::ensure_free(right, &deal.from)?;
		}
		Self::check_clauses(deal)?;
		if let Some(consideration) = &deal.consideration {
			Self::ensure_payable(&consideration.price)?;
			if let Some((asset, part)) = &consideration.revenue {
				ensure!(T::Assets::head(*asset).is_some(), Error::<T>::UnknownAsset);
				// Less than that would be lost with the escrow's account when the other part leaves it.
				let Price { currency, amount } = consideration.price.clone();
				let amount = amount.saturating_sub(part.mul_floor(amount));
				if amount > 0 {
					Self::ensure_payable(&Price { currency, amount })?;
				}
			}
		}
		Ok(())
	}

	/// What the receiver of an agreement signs.
	pub(crate) fn digest_of(agreement: AgreementId, deal: &DealOf<T>) -> H256 {
		let genesis = frame_system::Pallet::<T>::block_hash(
			polkadot_sdk::frame_system::pallet_prelude::BlockNumberFor::<T>::zero(),
		);
		deal.digest(&H256::from_slice(genesis.as_ref()), agreement)
	}

	fn proposed(agreement: AgreementId) -> Result<AgreementOf<T>, DispatchError> {
		let row = Agreements::<T>::get(agreement).ok_or(Error::<T>::UnknownAgreement)?;
		ensure!(row.stage == Stage::Proposed, Error::<T>::NotProposed);
		Ok(row)
	}

	/// An agreement that both signed, in time or not.
	pub(crate) fn accepted(agreement: AgreementId) -> Result<AgreementOf<T>, DispatchError> {
		let row = Agreements::<T>::get(agreement).ok_or(Error::<T>::UnknownAgreement)?;
		ensure!(row.stage == Stage::Accepted, Error::<T>::NotAccepted);
		Ok(row)
	}

	/// An agreement whose clauses can still be met.
	pub(crate) fn in_force(agreement: AgreementId) -> Result<AgreementOf<T>, DispatchError> {
		let row = Self::accepted(agreement)?;
		ensure!(Self::now() <= row.deal.deadline, Error::<T>::DeadlinePassed);
		Ok(row)
	}
}
