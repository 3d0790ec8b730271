//! What must be true of every step, whatever it is. For the tests that try all steps, and random ones.

use std::collections::BTreeMap;

use animechain_primitives::{
	rights::{AgreementId, Right, Stage},
	Amount, Currency,
};
use polkadot_sdk::sp_runtime::DispatchResult;

use crate::{mock::*, types::AgreementOf, Agreements, Event, Kept};

use pallet_consent::Event as ConsentEvent;
use pallet_provenance::Event as ProvenanceEvent;
use pallet_royalty::Event as RoyaltyEvent;

/// Everybody who can have money, but those who keep it for others.
pub const EVERYBODY: [AccountId; 5] = [STUDIO, COMMITTEE, BUYER, CLERK, NOBODY];
pub const CURRENCIES: [Currency; 2] = [NATIVE, COIN];

type Rows = BTreeMap<AgreementId, AgreementOf<Test>>;
type Payout = (AccountId, Currency, Amount);
/// A right, who had it, and who has it.
type Move = (Right, AccountId, AccountId);

/// Does something as a call is dispatched, and checks what it led to. Says whether it was possible.
pub fn step(call: impl FnOnce() -> DispatchResult) -> bool {
	System::reset_events();
	let before: Rows = Agreements::<Test>::iter().collect();
	let done = as_a_call(call).is_ok();
	let told = Told::new();
	let after: Rows = Agreements::<Test>::iter().collect();
	let ended = ended(&before, &after);
	assert_eq!(told.executed, with_stage(&ended, Stage::Executed));
	assert_eq!(told.expired, with_stage(&ended, Stage::Expired));
	assert_eq!(told.failed, with_stage(&ended, Stage::Failed));
	// What ends is told of once, what is told of has happened, and all of it: a call that moves or pays something
	// by itself does nothing else.
	let mut moves: Vec<_> = ended.values().flat_map(moved).chain(told.sold).collect();
	only(told.moves, &mut moves);
	let mut payouts: Vec<_> = ended.values().flat_map(paid_out).collect();
	only(told.payouts, &mut payouts);
	System::reset_events();
	done
}

/// What was told is what is expected, or one thing where nothing is.
fn only<T: Ord + std::fmt::Debug>(mut told: Vec<T>, expected: &mut Vec<T>) {
	told.sort();
	expected.sort();
	assert!(told == *expected || (expected.is_empty() && told.len() == 1), "{told:?} {expected:?}");
}

/// The agreements that are over and were not before. Those that were over are as they were.
fn ended(before: &Rows, after: &Rows) -> Rows {
	for (number, row) in before {
		let now = &after[number];
		assert!(!row.stage.is_over() || now == row, "agreement {number} changed after its end");
		assert_eq!(now.deal, row.deal);
		assert_eq!(now.met & row.met, row.met, "a clause is not met any more");
		assert!(row.stage == Stage::Proposed || now.stage != Stage::Proposed);
	}
	let was_over = |number| before.get(number).is_some_and(|row| row.stage.is_over());
	let over = after.iter().filter(|(number, row)| row.stage.is_over() && !was_over(number));
	over.map(|(number, row)| (*number, row.clone())).collect()
}

fn with_stage(rows: &Rows, stage: Stage) -> Vec<AgreementId> {
	rows.iter().filter(|(_, row)| row.stage == stage).map(|(number, _)| *number).collect()
}

/// What an agreement moved by the way it ended: all or nothing.
fn moved(row: &AgreementOf<Test>) -> Vec<Move> {
	if row.stage != Stage::Executed {
		return vec![];
	}
	row.deal.rights.iter().map(|right| (*right, row.deal.from, row.deal.to)).collect()
}

/// What it paid out: to the giver, or to everybody what they paid in.
fn paid_out(row: &AgreementOf<Test>) -> Vec<Payout> {
	let executed = row.stage == Stage::Executed;
	let mut payouts = vec![];
	if row.stage == Stage::Cancelled {
		return payouts;
	}
	if let Some(consideration) = &row.deal.consideration {
		let price = consideration.price.clone();
		let part = consideration.revenue.map_or(0, |(_, part)| part.mul_floor(price.amount));
		payouts.push(match executed {
			true => (row.deal.from, price.currency, price.amount - part),
			false => (row.deal.to, price.currency, price.amount),
		});
	}
	for (price, payer) in Rights::funded(row) {
		payouts.push((if executed { row.deal.from } else { payer }, price.currency, price.amount));
	}
	payouts.retain(|(_, _, amount)| *amount > 0);
	payouts
}

