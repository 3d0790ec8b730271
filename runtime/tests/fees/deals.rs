//! Agreements and sales: the calls of `pallet-rights`.

use animechain_primitives::rights::{Clause, Consideration, Right};
use animechain_runtime::{
	constants::currency::ANIM, AccountId, Balances, BlockNumber, Rights, Runtime, System,
};
use pallet_rights::Call as RightsCall;
use polkadot_sdk::{
	frame_support::traits::{fungible::Mutate, tokens::Preservation},
	sp_keyring::Sr25519Keyring::{self, Alice, Bob, Charlie},
	sp_runtime::Permill,
};

use crate::cases::{begin, by, made, paid, price, work, works, Made, NATIVE};

/// Control of Alice's work and some units of another for an ANIM.
fn deal(clauses: Vec<Clause<AccountId, BlockNumber>>) -> RightsCall<Runtime> {
	RightsCall::propose {
		to: Bob.to_account_id().into(),
		rights: vec![Right::Control(0), Right::Shares { asset: 3, units: 10 }],
		needed: clauses.len() as u8,
		clauses,
		consideration: Some(Consideration { price: price(), revenue: None }),
		deadline: 100,
		text: None,
	}
}

fn approved() -> Clause<AccountId, BlockNumber> {
	Clause::ApprovedBy(Charlie.to_account_id())
}

fn revenue() -> Clause<AccountId, BlockNumber> {
	Clause::RevenueAtLeast { asset: 0, currency: NATIVE, amount: 1_000 * ANIM }
}

fn proposed(clauses: Vec<Clause<AccountId, BlockNumber>>) {
	works();
	by(Alice, work(3));
	by(Alice, deal(clauses));
}

fn agreed(clauses: Vec<Clause<AccountId, BlockNumber>>) {
	proposed(clauses);
	by(Bob, accept_call());
}

fn accept_call() -> RightsCall<Runtime> {
	let terms = Rights::deal_digest(0).expect("it was proposed");
	RightsCall::accept { agreement: 0, terms }
}

pub fn propose() -> Made {
	works();
	by(Alice, work(3));
	made(Alice, deal(vec![revenue(), approved()]))
}

pub fn accept() -> Made {
	proposed(vec![revenue(), approved(), Clause::NotBefore(50), Clause::Paid(price())]);
	made(Bob, accept_call())
}

pub fn cancel() -> Made {
	proposed(vec![approved()]);
	made(Bob, RightsCall::cancel { agreement: 0 })
}

/// With the last approval everything moves.
pub fn approve() -> Made {
	agreed(vec![approved()]);
	made(Charlie, RightsCall::approve { agreement: 0 })
}

pub fn fund() -> Made {
	agreed(vec![Clause::Paid(price()), approved()]);
	made(Charlie, RightsCall::fund { agreement: 0, clause: 0 })
}

pub fn poke() -> Made {
	agreed(vec![Clause::NotBefore(50)]);
	System::set_block_number(50);
	made(Charlie, RightsCall::poke { agreement: 0 })
}

/// What could not be paid out when it was due.
pub fn collect() -> Made {
	works();
	let (from, to) = (Charlie.to_account_id(), Bob.to_account_id());
	Balances::transfer(&from, &Rights::escrow(), ANIM, Preservation::Preserve).expect("it has it");
	pallet_rights::Owed::<Runtime>::insert(NATIVE, ANIM);
	pallet_rights::Kept::<Runtime>::insert(to, NATIVE, ANIM);
	made(Bob, RightsCall::collect { currency: NATIVE })
}

fn list_call() -> RightsCall<Runtime> {
	RightsCall::list {
		right: Right::Shares { asset: 0, units: 10 },
		price: price(),
		revenue: Permill::from_percent(10),
		buyer: None,
		until: None,
	}
}

pub fn list() -> Made {
	begin(Alice, list_call())
}

pub fn listed(who: Sr25519Keyring, call: RightsCall<Runtime>) -> Made {
	paid();
	by(Alice, list_call());
	made(who, call)
}
