//! How an agreement ends: exactly once, and never partly.

use animechain_primitives::{
	behaviour::{ControlTransfer, LicenceTransfer, RoyaltyPools, ShareTransfer},
	rights::{AgreementId, Consideration, Right, Stage},
	Amount,
};
use polkadot_sdk::{
	frame_support::{storage::with_storage_layer, weights::WeightMeter},
	sp_runtime::{DispatchError, DispatchResult},
};

use crate::{
	types::{AgreementOf, DealOf},
	Agreements, Config, Event, Pallet, Ready, WeightInfo,
};

/// How many storage layers an agreement may need to end: its own, those of who keeps what moves, and some that
/// currencies may need.
pub(crate) const LAYERS: u8 = 8;

impl<T: Config> Pallet<T> {
	/// Executes an agreement if enough is met, and keeps it otherwise.
	pub(crate) fn go_on(agreement: AgreementId, row: AgreementOf<T>) {
		if row.is_ready() {
			if Self::ensure_layers(LAYERS).is_ok() {
				return Self::execute(agreement, row);
			}
			// When the block has time.
			Ready::<T>::insert(agreement, ());
		}
		Agreements::<T>::insert(agreement, row);
	}

	/// Refuses to begin what could not be undone because no storage layer is left for it. Anybody can nest a call
	/// as deep as that, and what begins there would fail for no reason of its own.
	pub(crate) fn ensure_layers(layers: u8) -> DispatchResult {
		match layers.checked_sub(1) {
			None => Ok(()),
			Some(rest) => with_storage_layer(|| Self::ensure_layers(rest)),
		}
	}

	/// Moves everything, or ends the agreement because something cannot move.
	pub(crate) fn execute(agreement: AgreementId, mut row: AgreementOf<T>) {
		Self::end(agreement, &mut row, Stage::Executed);
		match with_storage_layer(|| {
			Self::ensure_there(&row)?;
			Self::move_everything(&row.deal)
		}) {
			Ok(rest) => {
				let from = row.deal.from.clone();
				if let Some(consideration) = &row.deal.consideration {
					Self::pay_out(&from, consideration.price.currency.clone(), rest);
				}
				for (price, _) in Self::funded(&row) {
					Self::pay_out(&from, price.currency, price.amount);
				}
				Self::deposit_event(Event::Executed { agreement });
			},
			Err(error) => {
				row.stage = Stage::Failed;
				Self::refund(&row);
				Agreements::<T>::insert(agreement, row);
				Self::deposit_event(Event::Failed { agreement, error });
			},
		}
	}

	/// Ends an agreement whose deadline passed.
	pub(crate) fn expire(agreement: AgreementId, mut row: AgreementOf<T>) {
		Self::end(agreement, &mut row, Stage::Expired);
		Self::refund(&row);
		Self::deposit_event(Event::Expired { agreement });
	}

	/// Frees what is locked and forgets what is watched. Written before anything moves, so that nothing that
	/// happens on the way finds the agreement in force.
	pub(crate) fn end(agreement: AgreementId, row: &mut AgreementOf<T>, stage: Stage) {
		Self::unwatch(agreement, &row.deal);
		Self::unlock(&row.deal);
		Ready::<T>::remove(agreement);
		row.stage = stage;
		row.since = Self::now();
		Agreements::<T>::insert(agreement, &*row);
	}

	/// Moves all rights and the part of the consideration that is revenue. Gives what of it is left for who
	/// gives.
	fn move_everything(deal: &DealOf<T>) -> Result<Amount, DispatchError> {
		// Before units move: it is revenue of those who have them now.
		let rest = Self::pay_revenue(deal)?;
		for right in &deal.rights {
			Self::move_right(right, &deal.from, &deal.to)?;
		}
		Ok(rest)
	}

	/// Pays the part of the consideration that is revenue, and gives what is left.
	fn pay_revenue(deal: &DealOf<T>) -> Result<Amount, DispatchError> {
		let Some(Consideration { price, revenue }) = &deal.consideration else { return Ok(0) };
		let Some((asset, part)) = revenue else { return Ok(price.amount) };
		let part = part.mul_floor(price.amount);
		if part > 0 {
			let currency = price.currency.clone();
			T::Royalties::settle(&Self::escrow(), &deal.to, *asset, currency, part)?;
			Self::left(&price.currency, part);
		}
		Ok(price.amount.saturating_sub(part))
	}

	/// Moves one right, which is not promised. Says in how many pools that settled holders.
	pub(crate) fn move_right(
		right: &Right,
		from: &T::AccountId,
		to: &T::AccountId,
	) -> Result<u32, DispatchError> {
		Self::ensure_free(right, from)?;
		match right {
			Right::Control(asset) => T::Assets::move_control(*asset, from, to),
			Right::Shares { asset, units } => T::Shares::move_units(*asset, from, to, *units),
			Right::Licence(licence) => T::Licences::move_licence(*licence, from, to).map(|()| 0),
		}
	}

	/// Executes what is ready, as far as the meter goes: the most that there can be must fit, and what it was is taken.
	pub(crate) fn execute_ready(meter: &mut WeightMeter) {
		while meter.try_consume(T::WeightInfo::next_ready()).is_ok() {
			let Some(agreement) = Ready::<T>::iter_keys().next() else { return };
			if !meter.can_consume(Self::execution_weight()) {
				return;
			}
			Self::execute_now(agreement);
			meter.consume(Self::end_weight(agreement));
		}
	}

	/// Executes an agreement that is ready.
	pub(crate) fn execute_now(agreement: AgreementId) {
		Ready::<T>::remove(agreement);
		if let Ok(row) = Self::accepted(agreement) {
			Self::go_on(agreement, row);
		}
	}
}
