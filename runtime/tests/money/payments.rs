//! Money in, and up.

use animechain_primitives::consent::{Audience, Price, StatedTerms};
use animechain_primitives::Terms;
use animechain_runtime::configs::provenance::StorageHoldReason;
use pallet_royalty::Error;
use polkadot_sdk::{frame_support::traits::fungible::InspectHold, sp_keyring::Sr25519Keyring::One};

use super::*;
use crate::common::send;

const AMOUNT: Amount = 777_777_777_777_777;

#[test]
fn a_payment_climbs_five_levels_by_itself_and_everybody_is_paid_to_the_planck() {
	on_chain(|journey| {
		let collection = lineage(journey);
		let expected = Royalty::flow(5, NATIVE, AMOUNT).expect("everything is known");
		assert_eq!(expected.rows.len(), 6);
		let made = paid(journey, 5, AMOUNT);
		let blocks = journey.settle();
		println!("five levels after {blocks} more blocks");
		assert!(blocks <= 10);

		for row in expected.rows {
			let pool = Royalty::pool(row.asset, NATIVE).expect("something came in");
			assert_eq!(pool.inflow, row.inflow);
			assert_eq!(pool.to_contributors, row.contributors);
			assert_eq!(pool.to_holders, row.holders);
		}
		let pulled = |event: &Event<Runtime>| matches!(event, Event::Pulled { .. });
		let pulls = of_royalty(&made).iter().filter(|event| pulled(event)).count();
		assert!(blocks > 0 || pulls == 5, "each level once");

		let out = pay_everybody_out(journey, &collection, &NATIVE);
		// Five edges, three leaves and six assets keep less than a planck each, for later payments.
		assert_eq!(out + in_pot(&NATIVE), AMOUNT);
		assert!(in_pot(&NATIVE) < 14, "{} are left", in_pot(&NATIVE));
	});
}

#[test]
fn any_amount_from_one_planck_on_is_kept_to_the_planck() {
	on_chain(|journey| {
		let collection = lineage(journey);
		let mut sum = 0;
		for amount in [1, 2, 3, 999_999, EXISTENTIAL_DEPOSIT - 1, EXISTENTIAL_DEPOSIT + 1, AMOUNT] {
			paid(journey, 5, amount);
			sum += amount;
		}
		journey.settle();
		let out = pay_everybody_out(journey, &collection, &NATIVE);
		assert_eq!(out + in_pot(&NATIVE), sum);
		assert!(in_pot(&NATIVE) < 14);
	});
}

#[test]
fn the_payer_pays_the_amount_the_fee_and_once_the_deposit_for_the_pool() {
	on_chain(|journey| {
		journey.block(|| succeed(Eve, work()));
		let held = || Balances::balance_on_hold(&StorageHoldReason::get(), &id(Bob));
		let deposit_after = |journey: &mut Journey| {
			let before = (balance(&NATIVE, &id(Bob)), held(), in_pot(&NATIVE));
			let made = paid(journey, 0, AMOUNT);
			let fee: Amount = made.events.iter().map(fee_in).sum();
			assert!(fee > 0);
			assert_eq!(before.0 - balance(&NATIVE, &id(Bob)), AMOUNT + fee);
			assert_eq!(in_pot(&NATIVE) - before.2, AMOUNT);
			held() - before.1
		};
		assert!(deposit_after(journey) > 0);
		assert_eq!(deposit_after(journey), 0);
	});
}

fn fee_in(event: &RuntimeEvent) -> Amount {
	use polkadot_sdk::pallet_transaction_payment::Event::TransactionFeePaid;
	match event {
		RuntimeEvent::TransactionPayment(TransactionFeePaid { actual_fee, .. }) => *actual_fee,
		_ => 0,
	}
}

#[test]
fn who_has_not_enough_pays_nothing() {
	on_chain(|journey| {
		journey.block(|| succeed(Eve, work()));
		journey.block(|| {
			let all = balance(&NATIVE, &id(Bob));
			assert!(matches!(send(Bob, pay(0, &NATIVE, all)), Ok(Err(_))));
			assert!(matches!(send(Bob, pay(0, &NATIVE, Amount::MAX)), Ok(Err(_))));
			let unknown = Error::<Runtime>::UnknownAsset;
			assert_eq!(send(Bob, pay(1, &NATIVE, 1)), Ok(Err(unknown.into())));
			assert_eq!(
				send(Bob, pay(0, &NATIVE, 0)),
				Ok(Err(Error::<Runtime>::NothingPaid.into()))
			);
		});
		assert_eq!((Royalty::pool(0, NATIVE), in_pot(&NATIVE)), (None, 0));
	});
}

/// Eve offers asset 0 at a price.
fn offer(amount: Amount) -> (Price, H256) {
	let price = Price { currency: NATIVE, amount };
	let stated = StatedTerms {
		terms: Terms::UNRESTRICTED,
		audience: Audience::Anyone,
		price: Some(price.clone()),
		share: Permill::zero(),
		quota: None,
		from: None,
		until: None,
		licence_period: None,
		transferable: false,
		legal: None,
	};
	let terms = stated.digest(0);
	succeed(Eve, pallet_consent::Call::publish_offer { asset: 0, stated: Box::new(stated) });
	(price, terms)
}

fn accept(offer: u64, (price, terms): (Price, H256)) -> pallet_consent::Call<Runtime> {
	let max_price = Some(price);
	pallet_consent::Call::accept_offer { offer, max_price, max_share: Permill::zero(), terms }
}

#[test]
fn the_price_of_a_licence_climbs_as_any_payment_does() {
	on_chain(|journey| {
		journey.block(|| succeed(Eve, work()));
		journey.block(|| {
			let offered = offer(AMOUNT);
			succeed(Bob, accept(0, offered));
		});
		assert_eq!(Royalty::pool(0, NATIVE).map(|pool| pool.inflow), Some(AMOUNT));
		let before = balance(&NATIVE, &id(Eve));
		journey.block(|| succeed(Ferdie, claim_for(&id(Eve), &[0], &NATIVE)));
		assert_eq!(balance(&NATIVE, &id(Eve)) - before, AMOUNT);
	});
}

#[test]
fn a_sale_below_the_least_balance_to_a_controller_without_one_waits_for_more() {
	on_chain(|journey| {
		journey.block(|| {
			succeed(Eve, work());
			let offered = offer(1);
			let to = id(One).into();
			succeed(Eve, Assets::transfer_control { asset: 0, to });
			succeed(Bob, accept(0, offered));
		});
		let made = journey.block(|| succeed(Ferdie, claim_for(&id(One), &[0], &NATIVE)));
		let waits = Event::PayoutWaits { account: id(One), currency: NATIVE, amount: 1 };
		assert_eq!(of_royalty(&made), [waits]);
		assert_eq!((balance(&NATIVE, &id(One)), in_pot(&NATIVE)), (0, 1));
		paid(journey, 0, EXISTENTIAL_DEPOSIT - 1);
		journey.block(|| succeed(Ferdie, claim_for(&id(One), &[0], &NATIVE)));
		assert_eq!((balance(&NATIVE, &id(One)), in_pot(&NATIVE)), (EXISTENTIAL_DEPOSIT, 0));
	});
}
