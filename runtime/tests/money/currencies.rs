//! Money in currencies that people create here.

use animechain_primitives::{
	consent::{Audience, Price, StatedTerms},
	Terms,
};
use animechain_runtime::Assets as Fungibles;
use codec::Compact;
use pallet_royalty::Error;
use polkadot_sdk::{
	pallet_assets,
	sp_keyring::Sr25519Keyring::Dave,
	sp_runtime::{DispatchError, TokenError},
};

use super::*;
use crate::common::send;

type AssetsCall = pallet_assets::Call<Runtime, pallet_assets::Instance1>;

const ID: Compact<u32> = Compact(7);
const COIN: Currency = Currency::WithId(7);
const LEAST: Amount = 1_000;
const SUPPLY: Amount = 1 << 90;
const AMOUNT: Amount = 777_777_777_777_777;

/// Dave's coin, of which Bob has all but the least balance, which is the pot's.
fn coin(journey: &mut Journey) {
	journey.block(|| {
		let admin = id(Dave).into();
		succeed(Dave, AssetsCall::create { id: ID, admin, min_balance: LEAST });
		let beneficiary = id(Bob).into();
		succeed(Dave, AssetsCall::mint { id: ID, beneficiary, amount: SUPPLY });
		let target = Royalty::pot().into();
		succeed(Bob, AssetsCall::transfer { id: ID, target, amount: LEAST });
		govern(Call::<Runtime>::register_currency { currency: COIN });
	});
}

fn issued() -> Amount {
	<Fungibles as Inspect<AccountId>>::total_issuance(7)
}

fn refused(error: Error<Runtime>) -> DispatchResult {
	Err(error.into())
}

#[test]
fn a_currency_is_let_in_once_and_after_the_pot_has_the_least_balance_of_it() {
	on_chain(|journey| {
		journey.block(|| succeed(Eve, work()));
		journey.block(|| {
			let register = |currency: &Currency| {
				let call = Call::<Runtime>::register_currency { currency: currency.clone() }.into();
				succeed(Alice, pallet_sudo::Call::<Runtime>::sudo { call: Box::new(call) });
				governed()
			};
			assert_eq!(register(&NATIVE), refused(Error::KnownCurrency));
			assert_eq!(register(&COIN), refused(Error::PotNotEndowed));
			let admin = id(Dave).into();
			succeed(Dave, AssetsCall::create { id: ID, admin, min_balance: LEAST });
			let beneficiary = id(Bob).into();
			succeed(Dave, AssetsCall::mint { id: ID, beneficiary, amount: SUPPLY });
			assert_eq!(register(&COIN), refused(Error::PotNotEndowed));
			assert_eq!(send(Bob, pay(0, &COIN, AMOUNT)), Ok(refused(Error::UnknownCurrency)));
			let target = Royalty::pot().into();
			succeed(Bob, AssetsCall::transfer { id: ID, target, amount: LEAST });
			assert_eq!(register(&COIN), Ok(()));
			assert_eq!(register(&COIN), refused(Error::KnownCurrency));
			let call = Call::<Runtime>::register_currency { currency: Currency::WithId(8) };
			assert_eq!(send(Alice, call), Ok(Err(DispatchError::BadOrigin)));
			succeed(Bob, pay(0, &COIN, 1));
		});
		assert_eq!((in_pot(&COIN), in_pot(&NATIVE)), (1, 0));
	});
}

