//! Conditions: which are sound, and which are met.

use alloc::vec::Vec;

use animechain_primitives::{
	behaviour::{AssetRegistry, Certificates, RoyaltyPools},
	consent::Price,
	rights::{AgreementId, Clause, Right, Threshold},
	AssetId,
};
use polkadot_sdk::{
	frame_support::{dispatch::RawOrigin, ensure, traits::schedule, traits::StorePreimage},
	frame_system::{self, pallet_prelude::BlockNumberFor},
	sp_runtime::{traits::One, DispatchResult, Saturating},
};

use crate::{
	types::{AgreementOf, DealOf},
	Call, Config, Error, Event, Pallet, Thresholds,
};

/// In how many blocks, one after the other, a place is looked for.
pub(crate) const SCHEDULE_TRIES: u32 = 4;

impl<T: Config> Pallet<T> {
	/// Refuses clauses that make no sense, or no longer do.
	pub(crate) fn check_clauses(deal: &DealOf<T>) -> DispatchResult {
		let count = deal.clauses.len();
		ensure!(count > 0, Error::<T>::NoClauses);
		ensure!((1..=count).contains(&usize::from(deal.needed)), Error::<T>::InvalidCount);
		ensure!(deal.deadline > Self::now(), Error::<T>::DeadlinePassed);
		for (number, clause) in deal.clauses.iter().enumerate() {
			let twice = deal.clauses.iter().take(number).any(|other| other.overlaps(clause));
			ensure!(!twice, Error::<T>::SameClauseTwice);
			Self::check_clause(deal, clause)?;
		}
		Ok(())
	}

	fn check_clause(
		deal: &DealOf<T>,
		clause: &Clause<T::AccountId, BlockNumberFor<T>>,
	) -> DispatchResult {
		match clause {
			Clause::RevenueAtLeast { asset, currency, amount } => {
				Self::ensure_related(deal, *asset)?;
				// Nobody could ever meet it.
				T::Royalties::ensure_takes_payments(*asset, currency)?;
				let inflow = T::Royalties::inflow(*asset, currency);
				ensure!(inflow < *amount, Error::<T>::ThresholdAlreadyMet);
			},
			Clause::NotBefore(block) => ensure!(
				*block > Self::now() && *block <= deal.deadline,
				Error::<T>::BlockOutOfRange
			),
			Clause::Paid(price) => Self::ensure_payable(price)?,
			Clause::ApprovedBy(_) => (),
			Clause::Certified(asset) => {
				ensure!(T::Certificates::are_given(), Error::<T>::NobodyCertifies);
				ensure!(T::Assets::head(*asset).is_some(), Error::<T>::UnknownAsset);
			},
		}
		Ok(())
	}

	/// Only a few agreements can wait for the revenue of an asset, so strangers to it must not take the places.
	fn ensure_related(deal: &DealOf<T>, asset: AssetId) -> DispatchResult {
		let head = T::Assets::head(asset).ok_or(Error::<T>::UnknownAsset)?;
		let moves = deal.rights.iter().any(|right| match right {
			Right::Control(moving) | Right::Shares { asset: moving, .. } => *moving == asset,
			Right::Licence(_) => false,
		});
		ensure!(moves || head.controller == deal.from, Error::<T>::UnrelatedRevenue);
		Ok(())
	}

	/// Makes sure that everything that can meet a clause will be noticed, and the deadline too.
	pub(crate) fn watch(agreement: AgreementId, deal: &DealOf<T>) -> DispatchResult {
		for (number, clause) in (0_u8..).zip(&deal.clauses) {
			match clause {
				Clause::RevenueAtLeast { asset, currency, amount } => {
					let threshold = Threshold {
						inflow: *amount,
						agreement,
						clause: number,
						from: deal.from.clone(),
						to: deal.to.clone(),
					};
					Thresholds::<T>::try_mutate(asset, currency, |waiting| {
						let place = waiting.partition_point(|row| row.inflow <= *amount);
						waiting.try_insert(place, threshold)
					})
					.map_err(|_| Error::<T>::TooManyWaiting)?;
				},
				Clause::NotBefore(block) => Self::schedule(agreement, number, *block)?,
				_ => (),
			}
		}
		let after = deal.deadline.saturating_add(One::one());
		Self::schedule(agreement, u8::MAX, after)
	}

