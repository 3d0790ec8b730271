//! Measures the calls, with what the other pallets of the runtime do in them. The worst case of each: the dearest
//! currency, as many edges as there can be, rows that are new, and somebody with a deposit already, which has to be
//! updated. There are as many currencies as there can be. Only what happens when something waits for revenue is
//! measured apart, where that is.

use alloc::vec::Vec;

use animechain_primitives::{
	behaviour::RevenueHook,
	merkle_sum::{Leaf, LeafProof, Node, MAX_PROOF_LENGTH},
	Amount, AssetId, Commitment, Contents, Currency, LeafIndex, MAX_EDGES,
};
use codec::Encode;
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	frame_support::{
		storage::with_storage_layer,
		traits::{fungibles::Inspect, EnsureOrigin, Get},
		weights::WeightMeter,
	},
	frame_system::RawOrigin,
	sp_core::H256,
	sp_runtime::{traits::StaticLookup, DispatchError, Permill},
};

use crate::{
	arithmetic::UNITS,
	types::{NewestFirst, Settlement},
	BenchmarkHelper as _, Call, Config, Contested, Currencies, Event, HolderAccounts, InProgress,
	LeafAccounts, Pallet, Pools, Pulled, Queue, Sweep, Units, WeightInfo, MAX_OTHER_CURRENCIES,
	MAX_POOLS,
};

type Helper<T> = <T as Config>::BenchmarkHelper;

/// More than the least balance of any currency, after it went over an edge.
const AMOUNT: Amount = 1_000_000_000_000_000;

/// An account with money and, from its first asset on, a deposit.
fn rich<T: Config>(account: T::AccountId) -> T::AccountId {
	Helper::<T>::endow(&account);
	Helper::<T>::register(&account, None, &[]);
	account
}

fn reference() -> Option<Commitment> {
	Some(H256::repeat_byte(1))
}

/// Lets in as many currencies as there can be, of which an account has enough. The native one is first.
fn currencies<T: Config>(account: &T::AccountId) -> Vec<Currency> {
	let pot = Pallet::<T>::pot();
	let least = T::Currencies::minimum_balance(Currency::Native);
	if Pallet::<T>::pot_balance(&Currency::Native) < least {
		Helper::<T>::endow(&pot);
	}
	Currencies::<T>::kill();
	let accounts = [account.clone(), pot];
	for number in 0..MAX_OTHER_CURRENCIES {
		let currency = Helper::<T>::create_currency(number, &accounts);
		Pallet::<T>::do_register_currency(currency).expect("new, and the pot has it; qed");
	}
	Pallet::<T>::all_currencies().collect()
}

/// A currency of the assets pallet: dearer than the native one.
fn dearest(currencies: &[Currency]) -> Currency {
	currencies.last().cloned().expect("there is the native one; qed")
}

/// As many assets as one can have edges to, each with an equal part of half.
fn parents<T: Config>(controller: &T::AccountId) -> Vec<(AssetId, Permill)> {
	let share = Permill::from_parts(UNITS / 2 / MAX_EDGES);
	(0..MAX_EDGES).map(|_| (Helper::<T>::register(controller, None, &[]), share)).collect()
}

/// An asset with as many edges as there can be.
fn child<T: Config>(controller: &T::AccountId, contents: Option<Contents>) -> AssetId {
	Helper::<T>::register(controller, contents, &parents::<T>(controller))
}

fn pay<T: Config>(payer: &T::AccountId, asset: AssetId, currency: &Currency) {
	Pallet::<T>::do_pay(payer, payer, asset, currency.clone(), AMOUNT, None).expect("rich; qed");
}

/// Takes a pool out of the queue, as if everything were handed on.
fn unqueue<T: Config>(asset: AssetId, currency: &Currency) {
	Queue::<T>::remove(NewestFirst::from(asset), currency);
	Pools::<T>::mutate(asset, currency, |pool| {
		pool.as_mut().expect("paid; qed").queued = false;
	});
}