#[test]
fn revenue_in_a_coin_climbs_beside_the_native_one_and_neither_is_made_or_lost() {
	on_chain(|journey| {
		coin(journey);
		let collection = lineage(journey);
		journey.block(|| {
			succeed(Bob, pay(5, &COIN, AMOUNT));
			succeed(Bob, pay(5, &NATIVE, 2 * AMOUNT));
		});
		assert!(journey.settle() <= 10);
		// An account that the chain does not know takes none: the native currency opens it.
		let contributor = &collection.leaves[0].contributor;
		journey.block(|| succeed(Ferdie, collection.claim(0, 0, &COIN)));
		assert_eq!(balance(&COIN, contributor), 0);
		let native = pay_everybody_out(journey, &collection, &NATIVE);
		let coins = pay_everybody_out(journey, &collection, &COIN);
		assert!(balance(&COIN, contributor) > 0);
		assert_eq!(native + in_pot(&NATIVE), 2 * AMOUNT);
		assert_eq!(coins + in_pot(&COIN), AMOUNT);
		assert!(in_pot(&COIN) < 14);
		assert_eq!(issued(), SUPPLY);
	});
}

#[test]
fn the_price_of_a_licence_in_a_coin_is_the_controllers_to_claim_and_waits_while_it_is_frozen() {
	on_chain(|journey| {
		coin(journey);
		journey.block(|| succeed(Eve, work()));
		let price = Price { currency: COIN, amount: AMOUNT };
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
		let accept = |max_price| pallet_consent::Call::<Runtime>::accept_offer {
			offer: 0,
			max_price: Some(max_price),
			max_share: Permill::zero(),
			terms,
		};
		let dearer = pallet_consent::Error::<Runtime>::PriceExceedsMax;
		let frozen = Err(DispatchError::Token(TokenError::Frozen));
		let of_eve = claim_for(&id(Eve), &[0], &COIN);
		journey.block(|| {
			let publish =
				pallet_consent::Call::publish_offer { asset: 0, stated: Box::new(stated) };
			succeed(Eve, publish);
			let native = Price { currency: NATIVE, amount: AMOUNT };
			assert_eq!(send(Bob, accept(native)), Ok(Err(dearer.into())));
			succeed(Bob, accept(price.clone()));
		});
		assert_eq!(Royalty::pool(0, COIN).map(|pool| pool.to_holders), Some(AMOUNT));
		journey.block(|| {
			succeed(Dave, AssetsCall::freeze_asset { id: ID });
			let licences = pallet_consent::NextLicenceId::<Runtime>::get();
			assert_eq!(send(Bob, accept(price)), Ok(frozen));
			assert_eq!(send(Bob, pay(0, &COIN, 1)), Ok(frozen));
			assert_eq!(send(Ferdie, of_eve.clone()), Ok(frozen));
			assert_eq!(pallet_consent::NextLicenceId::<Runtime>::get(), licences);
		});
		assert_eq!((in_pot(&COIN), balance(&COIN, &id(Eve))), (AMOUNT, 0));
		journey.block(|| {
			succeed(Dave, AssetsCall::thaw_asset { id: ID });
			succeed(Ferdie, of_eve);
		});
		assert_eq!((in_pot(&COIN), balance(&COIN, &id(Eve))), (0, AMOUNT));
		assert_eq!(issued(), SUPPLY);
	});
}

#[test]
fn a_frozen_coin_climbs_and_nothing_in_another_currency_waits_for_it() {
	on_chain(|journey| {
		coin(journey);
		let collection = lineage(journey);
		journey.block(|| {
			succeed(Bob, pay(5, &COIN, AMOUNT));
			succeed(Bob, pay(5, &NATIVE, AMOUNT));
			succeed(Dave, AssetsCall::freeze_asset { id: ID });
		});
		assert!(journey.settle() <= 10);
		// Handing on moves nothing out of the pot.
		assert!(Royalty::pool(0, COIN).is_some_and(|pool| pool.inflow > 0));
		let native = pay_everybody_out(journey, &collection, &NATIVE);
		assert_eq!(native + in_pot(&NATIVE), AMOUNT);
		let pools = vec![(5, NATIVE), (5, COIN)];
		paid(journey, 5, AMOUNT);
		journey.block(|| {
			let both = Call::claim_for { account: id(Eve).into(), pools };
			let frozen = Err(DispatchError::Token(TokenError::Frozen));
			assert_eq!(send(Ferdie, both), Ok(frozen), "all of it or nothing");
			succeed(Ferdie, claim_for(&id(Eve), &[5], &NATIVE));
			succeed(Dave, AssetsCall::thaw_asset { id: ID });
		});
		let coins = pay_everybody_out(journey, &collection, &COIN);
		assert_eq!(coins + in_pot(&COIN), AMOUNT);
	});
}

