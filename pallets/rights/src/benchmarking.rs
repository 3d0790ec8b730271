//! Measures the calls, with what the other pallets of the runtime do in them. The worst case of each: units of
//! divided assets, all rows new, and somebody with a deposit already, which has to be updated.
//!
//! How an agreement ends is measured in pieces, which [`crate::costs`] puts together.
//!
//! Nothing here needs the feature of the SDK, so these run as tests of the pallet as well.

mod world;

use alloc::{vec, vec::Vec};

use animechain_primitives::{
	behaviour::{RevenueHook, ShareTransfer},
	consent::Price,
	rights::{Clause, Deal, Listing, Right, Stage, MAX_CLAUSES, MAX_RIGHTS},
};
use polkadot_sdk::{
	frame_benchmarking::v2::*,
	frame_support::{
		traits::{
			fungibles::{Inspect, Mutate},
			Get,
		},
		weights::WeightMeter,
	},
	frame_system::RawOrigin,
	sp_runtime::traits::StaticLookup,
};

use crate::{
	execution::LAYERS, Agreements, Call, Config, Kept, Listings, NextAgreementId, NextListingId,
	Owed, Pallet, Ready, WeightInfo,
};
use world::*;

#[benchmarks]
mod measured {
	use super::*;

	/// Waits for revenue: of each clause is read whose the asset is, whether it can be paid in the currency, and
	/// how much came in. One coin is left for the price: what is measured below the bound holds beyond it.
	#[benchmark]
	fn propose(r: Linear<1, MAX_RIGHTS>, c: Linear<1, { COINS - 1 }>) {
		let giver: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(giver.clone(), account("receiver", 0, 0));
		let rights = world.shares(r, || world.divided(0));
		let deal = world.deal(rights, world.revenue_clauses(c));
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

	/// Waits for blocks, of each of which a place is found only in the last agenda that is tried. The assets are not
	/// divided yet. With a consideration if `v` is 1.
	#[benchmark]
	fn accept(r: Linear<1, MAX_RIGHTS>, c: Linear<1, MAX_CLAUSES>, v: Linear<0, 1>) {
		let receiver: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("giver", 0, 0), receiver.clone());
		let rights = world.shares(r, || world.asset());
		let mut deal = world.deal(rights, world.block_clauses(c));
		deal.consideration = deal.consideration.filter(|_| v > 0);
		let (agreement, terms) = super::propose::<T>(deal);

		#[extrinsic_call]
		_(RawOrigin::Signed(receiver), agreement, terms);

		assert_eq!(stage::<T>(agreement), Stage::Accepted);
	}

	#[benchmark]
	fn cancel() {
		let receiver: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("giver", 0, 0), receiver.clone());
		let rights = world.shares(MAX_RIGHTS, || world.asset());
		let deal = world.deal(rights, world.revenue_clauses(MAX_CLAUSES));
		let (agreement, _) = super::propose::<T>(deal);

		#[extrinsic_call]
		_(RawOrigin::Signed(receiver), agreement);

