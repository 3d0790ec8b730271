//! Money up: parents' parts, handed on one edge at a time.

use alloc::vec::Vec;

use animechain_primitives::{
	behaviour::{AssetRegistry, RevenueHook},
	Amount, AssetId, Currency, Edge,
};
use polkadot_sdk::{
	frame_support::{
		ensure,
		storage::with_storage_layer,
		traits::Get,
		weights::{Weight, WeightMeter},
	},
	sp_runtime::DispatchError,
};

use crate::{
	types::{HandedOn, NewestFirst, Pool, Settlement},
	Config, Error, Event, InProgress, Pallet, Pools, Pulled, Queue, Sweep, WeightInfo,
};

/// A pool whose parents' parts are being handed on, with what was handed on over each edge. Parents have smaller
/// ids, so nothing else touches these rows meanwhile: they are read and written once for all edges.
struct Outflow {
	asset: AssetId,
	currency: Currency,
	edges: Vec<Edge>,
	pool: Pool,
	handed_on: HandedOn,
}

impl Outflow {
	fn load<T: Config>(asset: AssetId, currency: Currency) -> Result<Self, Error<T>> {
		let edges = T::Assets::edges(asset).ok_or(Error::<T>::UnknownAsset)?;
		let pool = Pools::<T>::get(asset, &currency).ok_or(Error::<T>::UnknownPool)?;
		let handed_on = Pulled::<T>::get(asset, &currency);
		Ok(Self { asset, currency, edges, pool, handed_on })
	}

	/// The edge with this number, and what it is owed and was not handed.
	fn waiting(&self, number: u8) -> Option<(Edge, Amount)> {
		let edge = *self.edges.get(usize::from(number))?;
		let owed = self.pool.owed_upstream(edge.share);
		Some((edge, owed.saturating_sub(self.handed_on.over(number))))
	}

	/// Hands an amount on over an edge. Says whether an agreement waited for it.
	fn hand_on<T: Config>(
		&mut self,
		number: u8,
		edge: &Edge,
		amount: Amount,
	) -> Result<bool, DispatchError> {
		let total = self.handed_on.over(number).checked_add(amount);
		let total = total.ok_or(Error::<T>::TooMuch)?;
		let pulled = self.pool.pulled.checked_add(amount).ok_or(Error::<T>::TooMuch)?;
		let inflow = Pallet::<T>::credit(edge.parent, &self.currency, amount)?;
		self.handed_on.set(number, total).map_err(|_| Error::<T>::TooMuch)?;
		self.pool.pulled = pulled;
		let awaited = T::Revenue::came_in(edge.parent, &self.currency, None, amount, inflow);
		Pallet::<T>::deposit_event(Event::Pulled {
			child: self.asset,
			edge: number,
			parent: edge.parent,
			currency: self.currency.clone(),
			amount,
		});
		Ok(awaited)
	}

	fn store<T: Config>(self) {
		Pools::<T>::insert(self.asset, &self.currency, self.pool);
		Pulled::<T>::insert(self.asset, &self.currency, self.handed_on);
	}
}

impl<T: Config> Pallet<T> {
	/// Hands on what one edge is owed. Says whether an agreement waited for it.
	pub(crate) fn do_pull(
		child: AssetId,
		edge: u8,
		currency: Currency,
	) -> Result<bool, DispatchError> {
		let mut outflow = Outflow::load::<T>(child, currency)?;
		let (row, amount) = outflow.waiting(edge).ok_or(Error::<T>::UnknownEdge)?;
		ensure!(amount > 0, Error::<T>::NothingOwed);
		let awaited = outflow.hand_on::<T>(edge, &row, amount)?;
		outflow.store::<T>();
		Ok(awaited)
	}

	/// What a parent is owed over an edge and was not handed, or `None` if there is no such edge or pool.
	pub fn owed_over(child: AssetId, edge: u8, currency: &Currency) -> Option<Amount> {
		let outflow = Outflow::load::<T>(child, currency.clone()).ok()?;
		outflow.waiting(edge).map(|(_, amount)| amount)
	}

	/// Works through the queue as far as the meter goes. A pool that is paid again while it waits is not put
	/// in the queue twice: its payments are handed on together.
	pub(crate) fn settle_queue(meter: &mut WeightMeter) {
		while let Some(at) = Self::next_settlement(meter) {
			match Self::settle(at, meter) {
				None => InProgress::<T>::kill(),
				Some(unfinished) => {
					InProgress::<T>::put(unfinished);
					return;
				},
			}
		}
	}

	/// Hands on what the edges of a pool are owed, and says where to go on if the meter did not reach.
	pub(crate) fn settle(mut at: Settlement, meter: &mut WeightMeter) -> Option<Settlement> {
		if meter.try_consume(T::WeightInfo::begin_settlement()).is_err() {
			return Some(at);
		}
		// Every pool in the queue is one of an asset that is there.
		let mut outflow = Outflow::load::<T>(at.asset, at.currency.clone()).ok()?;
		let mut unfinished = None;
		while let Some((edge, amount)) = outflow.waiting(at.next_edge) {
			if amount > 0 {
				let weight = Self::hand_on_weight(edge.parent, &at.currency);
				if meter.try_consume(weight).is_err() {
					unfinished = Some(at);
					break;
				}
				// What cannot be handed on stays where it is, and nothing else waits for it.
				let _ = with_storage_layer(|| outflow.hand_on::<T>(at.next_edge, &edge, amount));
			}
			at.next_edge = at.next_edge.saturating_add(1);
		}
		outflow.store::<T>();
		unfinished
	}

	/// The pool that was left unfinished, or the next in the queue. It leaves the queue before it is worked on,
	/// so that what comes in meanwhile puts it there again.
	fn next_settlement(meter: &mut WeightMeter) -> Option<Settlement> {
		if meter.try_consume(T::WeightInfo::next_settlement()).is_err() {
			return None;
		}
		if let Some(unfinished) = InProgress::<T>::get() {
			return Some(unfinished);
		}
		let (asset, currency) = Self::next_of_sweep()?;
		Queue::<T>::remove(NewestFirst::from(asset), &currency);
		Sweep::<T>::put((asset, &currency));
		Pools::<T>::mutate(asset, &currency, |pool| {
			if let Some(pool) = pool {
				pool.queued = false;
			}
		});
		Some(Settlement { asset, currency, next_edge: 0 })
	}

	/// The next pool below the one that was taken last; from the top again when there is none.
	///
	/// The queue is swept from the newest asset to the oldest, like an elevator. Parents are older than their
	/// children, so one sweep takes a payment all the way up and looks at each ancestor once, over however many
	/// paths its parts come. What is paid above the sweep waits for the next one, so that new assets cannot keep
	/// old ones waiting.
	fn next_of_sweep() -> Option<(AssetId, Currency)> {
		let below = Sweep::<T>::get().and_then(|(asset, currency)| {
			let key = Queue::<T>::hashed_key_for(NewestFirst::from(asset), currency);
			Queue::<T>::iter_keys_from(key).next()
		});
		let next = below.or_else(|| Queue::<T>::iter_keys().next());
		next.map(|(asset, currency)| (asset.into(), currency))
	}

	/// The part of a block's weight that the queue may take.
	pub(crate) fn settlement_limit(left: Weight) -> Weight {
		let most = T::SettlementShare::get() * T::BlockWeights::get().max_block;
		left.min(most)
	}
}
