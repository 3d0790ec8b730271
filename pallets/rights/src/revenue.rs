//! Revenue that agreements wait for.

use alloc::vec::Vec;

use animechain_primitives::{
	behaviour::{Awaited, RevenueHook},
	rights::AgreementId,
	Amount, AssetId, Currency,
};
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

	/// Notes that the revenue that a clause waits for is there. Says whether that was the last condition.
	fn crossed(threshold: &ThresholdOf<T>) -> bool {
		let agreement = threshold.agreement;
		let Ok(mut row) = Self::in_force(agreement) else { return false };
		Self::note_met(agreement, &mut row, threshold.clause);
		let ready = row.is_ready();
		if ready {
			Ready::<T>::insert(agreement, ());
		}
		Agreements::<T>::insert(agreement, row);
		ready
	}
}

impl<T: Config> RevenueHook<T::AccountId> for Pallet<T> {
	fn came_in(
		asset: AssetId,
		currency: &Currency,
		payer: Option<&T::AccountId>,
		amount: Amount,
		inflow: Amount,
	) -> Awaited {
		let mut waiting = Thresholds::<T>::get(asset, currency);
		if waiting.is_empty() {
			return Awaited::ByNobody;
		}
		let changed = payer.is_some_and(|payer| Self::discount(waiting.as_mut(), payer, amount));
		let crossed = waiting.partition_point(|row| row.inflow <= inflow);
		if !changed && crossed == 0 {
			return Awaited::Still;
		}
		let rows: Vec<_> = waiting.iter().take(crossed).cloned().collect();
		waiting.retain(|row| row.inflow > inflow);
		if waiting.is_empty() {
			Thresholds::<T>::remove(asset, currency);
		} else {
			Thresholds::<T>::insert(asset, currency, waiting);
		}
		let mut first = None;
		for row in rows {
			if Self::crossed(&row) {
				first = first.or(Some(row.agreement));
			}
		}
		first.map_or(Awaited::Still, Awaited::Ready)
	}

	fn act(ready: AgreementId) -> Weight {
		Self::execute_now(ready);
		Self::end_weight(ready)
	}

	fn is_awaited(asset: AssetId, currency: &Currency) -> bool {
		Thresholds::<T>::contains_key(asset, currency)
	}

	fn came_in_weight() -> Weight {
		T::WeightInfo::revenue_came_in()
	}

	fn act_weight() -> Weight {
		Self::execution_weight()
	}
}
