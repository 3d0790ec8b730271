//! What people do, as signed transactions through the whole pipeline.

mod common;

use animechain_primitives::{Contents, Grounds, Relation, Standing};
use animechain_runtime::{
	configs::provenance::StorageHoldReason, constants::currency::EXISTENTIAL_DEPOSIT, Balances,
	Provenance, Runtime,
};
use common::{declaration, edge, in_first_block, send, succeed};
use pallet_provenance::{Call, Error};
use polkadot_sdk::{
	frame_support::traits::fungible::{Inspect, InspectHold},
	pallet_balances,
	sp_core::H256,
	sp_keyring::Sr25519Keyring::{Alice, Bob, Ferdie, One},
	sp_runtime::{
		transaction_validity::{InvalidTransaction, TransactionValidityError},
		DispatchError, Permill, TokenError,
	},
};

fn work() -> Call<Runtime> {
	Call::register_work { declaration: declaration(1), edges: vec![] }
}

#[test]
fn from_a_collection_to_an_output() {
	in_first_block(|| {
		let money = Balances::total_balance(&Alice.to_account_id());
		let contents = Contents {
			root: H256::repeat_byte(1),
			leaves: 1_000_000,
			weight: 1_000_000,
			contributors_share: Permill::one(),
		};
		succeed(
			Alice,
			Call::register_collection { declaration: declaration(1), contents, edges: vec![] },
		);
		let includes = vec![edge(Relation::Includes, 0, 20)];
		succeed(Alice, Call::compose_dataset { declaration: declaration(2), edges: includes });
		let trained = vec![edge(Relation::TrainedOn, 1, 20)];
		succeed(Alice, Call::register_model { declaration: declaration(3), edges: trained });
		let generated = vec![edge(Relation::GeneratedBy, 2, 20)];
		succeed(
			Alice,
			Call::register_output { declaration: declaration(4), contents: None, edges: generated },
		);

		let output = Provenance::asset_info(3).expect("registered");
		assert_eq!(output.head.composition.opt_in, 1_000_000);
		assert_eq!(output.head.generation, 3);
		let page = Provenance::ancestors_of(3, None, 10).expect("exists");
		assert_eq!(page.rows.iter().map(|row| row.id).collect::<Vec<_>>(), [2, 1, 0]);

		let held = Balances::balance_on_hold(&StorageHoldReason::get(), &Alice.to_account_id());
		let fees = money - Balances::total_balance(&Alice.to_account_id());
		assert!(held > 0 && fees > 0);
	});
}

#[test]
fn control_can_be_handed_over_and_the_heir_retires() {
	in_first_block(|| {
		succeed(Alice, work());
		let transfer = |to| Call::transfer_control { asset: 0, to };
		let bob = Bob.to_account_id();
		succeed(Alice, transfer(bob.clone().into()));
		assert_eq!(
			send(Alice, Call::retire { asset: 0, grounds: Grounds::default() }),
			Ok(Err(Error::<Runtime>::NotController.into()))
		);
		succeed(Bob, Call::retire { asset: 0, grounds: Grounds::default() });
		let head = Provenance::asset_info(0).expect("registered").head;
		assert_eq!((head.controller.clone(), head.standing(1)), (bob, Standing::Retired));
	});
}

#[test]
fn whoever_cannot_pay_the_fee_is_turned_away_at_the_door() {
	in_first_block(|| {
		let payment: TransactionValidityError = InvalidTransaction::Payment.into();
		assert_eq!(send(One, work()), Err(payment));
		assert_eq!(Provenance::next_asset_id(), 0);
	});
}

#[test]
fn whoever_can_pay_the_fee_and_not_the_deposit_pays_the_fee_and_registers_nothing() {
	in_first_block(|| {
		// Enough for fees, less than the deposit for the first row.
		let gift = EXISTENTIAL_DEPOSIT * 14;
		let transfer = pallet_balances::Call::<Runtime>::transfer_keep_alive {
			dest: One.to_account_id().into(),
			value: gift,
		};
		succeed(Ferdie, transfer);
		assert_eq!(send(One, work()), Ok(Err(DispatchError::Token(TokenError::FundsUnavailable))));
		assert_eq!(Provenance::next_asset_id(), 0);
		let left = Balances::total_balance(&One.to_account_id());
		assert!(left > 0 && left < gift, "{left} of {gift} are left");
	});
}

#[test]
fn sixty_five_edges_have_a_named_error() {
	in_first_block(|| {
		succeed(Alice, work());
		let edges = vec![edge(Relation::DerivedFrom, 0, 0); 65];
		assert_eq!(
			send(Alice, Call::register_work { declaration: declaration(2), edges }),
			Ok(Err(Error::<Runtime>::TooManyEdges.into()))
		);
	});
}

#[test]
fn a_batch_that_fails_in_the_middle_changes_nothing() {
	in_first_block(|| {
		let batch = polkadot_sdk::pallet_utility::Call::<Runtime>::batch_all {
			calls: vec![
				work().into(),
				Call::<Runtime>::retire { asset: 7, grounds: Grounds::default() }.into(),
			],
		};
		assert_eq!(send(Alice, batch), Ok(Err(Error::<Runtime>::UnknownAsset.into())));
		assert_eq!(Provenance::next_asset_id(), 0);
		let held = Balances::balance_on_hold(&StorageHoldReason::get(), &Alice.to_account_id());
		assert_eq!(held, 0);
	});
}
