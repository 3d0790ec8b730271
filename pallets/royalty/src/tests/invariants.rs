//! Each invariant notices the fault that it is there for.

use std::{cell::RefCell, collections::BTreeSet};

use polkadot_sdk::{
	frame_support::{assert_ok, storage::with_transaction, BoundedVec},
	sp_core::U256,
	sp_runtime::{DispatchError, TransactionOutcome, TryRuntimeError},
};

use crate::{
	arithmetic::Checkpoint,
	mock::*,
	types::{FrozenLeaf, HandedOn, HolderAccount, NewestFirst, Pool, Settlement},
	Contested, Currencies, Divided, FrozenLeaves, HolderAccounts, InProgress, LeafAccounts, Pools,
	Pulled, Queue, Units,
};

thread_local! {
	/// What was noticed in the test.
	static NOTICED: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// What is said of a fault, which is taken back.
#[track_caller]
fn notices(what: &'static str, fault: impl FnOnce()) {
	let said = with_transaction(|| {
		fault();
		let said = Royalty::do_try_state();
		TransactionOutcome::Rollback(Ok::<_, DispatchError>(said))
	});
	assert_eq!(said, Ok(Err(TryRuntimeError::Other(what))));
	NOTICED.with_borrow_mut(|noticed| noticed.insert(what));
}

fn change(asset: u64, how: impl FnOnce(&mut Pool)) {
	Pools::<Test>::mutate(asset, COIN, |pool| how(pool.as_mut().expect("it was paid")));
}

fn handed_on(asset: u64, amounts: &[u128]) {
	let amounts = BoundedVec::try_from(amounts.to_vec()).expect("few");
	Pulled::<Test>::insert(asset, COIN, HandedOn(amounts));
}

/// A collection below a work with several holders, money on its way, a leaf out and claimed for.
fn world() -> (u64, u64) {
	let of = collection(percent(50), &[(MAKER, 1), (BUYER, 3)]);
	let (bottom, top) = (of.asset, derived(&[(of.asset, percent(40))]));
	pay(top, COIN, 10_000);
	idle();
	pay(top, COIN, 10_000);
	assert_ok!(of.exclude(0));
	assert_ok!(of.claim(0, &[COIN]));
	idle();
	pay(top, COIN, 10_000);
	assert_ok!(hand_over(ARTIST, top, MAKER, 10));
	assert_eq!(Royalty::do_try_state(), Ok(()));
	(bottom, top)
}

fn faults_of_pools(bottom: u64, top: u64) {
	notices("royalty/pot-covers-what-is-owed: the pot holds less than what is owed", || {
		assert_ok!(Assets::transfer(signed(Royalty::pot()), 1, BUYER, 1));
	});
	notices("royalty/pot-covers-what-is-owed: more is owed than there can be", || {
		for asset in [bottom, top] {
			change(asset, |pool| pool.inflow = u128::MAX);
		}
	});
	notices("royalty/pools-are-of-assets: a pool of no asset", || {
		let pool = pool(bottom, COIN);
		Pools::<Test>::insert(99, COIN, Pool { inflow: 0, paid: 0, ..pool });
	});
	notices("royalty/pools-are-in-known-currencies: a pool in an unknown currency", || {
		let empty = Royalty::new_pool(bottom).expect("known");
		Pools::<Test>::insert(bottom, OTHER_COIN, empty);
		assert_ok!(Assets::transfer(signed(BUYER), 2, Royalty::pot(), 1));
	});
	let other = "royalty/pools-are-of-assets: a pool that is not what its asset says";
	notices(other, || change(top, |pool| pool.edges = 2));
	notices(other, || change(top, |pool| pool.rest = percent(61)));
	notices(other, || change(bottom, |pool| pool.contributors_share = percent(51)));
	notices(other, || change(bottom, |pool| pool.contested = percent(1)));
	notices(other, || Contested::<Test>::insert(bottom, percent(1)));
	notices("royalty/currencies-are-let-in-once: a currency twice", || {
		Currencies::<Test>::mutate(|list| list.try_push(COIN).expect("there is room"));
	});
	notices("royalty/no-more-out-than-in: more was paid than what stays with the asset", || {
		change(bottom, |pool| pool.paid = pool.inflow + 1);
	});
	notices("royalty/no-more-out-than-in: more flowed than what stays with the asset", || {
		change(bottom, |pool| pool.held += 1);
	});
	notices("royalty/no-more-out-than-in: more left than came in", || {
		change(bottom, |pool| pool.pulled += 1)
	});
}

fn faults_of_leaves(bottom: u64) {
	let uneven = "royalty/contributors-have-what-went-to-them: what contributors have is not what went to them";
	notices(uneven, || change(bottom, |pool| pool.contributors.carry += 1));
	notices(uneven, || change(bottom, |pool| pool.to_contributors -= 1));
	// An accumulator that fell.
	notices(uneven, || change(bottom, |pool| pool.contributors.per_unit -= U256::one()));
	notices("royalty/leaves-are-behind-their-pool: a leaf was frozen ahead of its pool", || {
		FrozenLeaves::<Test>::mutate((bottom, COIN, 0), |row| {
			row.as_mut().expect("it is out").per_unit += pool(bottom, COIN).contributors.per_unit;
		});
	});
	let weight = "royalty/weight-that-earns-is-there: more or less weight earns than is left";
	notices(weight, || change(bottom, |pool| pool.live_weight += 1));
	notices(weight, || change(bottom, |pool| pool.live_weight -= 1));
	notices("royalty/leaves-are-behind-their-pool: a leaf that was taken out of no pool", || {
		let row = FrozenLeaves::<Test>::get((bottom, COIN, 0)).expect("it is out");
		FrozenLeaves::<Test>::insert((bottom, NATIVE, 0), row);
	});
	// In a pool in which nothing went to anybody yet, no share gives it away.
	notices("royalty/weight-that-earns-is-there: more weight earns than there is", || {
		let empty = Royalty::new_pool(bottom).expect("known");
		Pools::<Test>::insert(bottom, NATIVE, empty);
		let row = FrozenLeaf { per_unit: U256::zero(), weight: 2 };
		FrozenLeaves::<Test>::insert((bottom, NATIVE, 1), row);
	});
	notices("royalty/leaves-are-behind-their-pool: a leaf is ahead of its pool", || {
		LeafAccounts::<Test>::mutate((bottom, COIN, 0), |row| {
			let row = row.as_mut().expect("it was claimed for");
			row.per_unit = pool(bottom, COIN).contributors.per_unit + U256::one();
		});
	});
	notices("royalty/leaves-are-behind-their-pool: a leaf of no pool", || {
		LeafAccounts::<Test>::insert((bottom, NATIVE, 0), Checkpoint::default());
	});
}

fn faults_of_edges(top: u64) {
	notices(
		"royalty/edges-are-owed-what-they-got: more was handed on than an edge is owed",
		|| handed_on(top, &[12_001]),
	);
	notices("royalty/handed-on-is-counted: what was handed on is not what the pool counts", || {
		handed_on(top, &[7_999])
	});
	notices("royalty/handed-on-is-counted: what was handed on is not what the pool counts", || {
		change(top, |pool| pool.pulled += 1);
	});
	notices("royalty/edges-are-owed-what-they-got: an edge that the asset has not", || {
		handed_on(top, &[8_000, 0])
	});
	notices("royalty/edges-are-owed-what-they-got: an edge of no pool", || {
		Pulled::<Test>::insert(top, NATIVE, HandedOn::default());
	});
	let more = "royalty/handed-on-came-in: more was handed on to an asset than came in";
	notices(more, || {
		handed_on(top, &[8_001]);
		change(top, |pool| pool.pulled = 8_001);
	});
	let nowhere = "royalty/handed-on-came-in: something was handed on to an asset without a pool";
	notices(nowhere, || {
		pallet_provenance::Records::<Test>::mutate(top, |record| {
			record.as_mut().expect("registered").edges[0].parent = 99;
		});
	});
}

fn faults_of_holders(bottom: u64, top: u64) {
	notices("royalty/units-are-whole: a holder of nothing", || {
		Units::<Test>::insert(top, BUYER, 0)
	});
	notices("royalty/units-are-whole: the units are not all of them", || {
		Units::<Test>::insert(top, BUYER, 1)
	});
	notices("royalty/units-are-whole: units of an asset that is not divided", || {
		Divided::<Test>::remove(top)
	});
	notices("royalty/units-are-whole: units of an asset that is not divided", || {
		Divided::<Test>::insert(bottom, ())
	});
	notices("royalty/units-are-whole: units of no asset", || {
		Divided::<Test>::insert(99, ());
		Units::<Test>::insert(99, ARTIST, 1_000_000);
	});
	let row = HolderAccounts::<Test>::get((top, COIN, ARTIST));
	let set = |row| HolderAccounts::<Test>::insert((top, COIN, ARTIST), row);
	let all = pool(top, COIN).to_holders();
	notices("royalty/holders-are-behind-their-pool: a holder is ahead of its pool", || {
		set(HolderAccount { seen: all + 1, ..row })
	});
	notices(
		"royalty/holders-are-behind-their-pool: a holder is owed more than went to holders",
		|| {
			set(HolderAccount { owed: all + 1, ..row });
		},
	);
	notices("royalty/holders-are-behind-their-pool: a fraction that is a whole", || {
		set(HolderAccount { fraction: 1_000_000, ..row });
	});
	let more =
		"royalty/holders-have-no-more-than-went-to-them: holders have more than went to them";
	// Each for itself is possible.
	notices(more, || {
		set(HolderAccount { owed: all, ..row });
		let key = (top, COIN, MAKER);
		HolderAccounts::<Test>::mutate(key, |row| row.owed = 1);
	});
	// By the smallest fraction.
	notices(more, || set(HolderAccount { owed: all, fraction: 1, ..row }));
	notices("royalty/holders-are-behind-their-pool: a holder of no pool", || {
		HolderAccounts::<Test>::insert((top, NATIVE, ARTIST), row);
	});
}

fn faults_of_the_queue(bottom: u64, top: u64) {
	let flag =
		"royalty/queue-is-of-pools: a pool that waits outside of the queue, or the other way round";
	notices(flag, || change(top, |pool| pool.queued = false));
	notices(flag, || change(bottom, |pool| pool.queued = true));
	notices("royalty/queue-is-of-pools: no pool is in the queue", || {
		Queue::<Test>::insert(NewestFirst::from(99), COIN, ());
	});
	notices("royalty/queue-is-of-pools: a pool that has nothing to hand on waits", || {
		change(bottom, |pool| pool.queued = true);
		Queue::<Test>::insert(NewestFirst::from(bottom), COIN, ());
	});
	notices("royalty/unfinished-is-a-pool: what is unfinished is no pool", || {
		InProgress::<Test>::put(Settlement { asset: 99, currency: COIN, next_edge: 0 });
	});
	notices("royalty/unfinished-is-a-pool: what is unfinished is beyond the last edge", || {
		InProgress::<Test>::put(Settlement { asset: bottom, currency: COIN, next_edge: 1 });
	});
}

#[test]
fn each_fault_is_noticed() {
	NOTICED.take();
	run(|| {
		let (bottom, top) = world();
		faults_of_pools(bottom, top);
		faults_of_leaves(bottom);
		faults_of_edges(top);
		faults_of_holders(bottom, top);
		faults_of_the_queue(bottom, top);
	});
	// Everything that the invariants can say was said, and all of them said something.
	let noticed = NOTICED.take();
	let said: BTreeSet<_> = noticed.iter().map(|text| (*text).to_owned()).collect();
	assert_eq!(said, texts(include_str!("../try_state.rs")));
	let failed: BTreeSet<_> = noticed.iter().filter_map(|text| text.split(": ").next()).collect();
	let names: BTreeSet<_> = Royalty::INVARIANTS.iter().map(|(name, _)| *name).collect();
	assert_eq!(names.len(), Royalty::INVARIANTS.len(), "a name twice");
	assert_eq!(failed, names);
}

/// All texts in a source file, but not in its comments and in the table of names.
fn texts(source: &str) -> BTreeSet<String> {
	let (_, checks) = source.split_once("];").expect("the table ends");
	let code = checks.lines().map(str::trim).filter(|line| !line.starts_with("//"));
	let quoted = |line: &str| -> Vec<String> {
		line.split('"').skip(1).step_by(2).map(str::to_owned).collect()
	};
	code.filter(|line| !line.starts_with('#')).flat_map(quoted).collect()
}

#[test]
fn the_docs_have_the_names() {
	let docs = include_str!("../../../../docs/invariants.md");
	let rows: Vec<_> = docs.lines().filter(|line| line.starts_with("| `royalty/")).collect();
	let names = Royalty::INVARIANTS.iter();
	assert_eq!(
		rows,
		names.map(|(name, says)| format!("| `{name}` | {says} |")).collect::<Vec<_>>()
	);
}
