//! Long random histories of everything that anybody can do.

use std::{cell::RefCell, collections::BTreeMap};

use animechain_primitives::{
	rights::{Clause, Consideration, Right},
	Amount, Currency, Grounds,
};
use polkadot_sdk::{
	frame_support::weights::Weight,
	sp_runtime::{DispatchError, DispatchResult, Permill},
};
use proptest::{prelude::*, test_runner::TestRunner};

use super::steps::{check_end, check_state, step};
use crate::mock::*;

/// How many assets there are, two of which are made from others.
const ASSETS: u64 = 4;
const LICENCES: u64 = 3;

/// Something that somebody tries, with numbers that need not make sense.
#[derive(Clone, Debug)]
enum Act {
	Propose(Draft),
	Accept(u64),
	Cancel(AccountId, u64),
	Approve(AccountId, u64),
	Fund(AccountId, u64, u8),
	Poke(u64),
	Collect(AccountId, Currency),
	List(AccountId, Right, Currency, Amount, Permill, Option<AccountId>, Option<BlockNumber>),
	Unlist(AccountId, u64),
	Buy(AccountId, u64),
	Pay(AccountId, u64, Currency, Amount),
	Pull(u64),
	Control(AccountId, u64, AccountId),
	Shares(AccountId, u64, AccountId, u32),
	Licence(AccountId, u64, AccountId),
	Retire(AccountId, u64),
	Withdraw(AccountId, u64),
	Invalidate(u64),
	Certify(u64),
	Freeze,
	Thaw,
	Block(bool, bool),
}

fn accounts() -> impl Strategy<Value = AccountId> {
	prop_oneof![9 => Just(STUDIO), 3 => Just(COMMITTEE), 3 => Just(BUYER), 1 => Just(CLERK)]
}

fn currencies() -> impl Strategy<Value = Currency> {
	prop_oneof![4 => Just(COIN), 1 => Just(NATIVE)]
}

fn amounts() -> impl Strategy<Value = Amount> {
	prop_oneof![1_u128..12, 10_u128..200, Just(100_u128)]
}

fn rights() -> impl Strategy<Value = Right> {
	let units = prop_oneof![Just(1_u32), Just(250_000), Just(400_000), Just(1_000_000)];
	prop_oneof![
		4 => (0..ASSETS).prop_map(Right::Control),
		3 => (0..ASSETS, units).prop_map(|(asset, units)| Right::Shares { asset, units }),
		1 => (0..LICENCES * 2).prop_map(Right::Licence),
	]
}

fn clauses() -> impl Strategy<Value = TheClause> {
	prop_oneof![
		4 => (0..ASSETS, currencies(), amounts()).prop_map(|(asset, currency, amount)| {
			Clause::RevenueAtLeast { asset, currency, amount: 2 * amount }
		}),
		2 => (1..6_u64).prop_map(Clause::NotBefore),
		2 => (currencies(), amounts()).prop_map(|(of, amount)| Clause::Paid(price(of, amount))),
		2 => accounts().prop_map(Clause::ApprovedBy),
		1 => (0..ASSETS).prop_map(Clause::Certified),
	]
}

fn considerations() -> impl Strategy<Value = Option<Consideration>> {
	let revenue = prop::option::of((0..ASSETS, (0..=100_u32).prop_map(percent)));
	let some = (currencies(), amounts(), revenue).prop_map(|(currency, amount, revenue)| {
		Consideration { price: price(currency, amount), revenue }
	});
	prop::option::of(some)
}

fn drafts() -> impl Strategy<Value = Draft> {
	(
		accounts(),
		accounts(),
		prop::collection::vec(rights(), 1..4),
		prop::collection::vec(clauses(), 1..5),
		1..4_u8,
		considerations(),
		2..9_u64,
	)
		.prop_map(|(from, to, rights, clauses, needed, consideration, deadline)| Draft {
			from,
			to,
			rights,
			needed: needed.min(clauses.len() as u8),
			clauses,
			consideration,
			deadline,
			text: None,
		})
}