/// A transfer of the assets pallet takes an amount before it finds that it cannot give it, if the amount and the
/// supply together do not fit.
#[test]
fn of_a_coin_of_which_there_is_as_much_as_can_be_no_payment_is_lost() {
	on_chain(|journey| {
		journey.block(|| succeed(Eve, work()));
		let beneficiary = || id(Bob).into();
		journey.block(|| {
			let admin = id(Dave).into();
			succeed(Dave, AssetsCall::create { id: ID, admin, min_balance: LEAST });
			let amount = Amount::MAX - LEAST;
			succeed(Dave, AssetsCall::mint { id: ID, beneficiary: beneficiary(), amount });
			let pot = Royalty::pot().into();
			succeed(Dave, AssetsCall::mint { id: ID, beneficiary: pot, amount: LEAST });
			govern(Call::<Runtime>::register_currency { currency: COIN });
		});
		journey.block(|| {
			let before = balance(&COIN, &id(Bob));
			assert_eq!(send(Bob, pay(0, &COIN, 1)), Ok(refused(Error::TooMuch)));
			assert_eq!((balance(&COIN, &id(Bob)), in_pot(&COIN)), (before, 0));
			// As soon as there is room for it, it is paid.
			succeed(Dave, AssetsCall::burn { id: ID, who: beneficiary(), amount: AMOUNT });
			succeed(Bob, pay(0, &COIN, AMOUNT));
			assert_eq!(in_pot(&COIN), AMOUNT);
		});
		// And on the way out: somebody issues more meanwhile.
		let of_eve = claim_for(&id(Eve), &[0], &COIN);
		journey.block(|| {
			let issue = AssetsCall::mint { id: ID, beneficiary: beneficiary(), amount: 1 };
			succeed(Dave, issue);
			assert_eq!(send(Ferdie, of_eve.clone()), Ok(refused(Error::TooMuch)));
			assert_eq!((balance(&COIN, &id(Eve)), in_pot(&COIN)), (0, AMOUNT));
			succeed(Dave, AssetsCall::burn { id: ID, who: beneficiary(), amount: 1 });
			succeed(Ferdie, of_eve);
		});
		assert_eq!((balance(&COIN, &id(Eve)), in_pot(&COIN)), (AMOUNT, 0));
		assert_eq!(issued(), Amount::MAX - AMOUNT);
	});
}

/// Pools and prices name a currency by its number.
#[test]
fn the_number_of_a_currency_that_was_let_in_is_never_another_currencys() {
	on_chain(|journey| {
		coin(journey);
		let create = |id| {
			let admin = crate::id(Dave).into();
			AssetsCall::create { id, admin, min_balance: 1 }
		};
		let destroy = |journey: &mut Journey, id| {
			journey.block(|| {
				succeed(Dave, AssetsCall::start_destroy { id });
				succeed(Dave, AssetsCall::destroy_accounts { id });
				succeed(Dave, AssetsCall::finish_destroy { id });
			});
		};
		destroy(journey, ID);
		journey.block(|| {
			let failed = pallet_assets::Error::<Runtime, pallet_assets::Instance1>::CallbackFailed;
			assert_eq!(send(Dave, create(ID)), Ok(Err(failed.into())));
			assert_eq!(send(Bob, pay(0, &COIN, 1)), Ok(refused(Error::UnknownAsset)));
			succeed(Dave, create(Compact(8)));
		});
		// One that was never let in may come back.
		destroy(journey, Compact(8));
		journey.block(|| succeed(Dave, create(Compact(8))));
	});
}
