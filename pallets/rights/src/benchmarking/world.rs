//! Two parties, and what they deal in.

use alloc::vec::Vec;

use animechain_primitives::{
	behaviour::{RoyaltySink, ShareTransfer},
	consent::Price,
	rights::{
		AgreementId, Clause, Consideration, Deal, Listing, ListingId, Right, Stage, MAX_CLAUSES,
		MAX_RIGHTS,
	},
	Amount, AssetId, Currency,
};
use polkadot_sdk::{
	frame_benchmarking::v2::account,
	frame_support::traits::{
		fungibles::{Inspect, Mutate},
		tokens::Preservation,
	},
	frame_system::{pallet_prelude::BlockNumberFor, Pallet as System},
	sp_core::H256,
	sp_runtime::{traits::One, Permill, Saturating},
};

use crate::{
	clauses::SCHEDULE_TRIES, types::*, Agreements, BenchmarkHelper as _, Config, NextAgreementId,
	NextListingId, Pallet,
};

type Helper<T> = <T as Config>::BenchmarkHelper;
type ClauseOf<T> = Clause<<T as polkadot_sdk::frame_system::Config>::AccountId, BlockNumberFor<T>>;

/// More than the least balance of any currency, also in two parts.
pub const AMOUNT: Amount = 1_000_000_000_000_000;
/// What whoever pays has of each currency.
pub const ENDOWMENT: Amount = 1_000 * AMOUNT;
/// Currencies that assets can be paid in, besides the native one.
pub const COINS: u32 = 7;
/// In how many blocks from now the first clause is met.
pub const SOON: u32 = 10;

/// Two parties, and what they deal in.
pub struct World<T: Config> {
	pub giver: T::AccountId,
	pub receiver: T::AccountId,
	/// The coins, and the native currency, which is cheaper, at the end.
	pub currencies: Vec<Currency>,
}

impl<T: Config> World<T> {
	pub fn new(giver: T::AccountId, receiver: T::AccountId) -> Self {
		if System::<T>::block_number() < One::one() {
			System::<T>::set_block_number(One::one());
		}
		Pallet::<T>::endow_escrow();
		let coins = (0..COINS).map(Helper::<T>::create_currency);
		let currencies = coins.chain([Currency::Native]).collect();
		let world = Self { giver, receiver, currencies };
		world.enrich(&world.giver);
		world.enrich(&world.receiver);
		world
	}

	/// Gives an account money, and a deposit.
	pub fn enrich(&self, account: &T::AccountId) {
		for currency in &self.currencies {
			T::Currencies::mint_into(currency.clone(), account, ENDOWMENT)
				.expect("far from what there can be; qed");
		}
		Helper::<T>::register(account);
	}

	/// The last of the coins.
	pub fn coin(&self) -> Currency {
		self.currencies.iter().rev().nth(1).cloned().expect("there are coins; qed")
	}

	pub fn price(&self) -> Price {
		Price { currency: self.coin(), amount: AMOUNT }
	}

	pub fn asset(&self) -> AssetId {
		Helper::<T>::register(&self.giver)
	}

	/// An asset of the giver that is divided, and was paid in the first `pools` currencies.
	pub fn divided(&self, pools: u32) -> AssetId {
		let asset = self.asset();
		T::Shares::divide(asset).expect("registered; qed");
		for currency in self.currencies.iter().take(pools as usize) {
			T::Royalties::pay(&self.receiver, asset, currency.clone(), AMOUNT).expect("rich; qed");
		}
		asset
	}

	/// Units of as many assets.
	pub fn shares(&self, count: u32, asset: impl Fn() -> AssetId) -> Vec<Right> {
		(0..count).map(|_| Right::Shares { asset: asset(), units: 1 }).collect()
	}

	/// A deal under all of these clauses. Half of what it costs is revenue of an asset that was never paid.
	pub fn deal(&self, rights: Vec<Right>, clauses: Vec<ClauseOf<T>>) -> DealOf<T> {
		let revenue = Some((self.asset(), Permill::from_percent(50)));
		Deal {
			from: self.giver.clone(),
			to: self.receiver.clone(),
			rights: rights.try_into().expect("as many as there can be; qed"),
			needed: clauses.len() as u8,
			clauses: clauses.try_into().expect("as many as there can be; qed"),
			consideration: Some(Consideration { price: self.price(), revenue }),
			deadline: later::<T>(SOON + SCHEDULE_TRIES * MAX_CLAUSES),
			text: Some(H256::repeat_byte(1)),
		}
	}

