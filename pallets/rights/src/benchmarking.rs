//! Measures the calls. The worst case of each: as many rights and clauses as there can be, units of assets that
//! were paid in every currency, all rows new, and somebody with a deposit already, which has to be updated.
//!
//! Nothing here needs the feature of the SDK, so these run as tests of the pallet as well.

use alloc::{vec, vec::Vec};

use animechain_primitives::{
	behaviour::{RevenueHook, RoyaltySink},
	consent::Price,
	rights::{
		AgreementId, Clause, Consideration, Deal, Listing, ListingId, Right, Stage, MAX_CLAUSES,
		MAX_RIGHTS,
	},
	Amount, AssetId, Currency,
};
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	frame_support::{
		traits::{fungibles::Mutate, Get},
		weights::WeightMeter,
	},
	frame_system::{pallet_prelude::BlockNumberFor, Pallet as System, RawOrigin},
	sp_core::H256,
	sp_runtime::{
		traits::{One, StaticLookup},
		Permill, Saturating,
	},
};

use crate::{
	types::*, Agreements, BenchmarkHelper as _, Call, Config, Kept, Listings, NextAgreementId,
	NextListingId, Owed, Pallet, Ready, Thresholds, WeightInfo,
};

type Helper<T> = <T as Config>::BenchmarkHelper;
type ClauseOf<T> = Clause<<T as polkadot_sdk::frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// More than the least balance of any currency, also in two parts.
const AMOUNT: Amount = 1_000_000_000_000_000;
/// What whoever pays has of each currency.
const ENDOWMENT: Amount = 1_000 * AMOUNT;
/// Currencies that assets can be paid in, besides the native one.
const COINS: u32 = 7;
/// Other calls in the agendas that an agreement writes itself into.
const SCHEDULED: u32 = 8;

/// Two parties, and what they deal in.
struct World<T: Config> {
	giver: T::AccountId,
	receiver: T::AccountId,
	currencies: Vec<Currency>,
}

impl<T: Config> World<T> {
	fn new(giver: T::AccountId, receiver: T::AccountId) -> Self {
		if System::<T>::block_number() < One::one() {
			System::<T>::set_block_number(One::one());
		}
		Pallet::<T>::endow_escrow();
		let coins = (0..COINS).map(Helper::<T>::create_currency);
		let currencies = [Currency::Native].into_iter().chain(coins).collect();
		let world = Self { giver, receiver, currencies };
		world.enrich(&world.giver);
		world.enrich(&world.receiver);
		world
	}

	/// Gives an account money, and a deposit.
	fn enrich(&self, account: &T::AccountId) {
		for currency in &self.currencies {
			T::Currencies::mint_into(currency.clone(), account, ENDOWMENT)
				.expect("far from what there can be; qed");
		}
		Helper::<T>::register(account);
	}

	/// An account that is none of the parties.
	fn other(&self, number: u32) -> T::AccountId {
		let account = account("other", number, 0);
		self.enrich(&account);
		account
	}

	/// A currency of the assets pallet: dearer than the native one.
	fn dearest(&self) -> Currency {
		self.currencies.last().cloned().expect("there is the native one; qed")
	}

	fn price(&self) -> Price {
		Price { currency: self.dearest(), amount: AMOUNT }
	}

	/// An asset of the giver that was paid in all currencies but the last `unpaid`.
	fn paid_asset(&self, payer: &T::AccountId, unpaid: usize) -> AssetId {
		let asset = Helper::<T>::register(&self.giver);
		for currency in self.currencies.iter().rev().skip(unpaid) {
			T::Royalties::pay(payer, asset, currency.clone(), AMOUNT).expect("rich; qed");
		}
		asset
	}

	/// Units of as many assets as there can be: dearer than control, for two more rows change.
	fn rights(&self) -> Vec<Right> {
		let payer = self.other(0);
		(0..MAX_RIGHTS)
			.map(|_| Right::Shares { asset: self.paid_asset(&payer, 0), units: 1 })
			.collect()
	}

	/// A deal under all of these clauses. Half of what it costs is revenue of an asset that was never paid.
	fn deal(&self, clauses: Vec<ClauseOf<T>>) -> DealOf<T> {
		let revenue = Some((Helper::<T>::register(&self.giver), Permill::from_percent(50)));
		Deal {
			from: self.giver.clone(),
			to: self.receiver.clone(),
			rights: self.rights().try_into().expect("as many as there can be; qed"),
			needed: clauses.len() as u8,
			clauses: clauses.try_into().expect("as many as there can be; qed"),
			consideration: Some(Consideration { price: self.price(), revenue }),
			deadline: later::<T>(100),
			text: Some(H256::repeat_byte(1)),
		}
	}

