//! Agreements and listings.

use animechain_primitives::{
	consent::Price,
	rights::{AgreementId, Clause, Consideration, ListingId, Right, MAX_CLAUSES, MAX_RIGHTS},
	AssetId,
};
use animechain_runtime::{AccountId, BlockNumber, Rights, Runtime, RuntimeCall};
use pallet_rights::Call;
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};

use super::{case, mint, pay, work, Case, Group, Person, Transaction, World, AMOUNT, CURRENCIES};
use crate::chain::MEASURED as NOW;

type TheClause = Clause<AccountId, BlockNumber>;

/// Its calls.
pub fn cases() -> Vec<Case> {
	let of = |name, prepare| case(name, Group::Rights, prepare);
	vec![
		of("rights.propose, control, 1 clause", |world| {
			let deal = Deal::simple(world);
			Transaction::signed(deal.from, deal.propose(vec![deal.approved()]))
		}),
		of("rights.propose, 4 x units, 8 x revenue", |world| {
			let deal = Deal::full(world);
			let clauses = deal.revenues(world);
			Transaction::signed(deal.from, deal.propose(clauses))
		}),
		of("rights.accept, control, 1 clause", |world| {
			let deal = Deal::simple(world);
			let agreement = deal.proposed(vec![deal.approved()]);
			Transaction::signed(deal.to, accept(agreement))
		}),
		of("rights.accept, 4 x units, 8 blocks", |world| {
			let deal = Deal::full(world);
			let first = NOW + 10 * apart();
			let block = |number| Clause::NotBefore(first + BlockNumber::from(number));
			let agreement = deal.proposed((1..=MAX_CLAUSES as u8).map(block).collect());
			Transaction::signed(deal.to, accept(agreement))
		}),
		of("rights.accept, 4 x units, 8 x revenue", |world| {
			let deal = Deal::full(world);
			let clauses = deal.revenues(world);
			let agreement = deal.proposed(clauses);
			Transaction::signed(deal.to, accept(agreement))
		}),
		of("rights.cancel, 4 x units, 8 x revenue", |world| {
			let deal = Deal::full(world);
			let clauses = deal.revenues(world);
			let agreement = deal.proposed(clauses);
			Transaction::signed(deal.to, Call::cancel { agreement })
		}),
		of("rights.approve, does not execute", |world| {
			let deal = Deal::simple(world);
			let other = Clause::ApprovedBy(world.payer().account());
			let agreement = deal.agreed(vec![deal.approved(), other]);
			Transaction::signed(deal.approver, Call::approve { agreement })
		}),
		of("rights.approve, executes control", |world| {
			let deal = Deal::simple(world);
			let agreement = deal.agreed(vec![deal.approved()]);
			Transaction::signed(deal.approver, Call::approve { agreement })
		}),
		of("rights.approve, executes 4 x units, 7 paid", |world| {
			let deal = Deal::full(world);
			let agreement = deal.agreed_but_for(world, deal.approved());
			Transaction::signed(deal.approver, Call::approve { agreement })
		}),
		of("rights.fund, executes 4 x units, 7 paid", |world| {
			let deal = Deal::full(world);
			let payer = world.payer();
			let agreement = deal.agreed_but_for(world, Clause::Paid(deal.price.clone()));
			Transaction::signed(payer, Call::fund { agreement, clause: last() })
		}),
		of("rights.poke, executes 4 x units, 7 paid", |world| {
			let deal = Deal::full(world);
			let agreement = deal.agreed_but_for(world, Clause::NotBefore(NOW));
			unschedule();
			Transaction::signed(world.payer(), Call::poke { agreement })
		}),
		of("rights.collect", |world| {
			let deal = Deal::simple(world);
			let (account, currency) = (deal.from.account(), world.coin());
			// As if it could not be paid out when it was due.
			mint(CURRENCIES - 1, &Rights::escrow());
			pallet_rights::Kept::<Runtime>::insert(account, &currency, AMOUNT);
			pallet_rights::Owed::<Runtime>::mutate(&currency, |owed| *owed += AMOUNT);
			Transaction::signed(deal.from, Call::collect { currency })
		}),
		of("rights.list, units", |world| {
			let deal = Deal::simple(world);
			Transaction::signed(deal.from, deal.list(world))
		}),
		of("rights.unlist, units", |world| {
			let deal = Deal::simple(world);
			let listing = deal.listed(world);
			Transaction::signed(deal.from, Call::unlist { listing })
		}),
		of("rights.buy, units, 7 pools, half is revenue", |world| {
			let deal = Deal::simple(world);
			let listing = deal.listed(world);
			Transaction::signed(deal.to, Call::buy { listing, max_price: deal.price.clone() })
		}),
		of("royalty.pay, makes 8 agreements ready, which execute", |world| {
			let deal = Deal::full(world);
			let asset = deal.asset;
			let waits = |deal: &Deal| deal.revenue(asset, AMOUNT);
			deal.agreed_but_for(world, waits(&deal));
			for _ in 1..8 {
				// Of the same giver: a stranger could not wait for this revenue.
				let rights = vec![Right::Control(work(deal.from, vec![]))];
				let other = Deal { from: deal.from, asset, rights, ..Deal::simple(world) };
				other.agreed(vec![waits(&other)]);
			}
			Transaction::signed(world.payer(), pay(asset, world.coin(), AMOUNT))
		}),
	]
}