/// The first leaf of a collection of 2^32 - 1, with its proof, which has the greatest length that there is.
/// What stands to the right of the leaf is one node a level, of which nobody knows what is below it.
fn largest_collection<AccountId: Clone + Encode>(
	contributor: &AccountId,
) -> (Contents, Leaf<AccountId>, LeafProof) {
	let commitment = H256::repeat_byte(2);
	let leaf = Leaf { index: 0, commitment, contributor: contributor.clone(), weight: 1 };
	let siblings: Vec<_> = (0..MAX_PROOF_LENGTH)
		.map(|level| Node { digest: H256::repeat_byte(level as u8), weight: 1 })
		.collect();
	let root = siblings
		.iter()
		.try_fold(leaf.node(), |node, sibling| Node::join(&node, sibling))
		.expect("33 is within 64 bits; qed");
	let contents = Contents {
		root: root.digest,
		leaves: LeafIndex::MAX,
		weight: root.weight,
		contributors_share: Permill::one(),
	};
	(contents, leaf, LeafProof { siblings })
}

/// A collection with as many edges as there can be, paid in each of these currencies.
fn paid_collection<T: Config>(
	controller: &T::AccountId,
	contents: Contents,
	currencies: &[Currency],
) -> AssetId {
	let asset = child::<T>(controller, Some(contents));
	for currency in currencies {
		pay::<T>(controller, asset, currency);
	}
	asset
}

/// Hands on everything that is owed to parents.
fn settle_all<T: Config>() {
	Pallet::<T>::settle_queue(&mut WeightMeter::new());
	assert!(Queue::<T>::iter_keys().next().is_none());
}

#[benchmarks]
mod measured {
	use super::*;