fn acts() -> impl Strategy<Value = Act> {
	let id = || 0..5_u64;
	let asset = || 0..ASSETS;
	let until = prop::option::of(1..30_u64);
	let part = (0..=100_u32).prop_map(percent);
	let buyer = prop::option::of(accounts());
	prop_oneof![
		12 => drafts().prop_map(Act::Propose),
		14 => id().prop_map(Act::Accept),
		1 => (accounts(), id()).prop_map(|(who, id)| Act::Cancel(who, id)),
		5 => (accounts(), id()).prop_map(|(who, id)| Act::Approve(who, id)),
		5 => (accounts(), id(), 0..4_u8).prop_map(|(who, id, clause)| Act::Fund(who, id, clause)),
		2 => id().prop_map(Act::Poke),
		2 => (accounts(), currencies()).prop_map(|(who, currency)| Act::Collect(who, currency)),
		3 => (accounts(), rights(), currencies(), amounts(), part, buyer, until).prop_map(
			|(who, right, currency, amount, part, buyer, until)| {
				Act::List(who, right, currency, amount, part, buyer, until)
			}
		),
		1 => (accounts(), id()).prop_map(|(who, id)| Act::Unlist(who, id)),
		4 => (accounts(), id()).prop_map(|(who, id)| Act::Buy(who, id)),
		10 => (accounts(), asset(), currencies(), amounts())
			.prop_map(|(who, asset, currency, amount)| Act::Pay(who, asset, currency, amount)),
		1 => asset().prop_map(Act::Pull),
		2 => (accounts(), asset(), accounts())
			.prop_map(|(who, asset, to)| Act::Control(who, asset, to)),
		2 => (accounts(), asset(), accounts(), 1..700_000_u32)
			.prop_map(|(who, asset, to, units)| Act::Shares(who, asset, to, units)),
		1 => (accounts(), 0..LICENCES * 2, accounts())
			.prop_map(|(who, licence, to)| Act::Licence(who, licence, to)),
		1 => (accounts(), asset()).prop_map(|(who, asset)| Act::Withdraw(who, asset)),
		1 => prop_oneof![
			1 => (accounts(), asset()).prop_map(|(who, asset)| Act::Retire(who, asset)),
			1 => asset().prop_map(Act::Invalidate),
			3 => asset().prop_map(Act::Certify),
			2 => Just(Act::Freeze),
		],
		2 => Just(Act::Thaw),
		8 => (any::<bool>(), any::<bool>())
			.prop_map(|(rights, scheduler)| Act::Block(rights, scheduler)),
	]
}

impl Act {
	fn tried(self) -> DispatchResult {
		// The newest is 0.
		let number = |id| (crate::NextAgreementId::<Test>::get().wrapping_sub(id)).wrapping_sub(1);
		match self {
			Self::Propose(draft) => from_now_on(draft).try_propose(),
			Self::Accept(id) => match Rights::agreement(number(id)) {
				Some(_) => accept(number(id)),
				None => Err(DispatchError::Unavailable),
			},
			Self::Cancel(who, id) => Rights::cancel(signed(who), number(id)),
			Self::Approve(who, id) => {
				let asked = clause_of(number(id), |clause| matches!(clause, Clause::ApprovedBy(_)));
				match asked {
					Some((_, Clause::ApprovedBy(asked))) => approve(asked, number(id)),
					_ => approve(who, number(id)),
				}
			},
			Self::Fund(who, id, clause) => {
				let asked = clause_of(number(id), |clause| matches!(clause, Clause::Paid(_)));
				fund(who, number(id), asked.map_or(clause, |(number, _)| number))
			},
			Self::Poke(id) => poke(number(id)),
			Self::Collect(who, currency) => Rights::collect(signed(who), currency),
			Self::List(who, right, currency, amount, part, buyer, until) => {
				let price = price(currency, amount);
				Rights::list(signed(who), right, price, part, buyer, until)
			},
			Self::Unlist(who, id) => Rights::unlist(signed(who), id),
			Self::Buy(who, id) => buy_by(who, id),
			Self::Pay(who, asset, currency, amount) => pay_by(who, asset, currency, amount),
			Self::Pull(asset) => Royalty::pull(signed(NOBODY), asset, 0, COIN)
				.map(|_| ())
				.map_err(|refusal| refusal.error),
			Self::Control(who, asset, to) => transfer_control(who, asset, to),
			Self::Shares(who, asset, to, units) => transfer_shares(who, asset, to, units),
			Self::Licence(who, licence, to) => Consent::transfer_licence(signed(who), licence, to),
			Self::Retire(who, asset) => retire(who, asset),
			Self::Withdraw(who, asset) => {
				Provenance::withdraw(signed(who), asset, Grounds::default())
			},
			Self::Invalidate(asset) => {
				Provenance::invalidate(RuntimeOrigin::root(), asset, Grounds::default())
			},
			Self::Certify(asset) => {
				certify(asset);
				Ok(())
			},
			Self::Freeze => Assets::freeze_asset(signed(STUDIO), 1),
			Self::Thaw => Assets::thaw_asset(signed(STUDIO), 1),
			Self::Block(rights, scheduler) => {
				let room = |yes| if yes { Weight::MAX } else { Weight::zero() };
				SchedulerWeight::set(&room(scheduler));
				idle_with(room(rights));
				begin_block();
				Ok(())
			},
		}
	}
}

