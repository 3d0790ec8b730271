//! Opt-outs for content that was not registered.

use animechain_primitives::{behaviour::StorageLedger, consent::Reservation, Commitment, Purposes};
use polkadot_sdk::{frame_support::ensure, frame_system, sp_runtime::DispatchResult};

use crate::{Config, Error, Event, Pallet, ReservationCounts, Reservations, StandingReservations};

impl<T: Config> Pallet<T> {
	pub(crate) fn do_reserve(
		by: T::AccountId,
		key: Commitment,
		purposes: Purposes,
	) -> DispatchResult {
		ensure!(!purposes.is_empty(), Error::<T>::NoPurpose);
		ensure!(!StandingReservations::<T>::contains_key(key, &by), Error::<T>::AlreadyReserved);
		let mut count = ReservationCounts::<T>::get(key);
		let row = count.declared;
		count.declared = row.checked_add(1).ok_or(Error::<T>::Exhausted)?;
		count.standing = count.standing.checked_add(1).ok_or(Error::<T>::Exhausted)?;
		T::Ledger::charge(&by, Self::reservation_bytes())?;

		let declared_at = frame_system::Pallet::<T>::block_number();
		ReservationCounts::<T>::insert(key, count);
		StandingReservations::<T>::insert(key, &by, row);
		Reservations::<T>::insert(
			key,
			row,
			Reservation { by: by.clone(), purposes, declared_at, lifted_at: None },
		);
		Self::deposit_event(Event::ContentReserved { key, row, by, purposes });
		Ok(())
	}

	pub(crate) fn do_lift_reservation(by: T::AccountId, key: Commitment) -> DispatchResult {
		let row = StandingReservations::<T>::take(key, &by).ok_or(Error::<T>::NotReserved)?;
		let now = frame_system::Pallet::<T>::block_number();
		ReservationCounts::<T>::mutate(key, |count| {
			count.standing = count.standing.saturating_sub(1);
		});
		Reservations::<T>::mutate(key, row, |slot| {
			if let Some(reservation) = slot {
				reservation.lifted_at = Some(now);
			}
		});
		Self::deposit_event(Event::ReservationLifted { key, row, by });
		Ok(())
	}
}