	/// Forgets what [`Pallet::watch`] set up. What is scheduled and finds nothing to do harms nobody, so a call
	/// that cannot be taken off stays.
	pub(crate) fn unwatch(agreement: AgreementId, deal: &DealOf<T>) {
		for (number, clause) in (0_u8..).zip(&deal.clauses) {
			match clause {
				Clause::RevenueAtLeast { asset, currency, .. } => {
					Thresholds::<T>::mutate_exists(asset, currency, |slot| {
						if let Some(waiting) = slot {
							waiting.retain(|row| row.agreement != agreement);
						}
						if slot.as_ref().is_some_and(|waiting| waiting.is_empty()) {
							*slot = None;
						}
					});
				},
				Clause::NotBefore(_) => Self::unschedule(agreement, number),
				_ => (),
			}
		}
		Self::unschedule(agreement, u8::MAX);
	}

	/// Has the agreement looked at in a block, or soon after if that block is full.
	fn schedule(agreement: AgreementId, number: u8, at: BlockNumberFor<T>) -> DispatchResult {
		let call =
			T::Preimages::bound(<T as Config>::RuntimeCall::from(Call::<T>::poke { agreement }))?;
		let scheduled = (0..SCHEDULE_TRIES).any(|later| {
			<T::Scheduler as schedule::v3::Named<_, _, _>>::schedule_named(
				Self::task(agreement, number),
				schedule::DispatchTime::At(at.saturating_add(later.into())),
				None,
				schedule::HARD_DEADLINE,
				RawOrigin::Root.into(),
				call.clone(),
			)
			.is_ok()
		});
		ensure!(scheduled, Error::<T>::ScheduleFull);
		Ok(())
	}

	fn unschedule(agreement: AgreementId, number: u8) {
		let task = Self::task(agreement, number);
		let _ = <T::Scheduler as schedule::v3::Named<_, _, _>>::cancel_named(task);
	}

	/// The name of a scheduled call.
	fn task(agreement: AgreementId, number: u8) -> schedule::v3::TaskName {
		use polkadot_sdk::sp_io::hashing::blake2_256;
		blake2_256(&codec::Encode::encode(&(b"animechain/rights", agreement, number)))
	}

	/// Notes which clauses are met now that no call or payment tells about. A block that a clause names is not
	/// after the deadline, so it was reached in time, whenever that is noted.
	pub(crate) fn look(agreement: AgreementId, row: &mut AgreementOf<T>) -> bool {
		let now = Self::now();
		let in_time = now <= row.deal.deadline;
		let met: Vec<u8> = row
			.clauses()
			.filter(|(number, clause)| {
				!row.is_met(*number)
					&& match clause {
						Clause::NotBefore(block) => *block <= now,
						Clause::Certified(asset) => {
							in_time && T::Certificates::is_certified(*asset)
						},
						_ => false,
					}
			})
			.map(|(number, _)| number)
			.collect();
		for clause in &met {
			Self::note_met(agreement, row, *clause);
		}
		!met.is_empty()
	}

	/// Notes that a clause is met.
	pub(crate) fn note_met(agreement: AgreementId, row: &mut AgreementOf<T>, clause: u8) {
		row.meet(clause);
		Self::deposit_event(Event::ClauseMet { agreement, clause });
	}

	/// What was paid for clauses, and by whom.
	pub(crate) fn funded(row: &AgreementOf<T>) -> Vec<(Price, T::AccountId)> {
		let price = |number: &u8| match row.deal.clauses.get(usize::from(*number)) {
			Some(Clause::Paid(price)) => Some(price.clone()),
			_ => None,
		};
		row.payers
			.iter()
			.filter_map(|(number, payer)| Some((price(number)?, payer.clone())))
			.collect()
	}

	pub(crate) fn now() -> BlockNumberFor<T> {
		frame_system::Pallet::<T>::block_number()
	}
}