/// The first clause of a kind that is not met.
fn clause_of(id: u64, kind: impl Fn(&TheClause) -> bool) -> Option<(u8, TheClause)> {
	let row = Rights::agreement(id)?;
	let mut clauses = row.clauses();
	let found = clauses.find(|(number, clause)| kind(clause) && !row.is_met(*number));
	found.map(|(number, clause)| (number, clause.clone()))
}

/// Who has what is first in a draft, mostly. Its blocks and amounts are from now on.
fn from_now_on(mut draft: Draft) -> Draft {
	let now = System::block_number();
	let has = |who: &AccountId| match draft.rights[0] {
		Right::Control(asset) => controller(asset) == *who,
		Right::Shares { asset, units: count } => units(asset, *who) >= count,
		Right::Licence(licence) => pallet_consent::Licences::<Test>::get(licence)
			.is_some_and(|row| row.holder == *who && row.succession.is_none()),
	};
	if let Some(who) = [STUDIO, COMMITTEE, BUYER].into_iter().find(has) {
		draft.from = who;
	}
	draft.deadline += now;
	for clause in &mut draft.clauses {
		match clause {
			Clause::NotBefore(block) => *block += now,
			Clause::RevenueAtLeast { asset, currency, amount } => {
				*amount += inflow(*asset, currency.clone());
			},
			_ => (),
		}
	}
	draft
}

/// The studio's works, two of which are made from others, and licences of all of them.
fn begin() {
	let (one, two) = (work(), work());
	derived(one, percent(50));
	derived(two, percent(30));
	for asset in 0..LICENCES {
		licence_of(asset, STUDIO);
	}
	next_block();
}

/// What happens in a history, and how its agreements stand in the end.
fn live(history: Vec<Act>, happened: &mut BTreeMap<String, u64>) {
	let mut count = |what: String| *happened.entry(what).or_default() += 1;
	begin();
	for act in history {
		let what = format!("{act:?}");
		let what = what.split(['(', '{', ' ']).next().unwrap_or_default().to_owned();
		if step(|| act.tried()) {
			count(what);
		}
		check_state();
	}
	SchedulerWeight::set(&Weight::MAX);
	check_end();
	for (_, row) in crate::Agreements::<Test>::iter() {
		count(format!("{:?}", row.stage));
	}
}

#[test]
fn nothing_is_lost_and_nothing_moves_twice() {
	let config = ProptestConfig { cases: 300, ..ProptestConfig::default() };
	let mut runner = TestRunner::new(config);
	let happened = RefCell::new(BTreeMap::new());
	let histories = prop::collection::vec(acts(), 1..150);
	let result = runner.run(&histories, |history| {
		run(|| live(history, &mut happened.borrow_mut()));
		Ok(())
	});
	assert!(result.is_ok(), "{}", result.expect_err("it failed"));
	let happened = happened.into_inner();
	println!("{happened:?}");
	// What is too seldom to be sure of is left out.
	for what in ["Accept", "Approve", "Fund", "Buy", "Control", "Shares", "Executed", "Expired"] {
		assert!(happened.contains_key(what), "{what} never happened");
	}
}