	/// Revenue, which stays away, of as many assets, each in a currency of its own and not in that of the price.
	pub fn revenue_clauses(&self, count: u32) -> Vec<ClauseOf<T>> {
		let currencies = self.currencies.iter().take(count as usize);
		currencies
			.map(|currency| Clause::RevenueAtLeast {
				asset: self.asset(),
				currency: currency.clone(),
				amount: Amount::MAX,
			})
			.collect()
	}

	/// As many blocks, each so full that a call finds a place in the last that is tried, and so is the one after
	/// the deadline.
	pub fn block_clauses(&self, count: u32) -> Vec<ClauseOf<T>> {
		let blocks = (0..count).map(|number| SOON + SCHEDULE_TRIES * number);
		let deadline = SOON + SCHEDULE_TRIES * MAX_CLAUSES + 1;
		for first in blocks.clone().chain([deadline]) {
			for tried in 1..SCHEDULE_TRIES {
				Helper::<T>::fill_agenda(later::<T>(first + tried - 1), 0);
			}
			Helper::<T>::fill_agenda(later::<T>(first + SCHEDULE_TRIES - 1), 1);
		}
		blocks.map(|block| Clause::NotBefore(later::<T>(block))).collect()
	}

	/// An agreement of which a clause can be met and one cannot; all others are met by the block, which nobody
	/// noted yet.
	pub fn agreed_with(&self, clause: ClauseOf<T>) -> AgreementId {
		let blocks = (1..MAX_CLAUSES - 1).map(|after| Clause::NotBefore(later::<T>(after)));
		let never = Clause::ApprovedBy(account("nobody", 0, 0));
		let clauses = blocks.chain([never, clause]).collect();
		let agreement = agree::<T>(self.deal(self.shares(MAX_RIGHTS, || self.asset()), clauses));
		System::<T>::set_block_number(later::<T>(MAX_CLAUSES));
		agreement
	}

	/// Units for one buyer.
	pub fn listing(&self, right: Right) -> ListingOf<T> {
		Listing {
			seller: self.giver.clone(),
			price: self.price(),
			revenue: Permill::from_percent(0),
			buyer: Some(self.receiver.clone()),
			until: Some(later::<T>(100)),
			version: Pallet::<T>::version(&right),
			with_units: Pallet::<T>::with_units(&right),
			right,
		}
	}

	pub fn list(&self, right: Right) -> ListingId {
		let listing = NextListingId::<T>::get();
		Pallet::<T>::do_list(self.listing(right)).expect("the giver has it; qed");
		listing
	}
}

pub fn later<T: Config>(blocks: u32) -> BlockNumberFor<T> {
	System::<T>::block_number().saturating_add(blocks.into())
}

pub fn propose<T: Config>(deal: DealOf<T>) -> (AgreementId, H256) {
	let agreement = NextAgreementId::<T>::get();
	let terms = Pallet::<T>::digest_of(agreement, &deal);
	Pallet::<T>::do_propose(deal).expect("a deal that makes sense; qed");
	(agreement, terms)
}

pub fn agree<T: Config>(deal: DealOf<T>) -> AgreementId {
	let to = deal.to.clone();
	let (agreement, terms) = propose::<T>(deal);
	Pallet::<T>::do_accept(to, agreement, terms).expect("proposed; qed");
	assert_eq!(stage::<T>(agreement), Stage::Accepted);
	agreement
}

pub fn stage<T: Config>(agreement: AgreementId) -> Stage {
	Agreements::<T>::get(agreement).expect("proposed; qed").stage
}

/// That as many clauses are met, and that it waits for the others.
pub fn assert_noted<T: Config>(agreement: AgreementId, clauses: u32) {
	let row = Agreements::<T>::get(agreement).expect("accepted; qed");
	assert_eq!((row.stage, row.met.count_ones()), (Stage::Accepted, clauses));
}

/// Leaves an account without any of a currency.
pub fn give_away<T: Config>(from: &T::AccountId, to: &T::AccountId, currency: &Currency) {
	let all = T::Currencies::balance(currency.clone(), from);
	T::Currencies::transfer(currency.clone(), from, to, all, Preservation::Expendable)
		.expect("nothing keeps it; qed");
}