/// The number of the last clause.
const fn last() -> u8 {
	MAX_CLAUSES as u8 - 1
}

fn accept(agreement: AgreementId) -> Call<Runtime> {
	Call::accept { agreement, terms: Rights::deal_digest(agreement).expect("proposed") }
}

/// What is poked is not executed by itself before.
fn unschedule() {
	polkadot_sdk::pallet_scheduler::Agenda::<Runtime>::remove(NOW);
}

/// No more calls can be scheduled for a block than there are places: each agreement has blocks of its own.
fn apart() -> BlockNumber {
	pallet_rights::NextAgreementId::<Runtime>::get() as BlockNumber
}

/// Who deals, in what, for how much.
struct Deal {
	from: Person,
	to: Person,
	approver: Person,
	asset: AssetId,
	rights: Vec<Right>,
	consideration: Option<Consideration>,
	price: Price,
}

impl Deal {
	/// Control of an asset that was never paid, for nothing.
	fn simple(world: &mut World) -> Self {
		let ((from, asset), (to, _), approver) =
			(world.registrant(), world.registrant(), world.payer());
		let price = Price { currency: world.coin(), amount: AMOUNT };
		Self {
			from,
			to,
			approver,
			asset,
			rights: vec![Right::Control(asset)],
			consideration: None,
			price,
		}
	}

	/// Units of as many assets as there can be, with a pool in each currency. Half of the price is revenue of an asset
	/// that was never paid.
	fn full(world: &mut World) -> Self {
		let mut deal = Self::simple(world);
		deal.rights = (0..MAX_RIGHTS)
			.map(|_| {
				let asset = work(deal.from, vec![]);
				world.earns(asset, CURRENCIES as usize);
				Right::Shares { asset, units: 1 }
			})
			.collect();
		let revenue = Some((deal.asset, Permill::from_percent(50)));
		deal.consideration = Some(Consideration { price: deal.price.clone(), revenue });
		deal
	}

	fn approved(&self) -> TheClause {
		Clause::ApprovedBy(self.approver.account())
	}

	fn revenue(&self, asset: AssetId, amount: u128) -> TheClause {
		Clause::RevenueAtLeast { asset, currency: self.price.currency.clone(), amount }
	}

	/// Revenue of as many assets as there can be clauses, which stays away.
	fn revenues(&self, world: &mut World) -> Vec<TheClause> {
		(0..MAX_CLAUSES)
			.map(|_| {
				let asset = work(self.from, vec![]);
				world.earns(asset, 1);
				self.revenue(asset, u128::MAX)
			})
			.collect()
	}

	/// Every clause is needed.
	fn propose(&self, clauses: Vec<TheClause>) -> RuntimeCall {
		Call::<Runtime>::propose {
			to: self.to.address(),
			rights: self.rights.clone(),
			needed: clauses.len() as u8,
			clauses,
			consideration: self.consideration.clone(),
			deadline: NOW + 100_000 + apart(),
			text: Some(H256::repeat_byte(1)),
		}
		.into()
	}

	fn proposed(&self, clauses: Vec<TheClause>) -> AgreementId {
		let agreement = pallet_rights::NextAgreementId::<Runtime>::get();
		self.from.does(self.propose(clauses));
		agreement
	}

	fn agreed(&self, clauses: Vec<TheClause>) -> AgreementId {
		let agreement = self.proposed(clauses);
		self.to.does(accept(agreement));
		agreement
	}

	/// Everything is met but this. The rest was paid for, in each of the currencies.
	fn agreed_but_for(&self, world: &mut World, unmet: TheClause) -> AgreementId {
		let paid: Vec<_> = world.currencies[..MAX_CLAUSES as usize - 1]
			.iter()
			.map(|currency| Clause::Paid(Price { currency: currency.clone(), amount: AMOUNT }))
			.collect();
		let agreement = self.agreed(paid.into_iter().chain([unmet]).collect());
		let payer = world.payer();
		for number in 1..CURRENCIES {
			mint(number, &payer.account());
		}
		for clause in 0..last() {
			payer.does(Call::fund { agreement, clause });
		}
		agreement
	}

	/// Units of an asset that was paid in all currencies but the one of the price, for one buyer only.
	fn list(&self, world: &mut World) -> RuntimeCall {
		let coins = world.currencies.clone();
		let price = world.currencies.pop();
		world.earns(self.asset, CURRENCIES as usize - 1);
		world.currencies.extend(price);
		debug_assert_eq!(world.currencies, coins);
		Call::<Runtime>::list {
			right: Right::Shares { asset: self.asset, units: 1 },
			price: self.price.clone(),
			revenue: Permill::from_percent(50),
			buyer: Some(self.to.address()),
			until: Some(NOW + 1_000),
		}
		.into()
	}

	fn listed(&self, world: &mut World) -> ListingId {
		let listing = pallet_rights::NextListingId::<Runtime>::get();
		let call = self.list(world);
		self.from.does(call);
		listing
	}
}