	/// Revenue of as many assets as there can be, which stays away.
	fn revenue_clauses(&self) -> Vec<ClauseOf<T>> {
		let payer = self.other(0);
		let clause = |_| Clause::RevenueAtLeast {
			asset: self.paid_asset(&payer, 0),
			currency: self.dearest(),
			amount: Amount::MAX,
		};
		(0..MAX_CLAUSES).map(clause).collect()
	}

	/// Blocks in which there is something to do already.
	fn block_clauses(&self) -> Vec<ClauseOf<T>> {
		let others = SCHEDULED.div_ceil(MAX_CLAUSES);
		let clauses = || (1..=MAX_CLAUSES).map(|after| Clause::NotBefore(later::<T>(after)));
		for _ in 0..others {
			let right = Right::Control(Helper::<T>::register(&self.giver));
			let rights = vec![right].try_into().expect("one; qed");
			agree::<T>(Deal { rights, ..self.deal(clauses().collect()) });
		}
		clauses().collect()
	}

	/// An agreement of which everything is met but this. The rest was paid for, in each of the currencies.
	fn agreed_but_for(&self, last: ClauseOf<T>) -> AgreementId {
		let paid = self
			.currencies
			.iter()
			.cycle()
			.take(MAX_CLAUSES as usize - 1)
			.map(|currency| Clause::Paid(Price { currency: currency.clone(), amount: AMOUNT }));
		let agreement = agree::<T>(self.deal(paid.chain([last]).collect()));
		for clause in 0..MAX_CLAUSES - 1 {
			Pallet::<T>::do_fund(self.other(clause + 1), agreement, clause as u8)
				.expect("a clause that can be paid for; qed");
		}
		agreement
	}

	/// Units of an asset that was paid in all currencies but the one of the price, for one buyer.
	fn listing(&self) -> ListingOf<T> {
		let asset = self.paid_asset(&self.other(0), 1);
		Listing {
			seller: self.giver.clone(),
			right: Right::Shares { asset, units: 1 },
			price: self.price(),
			revenue: Permill::from_percent(50),
			buyer: Some(self.receiver.clone()),
			until: Some(later::<T>(100)),
			version: 0,
			with_units: false,
		}
	}

	fn list(&self) -> ListingId {
		let listing = NextListingId::<T>::get();
		Pallet::<T>::do_list(self.listing()).expect("the giver has the units; qed");
		listing
	}
}

fn later<T: Config>(blocks: u32) -> BlockNumberFor<T> {
	System::<T>::block_number().saturating_add(blocks.into())
}

fn propose<T: Config>(deal: DealOf<T>) -> (AgreementId, H256) {
	let agreement = NextAgreementId::<T>::get();
	let terms = Pallet::<T>::digest_of(agreement, &deal);
	Pallet::<T>::do_propose(deal).expect("a deal that makes sense; qed");
	(agreement, terms)
}

fn agree<T: Config>(deal: DealOf<T>) -> AgreementId {
	let to = deal.to.clone();
	let (agreement, terms) = propose::<T>(deal);
	Pallet::<T>::do_accept(to, agreement, terms).expect("proposed; qed");
	assert_eq!(stage::<T>(agreement), Stage::Accepted);
	agreement
}

fn stage<T: Config>(agreement: AgreementId) -> Stage {
	Agreements::<T>::get(agreement).expect("proposed; qed").stage
}

#[benchmarks]
mod measured {
	use super::*;

	/// Waits for revenue: whose it is, and how much came in, is read of each.
	#[benchmark]
	fn propose() {
		let giver: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(giver.clone(), account("receiver", 0, 0));
		let deal = world.deal(world.revenue_clauses());
		let to = T::Lookup::unlookup(deal.to.clone());

		#[extrinsic_call]
		_(
			RawOrigin::Signed(giver),
			to,
			deal.rights.to_vec(),
			deal.clauses.to_vec(),
			deal.needed,
			deal.consideration.clone(),
			deal.deadline,
			deal.text,
		);

		let last = NextAgreementId::<T>::get() - 1;
		assert_eq!(Agreements::<T>::get(last).expect("proposed; qed").deal, deal);
	}

	/// Waits for blocks: of each the agenda changes and a name is added.
	#[benchmark]
	fn accept() {
		let receiver: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("giver", 0, 0), receiver.clone());
		let deal = world.deal(world.block_clauses());
		let (agreement, terms) = super::propose::<T>(deal);

		#[extrinsic_call]
		_(RawOrigin::Signed(receiver), agreement, terms);

