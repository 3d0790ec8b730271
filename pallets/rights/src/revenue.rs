//! Revenue that agreements wait for.

use alloc::vec::Vec;

use animechain_primitives::{behaviour::RevenueHook, Amount, AssetId, Currency};
use polkadot_sdk::frame_support::weights::Weight;

use crate::{types::ThresholdOf, Agreements, Config, Event, Pallet, Ready, Thresholds, WeightInfo};

impl<T: Config> Pallet<T> {
	/// What the parties pay in themselves moves their thresholds by as much.
	fn discount(waiting: &mut [ThresholdOf<T>], payer: &T::AccountId, amount: Amount) -> bool {
		let mut changed = false;
		for row in waiting.iter_mut().filter(|row| row.from == *payer || row.to == *payer) {
			row.inflow = row.inflow.saturating_add(amount);
			changed = true;
			Self::deposit_event(Event::OwnRevenue {
				agreement: row.agreement,
				clause: row.clause,
				threshold: row.inflow,
			});
		}
		if changed {
			waiting.sort_by_key(|row| row.inflow);
		}
		changed
	}

	/// Notes that the revenue that a clause waits for is there. If that was the last condition, the agreement
	/// executes when the block has time: who pays for an asset does not pay for what others agreed on.
	fn crossed(threshold: &ThresholdOf<T>) {
		let agreement = threshold.agreement;
		let Ok(mut row) = Self::in_force(agreement) else { return };
		Self::note_met(agreement, &mut row, threshold.clause);
		if row.is_ready() {
			Ready::<T>::insert(agreement, ());
		}
		Agreements::<T>::insert(agreement, row);
	}
}

impl<T: Config> RevenueHook<T::AccountId> for Pallet<T> {
	fn came_in(
		asset: AssetId,
		currency: &Currency,
		payer: Option<&T::AccountId>,
		amount: Amount,
		inflow: Amount,
	) -> bool {
		let mut waiting = Thresholds::<T>::get(asset, currency);
		if waiting.is_empty() {
			return false;
		}
		let changed = payer.is_some_and(|payer| Self::discount(waiting.as_mut(), payer, amount));
		let crossed = waiting.partition_point(|row| row.inflow <= inflow);
		if !changed && crossed == 0 {
			return true;
		}
		let rows: Vec<_> = waiting.iter().take(crossed).cloned().collect();
		waiting.retain(|row| row.inflow > inflow);
		if waiting.is_empty() {
			Thresholds::<T>::remove(asset, currency);
		} else {
			Thresholds::<T>::insert(asset, currency, waiting);
		}
		for row in &rows {
			Self::crossed(row);
		}
		true
	}

	fn is_awaited(asset: AssetId, currency: &Currency) -> bool {
		Thresholds::<T>::contains_key(asset, currency)
	}

	fn came_in_weight() -> Weight {
		T::WeightInfo::revenue_came_in()
	}
}
