//! Agreements and sales as signed transactions in whole blocks, with the scheduler and the idle hooks of the real
//! runtime. After each block every invariant holds and the native issuance is what it was.

#[path = "../common/blocks.rs"]
mod blocks;
#[path = "../common/mod.rs"]
mod common;
#[path = "../common/journey.rs"]
mod journey;
#[path = "../common/meta_tx.rs"]
mod meta_tx;

mod execution;
mod people;
mod reads;
mod room;

use animechain_primitives::{
	consent::Price,
	rights::{AgreementId, Clause, Consideration, Deal, Right, Stage},
	Amount, AssetId, Currency,
};
use animechain_runtime::{
	constants::currency::EXISTENTIAL_DEPOSIT, AccountId, Balances, BlockNumber, Provenance, Rights,
	Royalty, Runtime, RuntimeCall, RuntimeEvent, System,
};
use blocks::Made;
use common::{declaration, edge, send, succeed};
use journey::{on_chain, Journey};
use pallet_provenance::Call as Assets;
use pallet_rights::{Call, Error, Event};
use polkadot_sdk::{
	frame_support::traits::fungible::Inspect,
	pallet_transaction_payment,
	sp_keyring::Sr25519Keyring::{self, Bob, Charlie, Dave, Eve, Ferdie},
};

/// The native currency.
const NATIVE: Currency = Currency::Native;
const AMOUNT: Amount = 1_000 * EXISTENTIAL_DEPOSIT;

type TheClause = Clause<AccountId, BlockNumber>;
type TheDeal = Deal<AccountId, BlockNumber>;

fn id(who: Sr25519Keyring) -> AccountId {
	who.to_account_id()
}

/// Everything that an account has, held or not.
fn wealth(who: &AccountId) -> Amount {
	Balances::total_balance(who)
}

fn native(amount: Amount) -> Price {
	Price { currency: NATIVE, amount }
}

/// What Eve promises Dave: one of the clauses is enough, nothing is paid, and there are 50 blocks.
fn deal(rights: &[Right], clauses: &[TheClause]) -> TheDeal {
	Deal {
		from: id(Eve),
		to: id(Dave),
		rights: rights.to_vec().try_into().expect("few"),
		clauses: clauses.to_vec().try_into().expect("few"),
		needed: 1,
		consideration: None,
		deadline: System::block_number() + 50,
		text: None,
	}
}

/// All of it is the giver's.
fn costs(amount: Amount) -> Option<Consideration> {
	Some(Consideration { price: native(amount), revenue: None })
}

fn revenue(asset: AssetId, amount: Amount) -> TheClause {
	Clause::RevenueAtLeast { asset, currency: NATIVE, amount }
}

fn propose(deal: &TheDeal) -> Call<Runtime> {
	Call::propose {
		to: deal.to.clone().into(),
		rights: deal.rights.to_vec(),
		clauses: deal.clauses.to_vec(),
		needed: deal.needed,
		consideration: deal.consideration.clone(),
		deadline: deal.deadline,
		text: deal.text,
	}
}

/// Signs what was agreed on, as it is read from nowhere but the deal itself.
fn accept(agreement: AgreementId, deal: &TheDeal) -> Call<Runtime> {
	let terms = deal.digest(&System::block_hash(0), agreement);
	Call::accept { agreement, terms }
}

/// Both sign in a block of their own.
fn agree(journey: &mut Journey, deal: &TheDeal) -> AgreementId {
	let agreement = pallet_rights::NextAgreementId::<Runtime>::get();
	journey.block(|| {
		succeed(Eve, propose(deal));
		succeed(Dave, accept(agreement, deal));
	});
	assert_eq!(stage(agreement), Stage::Accepted);
	agreement
}

fn stage(agreement: AgreementId) -> Stage {
	Rights::agreement(agreement).expect("proposed").stage
}

/// Since which block an agreement is where it is.
fn since(agreement: AgreementId) -> BlockNumber {
	Rights::agreement(agreement).expect("proposed").since
}

fn controller(asset: AssetId) -> AccountId {
	Provenance::asset_info(asset).expect("registered").head.controller
}

/// A work of Eve's in a block of its own.
fn work(journey: &mut Journey) -> AssetId {
	let asset = Provenance::next_asset_id();
	journey.block(|| {
		succeed(Eve, Assets::register_work { declaration: declaration(1), edges: vec![] })
	});
	asset
}

fn pay(asset: AssetId, amount: Amount) -> pallet_royalty::Call<Runtime> {
	pallet_royalty::Call::pay { asset, currency: NATIVE, amount, reference: None }
}

/// The events of the rights pallet.
fn of_rights(made: &Made) -> Vec<Event<Runtime>> {
	let rights = |event: &RuntimeEvent| match event {
		RuntimeEvent::Rights(event) => Some(event.clone()),
		_ => None,
	};
	made.events.iter().filter_map(rights).collect()
}

/// What an account paid for the transactions of a block.
fn fees(made: &Made, account: &AccountId) -> Amount {
	use pallet_transaction_payment::Event::TransactionFeePaid;
	let fee = |event: &RuntimeEvent| match event {
		RuntimeEvent::TransactionPayment(TransactionFeePaid { who, actual_fee, .. })
			if who == account =>
		{
			*actual_fee
		},
		_ => 0,
	};
	made.events.iter().map(fee).sum()
}