	/// The first payment.
	#[benchmark]
	fn pay() {
		let payer = rich::<T>(whitelisted_caller());
		let currency = dearest(&currencies::<T>(&payer));
		let (contents, ..) = largest_collection(&payer);
		let asset = child::<T>(&payer, Some(contents));
		Contested::<T>::insert(asset, Permill::from_percent(50));

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), asset, currency.clone(), AMOUNT, reference());

		let pool = Pools::<T>::get(asset, currency).expect("it was paid; qed");
		assert_eq!((pool.inflow, pool.queued), (AMOUNT, true));
	}

	/// Into a pool that is there and does not wait.
	#[benchmark]
	fn pay_again() {
		let payer = rich::<T>(whitelisted_caller());
		let currency = dearest(&currencies::<T>(&payer));
		let (contents, ..) = largest_collection(&payer);
		let asset = child::<T>(&payer, Some(contents));
		super::pay::<T>(&payer, asset, &currency);
		unqueue::<T>(asset, &currency);

		#[extrinsic_call]
		pay(RawOrigin::Signed(payer), asset, currency.clone(), AMOUNT, reference());

		let pool = Pools::<T>::get(asset, currency).expect("it was paid; qed");
		assert_eq!((pool.inflow, pool.queued), (2 * AMOUNT, true));
	}

	/// Over the last edge, into a pool that is new and of an asset with as many edges.
	#[benchmark]
	fn pull() {
		let caller = rich::<T>(whitelisted_caller());
		let currency = dearest(&currencies::<T>(&caller));
		let (contents, ..) = largest_collection(&caller);
		let parent = child::<T>(&caller, Some(contents));
		let mut edges = parents::<T>(&caller);
		*edges.last_mut().expect("there are edges; qed") = (parent, Permill::from_percent(1));
		let asset = Helper::<T>::register(&caller, None, &edges);
		super::pay::<T>(&caller, asset, &currency);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), asset, (MAX_EDGES - 1) as u8, currency.clone());

		let pool = Pools::<T>::get(parent, currency).expect("its part was handed on; qed");
		assert_eq!(pool.inflow, AMOUNT / 100);
	}

	/// Pools of as many assets, all divided, in `c` currencies, for a holder that the chain has not seen. The native
	/// currency is cheaper than any other, and there are no more currencies than pools: what is measured between
	/// these bounds holds beyond them.
	#[benchmark]
	fn claim(
		p: Linear<{ MAX_OTHER_CURRENCIES }, { T::MaxClaims::get() }>,
		c: Linear<1, { MAX_OTHER_CURRENCIES }>,
	) {
		let controller = rich::<T>(account("controller", 0, 0));
		let payer = rich::<T>(whitelisted_caller());
		let holder: T::AccountId = account("holder", 0, 0);
		let currencies = currencies::<T>(&controller);
		let others = currencies.into_iter().rev().take(c as usize).cycle();
		let pools: Vec<_> =
			(0..p).map(|_| Helper::<T>::register(&controller, None, &[])).zip(others).collect();
		for (asset, currency) in &pools {
			let (from, to) = (controller.clone(), holder.clone());
			Pallet::<T>::do_transfer_shares(from, *asset, to, UNITS / 2).expect("all its; qed");
			super::pay::<T>(&controller, *asset, currency);
		}

		#[extrinsic_call]
		claim_for(RawOrigin::Signed(payer), T::Lookup::unlookup(holder.clone()), pools.clone());

		for (asset, currency) in pools {
			let row = HolderAccounts::<T>::get((asset, &currency, &holder));
			assert_eq!((row.seen, row.owed), (AMOUNT, 0));
		}
	}

	/// With the longest proof, for a contributor that the chain has not seen.
	#[benchmark]
	fn claim_leaf(c: Linear<1, { MAX_OTHER_CURRENCIES }>) {
		let payer = rich::<T>(whitelisted_caller());
		let mut currencies = currencies::<T>(&payer);
		// The dearest first.
		currencies.reverse();
		currencies.truncate(c as usize);
		let contributor: T::AccountId = account("contributor", 0, 0);
		let (contents, leaf, proof) = largest_collection(&contributor);
		let asset = paid_collection::<T>(&payer, contents, &currencies);

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), asset, leaf, proof, currencies.clone());

		for currency in currencies {
			assert!(LeafAccounts::<T>::contains_key((asset, &currency, 0)));
			assert!(T::Currencies::balance(currency, &contributor) > 0);
		}
	}

	/// The first of an asset that was paid in `p` currencies.
	#[benchmark]
	fn transfer_shares(p: Linear<0, MAX_POOLS>) {
		let from = rich::<T>(whitelisted_caller());
		let to: T::AccountId = account("buyer", 0, 0);
		let mut currencies = currencies::<T>(&from);
		currencies.truncate(p as usize);
		let asset = Helper::<T>::register(&from, None, &[]);
		for currency in &currencies {
			super::pay::<T>(&from, asset, currency);
		}
		let address = T::Lookup::unlookup(to.clone());

		#[extrinsic_call]
		_(RawOrigin::Signed(from.clone()), asset, address, 1);

		assert_eq!(Units::<T>::get(asset, &to), 1);
		for currency in currencies {
			assert_eq!(HolderAccounts::<T>::get((asset, &currency, &from)).owed, AMOUNT);
			assert!(HolderAccounts::<T>::contains_key((asset, &currency, &to)));
		}
	}

	/// The last that fits.
	#[benchmark]
	fn register_currency() -> Result<(), BenchmarkError> {
		let origin =
			T::CurrencyOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		let last = dearest(&currencies::<T>(&account("admin", 0, 0)));
		Currencies::<T>::mutate(|list| list.pop());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, last.clone());

		assert_eq!(Currencies::<T>::get().last(), Some(&last));
		Ok(())
	}

	/// What came in as as many currencies as there can be, to somebody who has nothing yet.
	#[benchmark]
	fn redirect() -> Result<(), BenchmarkError> {
		let origin =
			T::ReviewOrigin::try_successful_origin().map_err(|()| BenchmarkError::Weightless)?;
		let controller = rich::<T>(account("controller", 0, 0));
		let to: T::AccountId = account("artist", 0, 0);
		let currencies = currencies::<T>(&controller);
		let asset = Helper::<T>::register(&controller, None, &[]);
		for currency in &currencies {
			super::pay::<T>(&controller, asset, currency);
		}
		Helper::<T>::invalidate(asset);
		let address = T::Lookup::unlookup(to.clone());

		#[extrinsic_call]
		_(origin as T::RuntimeOrigin, asset, address);

		for currency in currencies {
			assert_eq!(T::Currencies::balance(currency, &to), AMOUNT);
		}
		Ok(())
	}

	/// Not a call: the next pool of the queue, after one that was the last of its sweep. There is weight for no more,
	/// so it is noted as unfinished.
	#[benchmark]
	fn next_settlement() {
		let payer = rich::<T>(account("payer", 0, 0));
		let currency = dearest(&currencies::<T>(&payer));
		let asset = child::<T>(&payer, None);
		super::pay::<T>(&payer, asset, &currency);
		Sweep::<T>::put((0, &currency));
		let mut meter = WeightMeter::with_limit(T::WeightInfo::next_settlement());

		#[block]
		{
			Pallet::<T>::settle_queue(&mut meter);
		}

		let next = Settlement { asset, currency, next_edge: 0 };
		assert_eq!(InProgress::<T>::get(), Some(next));
	}

	/// Not a call: a pool with as many edges as there can be, of which only the last is owed anything. There is no
	/// weight to hand that on, but what that would take was found out.
	#[benchmark]
	fn begin_settlement() {
		let payer = rich::<T>(account("payer", 0, 0));
		let currency = dearest(&currencies::<T>(&payer));
		let asset = child::<T>(&payer, None);
		super::pay::<T>(&payer, asset, &currency);
		settle_all::<T>();
		let last = (MAX_EDGES - 1) as u8;
		Pulled::<T>::mutate(asset, &currency, |handed_on| {
			handed_on.set(last, 0).expect("an edge of the asset; qed");
		});
		let at = Settlement { asset, currency, next_edge: 0 };
		let mut meter = WeightMeter::with_limit(T::WeightInfo::begin_settlement());
		let unfinished;

		#[block]
		{
			unfinished = Pallet::<T>::settle(at, &mut meter);
		}

		assert_eq!(unfinished.map(|at| at.next_edge), Some(last));
	}

	/// Not a call: a parent with edges of its own, whose pool does not wait yet.
	#[benchmark]
	fn settle_edge() {
		let payer = rich::<T>(account("payer", 0, 0));
		let currency = dearest(&currencies::<T>(&payer));
		let (contents, ..) = largest_collection(&payer);
		let parent = paid_collection::<T>(&payer, contents, core::slice::from_ref(&currency));
		unqueue::<T>(parent, &currency);

		#[block]
		{
			Pallet::<T>::hand_on_weight(parent, &currency);
			with_storage_layer(|| {
				let inflow = Pallet::<T>::credit(parent, &currency, AMOUNT)?;
				T::Revenue::came_in(parent, &currency, None, AMOUNT, inflow);
				Pallet::<T>::deposit_event(Event::Pulled {
					child: AssetId::MAX,
					edge: u8::MAX,
					parent,
					currency: currency.clone(),
					amount: AMOUNT,
				});
				Ok::<_, DispatchError>(())
			})
			.expect("two payments fit; qed");
		}

		let pool = Pools::<T>::get(parent, currency).expect("paid; qed");
		assert_eq!((pool.inflow, pool.queued), (2 * AMOUNT, true));
	}

	/// Not a call: what is read for the pool of an asset with as many edges as there can be.
	#[benchmark]
	fn open_pool() {
		let controller = rich::<T>(account("controller", 0, 0));
		let (contents, ..) = largest_collection(&controller);
		let asset = child::<T>(&controller, Some(contents));
		Contested::<T>::insert(asset, Permill::from_percent(50));
		let pool;

		#[block]
		{
			pool = Pallet::<T>::new_pool(asset).expect("registered; qed");
		}

		assert_eq!(u32::from(pool.edges), MAX_EDGES);
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