		assert_eq!(stage::<T>(agreement), Stage::Accepted);
	}

	#[benchmark]
	fn cancel() {
		let receiver: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("giver", 0, 0), receiver.clone());
		let (agreement, _) = super::propose::<T>(world.deal(world.revenue_clauses()));

		#[extrinsic_call]
		_(RawOrigin::Signed(receiver), agreement);

		assert_eq!(stage::<T>(agreement), Stage::Cancelled);
	}

	/// The last clause that was not met: executes.
	#[benchmark]
	fn approve() {
		let clerk: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		let agreement = world.agreed_but_for(Clause::ApprovedBy(clerk.clone()));

		#[extrinsic_call]
		_(RawOrigin::Signed(clerk), agreement);

		assert_eq!(stage::<T>(agreement), Stage::Executed);
	}

	/// The last clause that was not met: executes.
	#[benchmark]
	fn fund() {
		let payer: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		world.enrich(&payer);
		let agreement = world.agreed_but_for(Clause::Paid(world.price()));

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), agreement, (MAX_CLAUSES - 1) as u8);

		assert_eq!(stage::<T>(agreement), Stage::Executed);
	}

	/// The last clause that was not met: executes.
	#[benchmark]
	fn poke() {
		let caller: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		let block = later::<T>(1);
		let agreement = world.agreed_but_for(Clause::NotBefore(block));
		System::<T>::set_block_number(block);

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), agreement);

		assert_eq!(stage::<T>(agreement), Stage::Executed);
	}

	#[benchmark]
	fn collect() {
		let account: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account.clone(), self::account("receiver", 0, 0));
		let price = world.price();
		let currency = price.currency.clone();
		Pallet::<T>::take_in(&world.receiver, &price).expect("rich; qed");
		Kept::<T>::insert(&account, &currency, price.amount);

		#[extrinsic_call]
		_(RawOrigin::Signed(account), currency.clone());

		assert!(!Owed::<T>::contains_key(currency));
	}

	#[benchmark]
	fn list() {
		let seller: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(seller.clone(), account("buyer", 0, 0));
		let Listing { right, price, revenue, buyer, until, .. } = world.listing();
		let buyer = buyer.map(T::Lookup::unlookup);

		#[extrinsic_call]
		_(RawOrigin::Signed(seller), right, price, revenue, buyer, until);

		assert!(Listings::<T>::contains_key(NextListingId::<T>::get() - 1));
	}

	#[benchmark]
	fn unlist() {
		let seller: T::AccountId = whitelisted_caller();
		let listing = World::<T>::new(seller.clone(), account("buyer", 0, 0)).list();

		#[extrinsic_call]
		_(RawOrigin::Signed(seller), listing);

		assert!(!Listings::<T>::contains_key(listing));
	}

	/// Half of the price is revenue, and the first in its currency.
	#[benchmark]
	fn buy() {
		let buyer: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("seller", 0, 0), buyer.clone());
		let listing = world.list();

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), listing, world.price());

		assert!(!Listings::<T>::contains_key(listing));
	}

	/// Not a call: an agreement that became ready.
	#[benchmark]
	fn execute() {
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		let agreement = ready::<T>(&world);

		#[block]
		{
			Pallet::<T>::execute_now(agreement);
		}

		assert_eq!(stage::<T>(agreement), Stage::Executed);
	}

	/// Not a call: there is one, but no weight to execute it.
	#[benchmark]
	fn next_ready() {
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		let agreement = ready::<T>(&world);
		let mut meter = WeightMeter::with_limit(T::WeightInfo::next_ready());

		#[block]
		{
			Pallet::<T>::execute_ready(&mut meter);
		}

		assert!(Ready::<T>::contains_key(agreement));
	}

	/// Not a call: nothing waits.
	#[benchmark]
	fn revenue_idle() {
		let payer: T::AccountId = account("payer", 0, 0);
		let currency = Currency::WithId(0);

		#[block]
		{
			Pallet::<T>::came_in(0, &currency, Some(&payer), AMOUNT, AMOUNT);
		}

		assert!(!Thresholds::<T>::contains_key(0, currency));
	}

	/// Not a call: all that can wait become ready.
	#[benchmark]
	fn revenue_came_in() {
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		let (asset, currency) = (Helper::<T>::register(&world.giver), world.dearest());
		let clause = Clause::RevenueAtLeast { asset, currency: currency.clone(), amount: AMOUNT };
		let payer = world.other(0);
		let agreements: Vec<_> = (0..T::MaxWaiting::get())
			.map(|_| agree::<T>(world.deal(vec![clause.clone()])))
			.collect();

		#[block]
		{
			Pallet::<T>::came_in(asset, &currency, Some(&payer), AMOUNT, AMOUNT);
		}

		assert!(agreements.into_iter().all(Ready::<T>::contains_key));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}

/// An agreement that waits for nothing any more but that somebody executes it.
fn ready<T: Config>(world: &World<T>) -> AgreementId {
	let (asset, currency) = (Helper::<T>::register(&world.giver), world.dearest());
	let last = Clause::RevenueAtLeast { asset, currency: currency.clone(), amount: AMOUNT };
	let agreement = world.agreed_but_for(last);
	T::Royalties::pay(&world.other(0), asset, currency, AMOUNT).expect("rich; qed");
	assert!(Ready::<T>::contains_key(agreement));
	agreement
}