		assert_eq!(stage::<T>(agreement), Stage::Cancelled);
	}

	/// All clauses but one are met now. What executing would take is added apart.
	#[benchmark]
	fn approve() {
		let clerk: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		let agreement = world.agreed_with(Clause::ApprovedBy(clerk.clone()));

		#[extrinsic_call]
		_(RawOrigin::Signed(clerk), agreement);

		assert_noted::<T>(agreement, MAX_CLAUSES - 1);
	}

	/// All clauses but one are met now. What executing would take is added apart.
	#[benchmark]
	fn fund() {
		let payer: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		world.enrich(&payer);
		// The escrow has none of it yet.
		let price = Price {
			currency: world.currencies.first().cloned().expect("coins; qed"),
			amount: AMOUNT,
		};
		let agreement = world.agreed_with(Clause::Paid(price));

		#[extrinsic_call]
		_(RawOrigin::Signed(payer), agreement, (MAX_CLAUSES - 1) as u8);

		assert_noted::<T>(agreement, MAX_CLAUSES - 1);
	}

	/// All clauses but two are met now. What executing would take is added apart.
	#[benchmark]
	fn poke() {
		let caller: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		let agreement = world.agreed_with(Clause::ApprovedBy(account("clerk", 0, 0)));

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), agreement);

		assert_noted::<T>(agreement, MAX_CLAUSES - 2);
	}

	#[benchmark]
	fn collect() {
		let account: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account.clone(), self::account("receiver", 0, 0));
		let price = world.price();
		let currency = price.currency.clone();
		Pallet::<T>::take_in(&world.receiver, &price).expect("rich; qed");
		give_away::<T>(&account, &world.receiver, &currency);
		Kept::<T>::insert(&account, &currency, price.amount);

		#[extrinsic_call]
		_(RawOrigin::Signed(account), currency.clone());

		assert!(!Owed::<T>::contains_key(currency));
	}

	#[benchmark]
	fn list() {
		let seller: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(seller.clone(), account("buyer", 0, 0));
		let right = Right::Shares { asset: world.divided(0), units: 1 };
		let Listing { price, revenue, buyer, until, .. } = world.listing(right);
		let buyer = buyer.map(T::Lookup::unlookup);

		#[extrinsic_call]
		_(RawOrigin::Signed(seller), right, price, revenue, buyer, until);

		assert!(Listings::<T>::contains_key(NextListingId::<T>::get() - 1));
	}

	/// By somebody else, for control was for sale with all units, which do not go along any more.
	#[benchmark]
	fn unlist() {
		let caller: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("seller", 0, 0), account("buyer", 0, 0));
		let asset = world.asset();
		let listing = world.list(Right::Control(asset));
		T::Shares::divide(asset).expect("registered; qed");

		#[extrinsic_call]
		_(RawOrigin::Signed(caller), listing);

		assert!(!Listings::<T>::contains_key(listing));
	}

	/// Units of an asset that was paid in `p` currencies, which is dearer than control. What paying revenue takes is
	/// added apart.
	#[benchmark]
	fn buy(p: Linear<0, { T::Shares::most_pools() }>) {
		let buyer: T::AccountId = whitelisted_caller();
		let world = World::<T>::new(account("seller", 0, 0), buyer.clone());
		let listing = world.list(Right::Shares { asset: world.divided(p), units: 1 });

		#[extrinsic_call]
		_(RawOrigin::Signed(buyer), listing, world.price());

		assert!(!Listings::<T>::contains_key(listing));
	}

	/// Not a call: all locks, and as many calls that are scheduled in full agendas.
	#[benchmark]
	fn end(r: Linear<1, MAX_RIGHTS>, c: Linear<1, MAX_CLAUSES>) {
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		let rights = world.shares(r, || world.asset());
		let agreement = agree::<T>(world.deal(rights, world.block_clauses(c)));

		#[block]
		{
			let mut row = Pallet::<T>::accepted(agreement).expect("accepted; qed");
			Pallet::<T>::ensure_layers(LAYERS).expect("nothing is nested here; qed");
			Pallet::<T>::end(agreement, &mut row, Stage::Executed);
		}

		assert_eq!(stage::<T>(agreement), Stage::Executed);
	}

	/// Not a call: what was paid in as many currencies goes back to accounts that have nothing else.
	#[benchmark]
	fn pay_out(p: Linear<1, COINS>) {
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		let prices = || {
			let currencies = world.currencies.iter().take(p as usize);
			currencies.map(|currency| Price { currency: currency.clone(), amount: AMOUNT })
		};
		let never = Clause::ApprovedBy(account("nobody", 0, 0));
		let clauses = prices().map(Clause::Paid).chain([never]).collect();
		let rights = world.shares(1, || world.asset());
		let deal = Deal { consideration: None, ..world.deal(rights, clauses) };
		let agreement = agree::<T>(deal);
		let mut payers = Vec::new();
		for (number, Price { currency, .. }) in prices().enumerate() {
			let payer: T::AccountId = account("payer", number as u32, 0);
			T::Currencies::mint_into(currency.clone(), &payer, 2 * AMOUNT).expect("few; qed");
			Pallet::<T>::do_fund(payer.clone(), agreement, number as u8).expect("rich; qed");
			give_away::<T>(&payer, &world.giver, &currency);
			payers.push((payer, currency));
		}
		let row = Agreements::<T>::get(agreement).expect("accepted; qed");

		#[block]
		{
			Pallet::<T>::ensure_there(&row).expect("just paid in; qed");
			Pallet::<T>::refund(&row);
		}

		for (payer, currency) in payers {
			assert_eq!(T::Currencies::balance(currency, &payer), AMOUNT);
		}
	}

	/// Not a call: units of assets with as many pools as there can be, which is dearer than control.
	#[benchmark]
	fn move_rights(r: Linear<1, MAX_RIGHTS>) {
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		let rights = world.shares(r, || world.divided(COINS + 1));

		#[block]
		{
			for right in &rights {
				let pools = Pallet::<T>::move_right(right, &world.giver, &world.receiver);
				assert_eq!(pools, Ok(COINS + 1));
			}
		}
	}

	/// Not a call: there is one, but no weight to execute it.
	#[benchmark]
	fn next_ready() {
		Ready::<T>::insert(7, ());
		let mut meter = WeightMeter::with_limit(T::WeightInfo::next_ready());

		#[block]
		{
			Pallet::<T>::execute_ready(&mut meter);
		}

		assert!(Ready::<T>::contains_key(7));
	}

	/// Not a call: all that can wait become ready, by a payment of a party, which moves all thresholds first.
	#[benchmark]
	fn revenue_came_in() {
		let world = World::<T>::new(account("giver", 0, 0), account("receiver", 0, 0));
		let (asset, currency) = (world.asset(), world.coin());
		let clause = Clause::RevenueAtLeast { asset, currency: currency.clone(), amount: AMOUNT };
		let agreements: Vec<_> = (0..T::MaxWaiting::get())
			.map(|_| {
				let rights = world.shares(1, || world.asset());
				agree::<T>(world.deal(rights, vec![clause.clone()]))
			})
			.collect();

		#[block]
		{
			let payer = Some(&world.giver);
			Pallet::<T>::came_in(asset, &currency, payer, AMOUNT, 2 * AMOUNT);
		}

		assert!(agreements.into_iter().all(Ready::<T>::contains_key));
	}

	impl_benchmark_test_suite!(Pallet, crate::mock::new_test_ext(), crate::mock::Test);
}