/// What the events say that happened, in the order of numbers.
#[derive(Default)]
struct Told {
	executed: Vec<AgreementId>,
	expired: Vec<AgreementId>,
	failed: Vec<AgreementId>,
	moves: Vec<Move>,
	sold: Vec<Move>,
	payouts: Vec<Payout>,
}

impl Told {
	fn new() -> Self {
		let mut told = Self::default();
		for record in System::events() {
			match record.event {
				RuntimeEvent::Rights(event) => told.about_rights(event),
				RuntimeEvent::Provenance(ProvenanceEvent::ControlTransferred {
					asset,
					from,
					to,
				}) => told.moves.push((control(asset), from, to)),
				RuntimeEvent::Royalty(RoyaltyEvent::SharesTransferred {
					asset,
					from,
					to,
					units,
				}) => told.moves.push((shares(asset, units), from, to)),
				RuntimeEvent::Consent(ConsentEvent::LicenceTransferred {
					licence,
					from,
					to,
					..
				}) => told.moves.push((Right::Licence(licence), from, to)),
				_ => (),
			}
		}
		for list in [&mut told.executed, &mut told.expired, &mut told.failed] {
			list.sort_unstable();
		}
		told
	}

	fn about_rights(&mut self, event: Event<Test>) {
		match event {
			Event::Executed { agreement } => self.executed.push(agreement),
			Event::Expired { agreement } => self.expired.push(agreement),
			Event::Failed { agreement, .. } => self.failed.push(agreement),
			Event::PaidOut { account, currency, amount }
			| Event::PayoutKept { account, currency, amount } => {
				self.payouts.push((account, currency, amount));
			},
			Event::Sold { buyer, right, .. } => {
				let seller = self.moves.last().expect("it moved").1;
				self.sold.push((right, seller, buyer));
			},
			_ => (),
		}
	}
}

/// Every invariant, and each planck is where it should be.
pub fn check_state() {
	check_invariants();
	for currency in CURRENCIES {
		let all = EVERYBODY.iter().copied().chain([Rights::escrow(), Royalty::pot()]);
		let sum: Amount = all.map(|who| wealth(currency.clone(), who)).sum();
		let issued = if currency == NATIVE { issued()[0] } else { issued()[1] };
		assert_eq!(sum, issued, "some of {currency:?} is nobody's");
		let rows = Agreements::<Test>::iter().flat_map(|(_, row)| Rights::escrowed(&row));
		let paid_in: Amount =
			rows.filter(|price| price.currency == currency).map(|price| price.amount).sum();
		let kept: Amount = Kept::<Test>::iter()
			.filter(|(_, of, _)| *of == currency)
			.map(|(_, _, amount)| amount)
			.sum();
		assert_eq!(in_escrow(currency), paid_in + kept);
	}
}

/// Lets all deadlines pass, and what is kept be collected: then nothing is in force and nothing in escrow.
pub fn check_end() {
	// As long as a currency is frozen it stays where it is.
	let _ = as_a_call(|| Assets::thaw_asset(signed(STUDIO), 1));
	let last = Agreements::<Test>::iter().map(|(_, row)| row.deal.deadline).max().unwrap_or(0);
	// One more, for what had no room in its block.
	let blocks = (last + 2).saturating_sub(System::block_number()).max(1);
	for _ in 0..blocks {
		step(|| {
			next_block();
			Ok(())
		});
	}
	idle();
	for (_, row) in Agreements::<Test>::iter() {
		assert!(row.stage == Stage::Proposed || row.stage.is_over(), "{row:?}");
	}
	for who in EVERYBODY {
		for currency in CURRENCIES {
			if kept(who, currency.clone()) > 0 {
				assert!(step(|| Rights::collect(signed(who), currency)));
			}
		}
	}
	assert_eq!(CURRENCIES.map(in_escrow), [0, 0]);
	check_state();
}
