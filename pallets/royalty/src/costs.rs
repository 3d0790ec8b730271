//! What calls cost by what they name or find, put together from what was measured.
//!
//! What the other pallets do is part of what was measured, with one exception: when revenue comes in that an
//! agreement waits for, what that takes is added, and what follows from it.

use alloc::collections::BTreeSet;

use animechain_primitives::{behaviour::RevenueHook, AssetId, Currency};
use polkadot_sdk::frame_support::{traits::Get, weights::Weight};

use crate::{types::Paid, Config, Pallet, Pools, WeightInfo};

impl<T: Config> Pallet<T> {
	/// What a payment took.
	pub(crate) fn paid_weight(paid: Paid) -> Weight {
		let own = match paid.opened {
			true => T::WeightInfo::pay(),
			false => T::WeightInfo::pay_again(),
		};
		own.saturating_add(Self::told_weight(paid.awaited))
	}

	/// What telling of revenue took besides what it takes when nothing waits for it.
	pub(crate) fn told_weight(awaited: bool) -> Weight {
		match awaited {
			true => T::Revenue::came_in_weight(),
			false => Weight::zero(),
		}
	}

	/// What claiming in these pools takes. Of more pools than can be claimed in nothing but their number is read.
	pub(crate) fn claim_weight(pools: &[(AssetId, Currency)]) -> Weight {
		let most = T::MaxClaims::get() as usize;
		let currencies: BTreeSet<_> =
			pools.iter().take(most).map(|(_, currency)| currency).collect();
		T::WeightInfo::claim(pools.len() as u32, currencies.len() as u32)
	}

	/// What handing on over one edge takes. Whether the parent has a pool, and whether anything waits for its
	/// revenue, is read in any case.
	pub(crate) fn hand_on_weight(parent: AssetId, currency: &Currency) -> Weight {
		let mut weight = T::WeightInfo::settle_edge();
		if T::Revenue::is_awaited(parent, currency) {
			weight.saturating_accrue(T::Revenue::came_in_weight());
		}
		if !Pools::<T>::contains_key(parent, currency) {
			weight.saturating_accrue(T::WeightInfo::open_pool());
		}
		weight
	}

	/// The least that the queue must be given to hand on over any edge.
	pub(crate) fn one_edge_weight() -> Weight {
		T::WeightInfo::next_settlement()
			.saturating_add(T::WeightInfo::begin_settlement())
			.saturating_add(T::WeightInfo::settle_edge())
			.saturating_add(T::WeightInfo::open_pool())
			.saturating_add(T::Revenue::came_in_weight())
	}
}
