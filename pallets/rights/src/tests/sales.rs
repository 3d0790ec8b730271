//! Sales at a fixed price.

use animechain_primitives::{
	rights::{Listing, Right},
	Currency,
};
use polkadot_sdk::{
	frame_support::assert_ok,
	pallet_balances,
	sp_runtime::{DispatchError, Permill, TokenError},
};

use crate::{mock::*, Error, Event, Listings, NextListingId};

#[test]
fn a_listing_is_written_down_and_told() {
	run(|| {
		let asset = work();
		let listing = Listing {
			seller: STUDIO,
			right: control(asset),
			price: price(COIN, 50),
			revenue: percent(10),
			buyer: Some(BUYER),
			until: Some(9),
			version: 0,
			with_units: true,
		};
		events();
		assert_ok!(Rights::list(
			signed(STUDIO),
			control(asset),
			price(COIN, 50),
			percent(10),
			Some(BUYER),
			Some(9)
		));
		assert_eq!(Listings::<Test>::get(0), Some(listing.clone()));
		assert_eq!(events(), [Event::Listed { listing: 0, row: Box::new(listing) }]);
		assert_eq!(sale(STUDIO, control(asset), 60), 1);
		// Nothing is locked.
		assert_ok!(transfer_control(STUDIO, asset, COMMITTEE));
	});
}

#[test]
fn control_is_bought() {
	run(|| {
		let asset = work();
		let listing = sale(STUDIO, control(asset), 50);
		let before = [STUDIO, BUYER].map(|who| wealth(COIN, who));
		events();
		assert_ok!(buy(listing));
		let sold =
			Event::Sold { listing, buyer: BUYER, right: control(asset), price: price(COIN, 50) };
		assert_eq!(events(), [sold]);
		assert_eq!((controller(asset), units(asset, BUYER)), (BUYER, 1_000_000));
		assert_eq!(wealth(COIN, STUDIO) - before[0], 50);
		assert_eq!(before[1] - wealth(COIN, BUYER), 50);
		refuses(Error::<Test>::UnknownListing, || buy_by(CLERK, listing));
	});
}

#[test]
fn units_are_bought() {
	run(|| {
		let asset = work();
		let listings = [shares(asset, 300_000), shares(asset, 1)].map(|of| sale(STUDIO, of, 50));
		for listing in listings {
			assert_ok!(buy(listing));
		}
		assert_eq!((units(asset, BUYER), units(asset, STUDIO)), (300_001, 699_999));
		assert_eq!(controller(asset), STUDIO);
		assert_ok!(buy_by(CLERK, sale(BUYER, shares(asset, 300_001), 70)));
		assert_eq!((units(asset, BUYER), units(asset, CLERK)), (0, 300_001));
	});
}

#[test]
fn a_licence_is_bought() {
	run(|| {
		let asset = work_of(COMMITTEE);
		let licence = licence_of(asset, STUDIO);
		let listing =
			offer_for_sale(STUDIO, Right::Licence(licence), price(COIN, 100), percent(30));
		assert_ok!(buy(listing));
		assert_eq!(successor(licence), Some((licence + 1, BUYER)));
		// Its part is revenue of the asset that it is for.
		assert_eq!((inflow(asset, COIN), wealth(COIN, STUDIO)), (30, ENDOWMENT + 70));
		refuses(pallet_consent::Error::<Test>::NotLicensee, || {
			Rights::list(
				signed(STUDIO),
				Right::Licence(licence + 1),
				price(COIN, 9),
				percent(0),
				None,
				None,
			)
		});
	});
}

/// It is revenue of who has the units before the sale: a buyer does not pay itself.
#[test]
fn a_part_of_the_price_flows_as_revenue() {
	run(|| {
		let parent = work();
		for right in [0, 1] {
			let asset = derived(parent, percent(25));
			let right = if right == 0 { control(asset) } else { shares(asset, 1_000_000) };
			let before = (wealth(COIN, STUDIO), inflow(parent, COIN));
			let listing = offer_for_sale(STUDIO, right, price(COIN, 1_000), percent(40));
			assert_ok!(buy(listing));
			assert_eq!(units(asset, BUYER), 1_000_000);
			assert_eq!(wealth(COIN, STUDIO) - before.0, 600);
			assert_eq!(Royalty::claimable_of(STUDIO, asset), [(COIN, 300)]);
			assert_eq!(Royalty::claimable_of(BUYER, asset), []);
			idle();
			assert_eq!(inflow(parent, COIN) - before.1, 100);
		}
	});
}

#[test]
fn all_of_the_price_can_be_revenue() {
	run(|| {
		let asset = work();
		let before = wealth(COIN, STUDIO);
		assert_ok!(buy(offer_for_sale(STUDIO, control(asset), price(COIN, 7), Permill::one())));
		assert_eq!((wealth(COIN, STUDIO), inflow(asset, COIN)), (before, 7));
		let too_little = offer_for_sale(STUDIO, shares(work(), 1), price(COIN, 7), percent(1));
		assert_ok!(buy(too_little));
		assert_eq!(wealth(COIN, STUDIO), before + 7);
		// Nothing is left for the seller, and nothing is said to have moved.
		let listing = offer_for_sale(STUDIO, control(work()), price(NATIVE, 50), Permill::one());
		System::reset_events();
		assert_ok!(buy(listing));
		let moved = System::events().into_iter().filter_map(|record| match record.event {
			RuntimeEvent::Balances(pallet_balances::Event::Transfer { amount, .. }) => Some(amount),
			_ => None,
		});
		assert_eq!(moved.collect::<Vec<_>>(), [50]);
	});
}

#[test]
fn a_sale_in_a_currency_that_assets_cannot_be_paid_in_has_no_part_that_is_revenue() {
	run(|| {
		let asset = work();
		let whole = offer_for_sale(STUDIO, shares(asset, 1), price(OTHER_COIN, 50), percent(0));
		let part = offer_for_sale(STUDIO, shares(asset, 1), price(OTHER_COIN, 50), percent(10));
		assert_ok!(buy(whole));
		refuses(pallet_royalty::Error::<Test>::UnknownCurrency, || buy(part));
		let gone =
			offer_for_sale(STUDIO, shares(asset, 1), price(Currency::WithId(9), 50), percent(0));
		refuses(TokenError::UnknownAsset, || buy(gone));
	});
}

#[test]
fn only_what_one_can_hand_on_is_listed() {
	run(|| {
		let (asset, theirs) = (work(), work_of(BUYER));
		let (retired, invalid) = (work(), work());
		assert_ok!(retire(STUDIO, retired));
		invalidate(invalid);
		let licence = licence_of(theirs, BUYER);
		let fixed = animechain_primitives::consent::StatedTerms {
			transferable: false,
			..terms_for(STUDIO)
		};
		let fixed = licence_under(theirs, STUDIO, fixed);
		let list = |right, amount| {
			move || Rights::list(signed(STUDIO), right, price(COIN, amount), percent(0), None, None)
		};
		refuses(Error::<Test>::UnknownAsset, list(control(99), 50));
		refuses(Error::<Test>::NotController, list(control(theirs), 50));
		refuses(Error::<Test>::AssetRetired, list(control(retired), 50));
		refuses(Error::<Test>::AssetInvalidated, list(control(invalid), 50));
		refuses(Error::<Test>::AssetInvalidated, list(shares(invalid, 1), 50));
		refuses(Error::<Test>::NoUnits, list(shares(asset, 0), 50));
		refuses(Error::<Test>::NotEnoughUnits, list(shares(asset, 1_000_001), 50));
		refuses(Error::<Test>::NotEnoughUnits, list(shares(theirs, 1), 50));
		let licence = Right::Licence(licence);
		refuses(pallet_consent::Error::<Test>::NotLicensee, list(licence, 50));
		let fixed = Right::Licence(fixed);
		refuses(pallet_consent::Error::<Test>::NotTransferable, list(fixed, 50));
		refuses(Error::<Test>::AmountTooSmall, list(control(asset), 0));
		refuses(Error::<Test>::AmountTooSmall, list(control(asset), LEAST_COIN - 1));
		assert_ok!(list(control(asset), LEAST_COIN)());
	});
}

#[test]
fn a_listing_must_make_sense() {
	run(|| {
		let asset = work();
		go_to(5);
		let list = |buyer, until| {
			move || {
				let origin = signed(STUDIO);
				Rights::list(origin, control(asset), price(COIN, 50), percent(0), buyer, until)
			}
		};
		refuses(Error::<Test>::SameParty, list(Some(STUDIO), None));
		refuses(DispatchError::CannotLookup, list(Some(UNLISTED), None));
		refuses(Error::<Test>::DeadlinePassed, list(None, Some(4)));
		assert_ok!(list(Some(BUYER), Some(5))());
		refuses(DispatchError::BadOrigin, || {
			let root = RuntimeOrigin::root();
			Rights::list(root, control(asset), price(COIN, 50), percent(0), None, None)
		});
		let end = NextListingId::<Test>::get();
		NextListingId::<Test>::put(u64::MAX);
		refuses(Error::<Test>::TooMuch, list(None, None));
		NextListingId::<Test>::put(end);
	});
}

#[test]
fn whoever_is_named_buys_and_no_other() {
	run(|| {
		let asset = work();
		let origin = signed(STUDIO);
		assert_ok!(Rights::list(
			origin,
			control(asset),
			price(COIN, 50),
			percent(0),
			Some(COMMITTEE),
			None
		));
		refuses(Error::<Test>::NotForSigner, || buy(0));
		refuses(Error::<Test>::SameParty, || buy_by(STUDIO, 0));
		refuses(DispatchError::BadOrigin, || {
			plain(Rights::buy(RuntimeOrigin::root(), 0, price(COIN, 50)))
		});
		assert_ok!(buy_by(COMMITTEE, 0));
	});
}

#[test]
fn nobody_pays_more_than_it_said() {
	run(|| {
		let listing = sale(STUDIO, control(work()), 50);
		let most = |currency, amount| {
			move || plain(Rights::buy(signed(BUYER), listing, price(currency, amount)))
		};
		refuses(Error::<Test>::PriceExceedsMax, most(COIN, 49));
		refuses(Error::<Test>::PriceExceedsMax, most(NATIVE, 5_000));
		refuses(Error::<Test>::PriceExceedsMax, most(OTHER_COIN, 5_000));
		let before = wealth(COIN, BUYER);
		assert_ok!(most(COIN, 5_000)());
		assert_eq!(before - wealth(COIN, BUYER), 50);
	});
}

#[test]
fn a_listing_ends_with_its_last_block() {
	run(|| {
		let asset = work();
		for _ in 0..2 {
			let origin = signed(STUDIO);
			let until = Some(5);
			let right = shares(asset, 1);
			assert_ok!(Rights::list(origin, right, price(COIN, 50), percent(0), None, until));
		}
		go_to(5);
		refuses(Error::<Test>::NotSeller, || Rights::unlist(signed(CLERK), 0));
		assert_ok!(buy(0));
		go_to(6);
		refuses(Error::<Test>::ListingEnded, || buy(1));
		// Then anybody may clear it away.
		events();
		assert_ok!(Rights::unlist(signed(CLERK), 1));
		assert_eq!(events(), [Event::Unlisted { listing: 1 }]);
		assert_eq!(Listings::<Test>::iter().count(), 0);
	});
}

#[test]
fn the_seller_takes_it_off() {
	run(|| {
		let listing = sale(STUDIO, control(work()), 50);
		refuses(Error::<Test>::NotSeller, || Rights::unlist(signed(BUYER), listing));
		refuses(Error::<Test>::UnknownListing, || Rights::unlist(signed(STUDIO), listing + 1));
		refuses(DispatchError::BadOrigin, || Rights::unlist(RuntimeOrigin::root(), listing));
		assert_ok!(Rights::unlist(signed(STUDIO), listing));
		refuses(Error::<Test>::UnknownListing, || buy(listing));
		refuses(Error::<Test>::UnknownListing, || Rights::unlist(signed(STUDIO), listing));
		// Numbers are never used again.
		assert_eq!(sale(STUDIO, control(work()), 50), listing + 1);
	});
}

#[test]
fn what_was_sold_elsewhere_cannot_be_bought() {
	run(|| {
		let asset = work();
		let licence = licence_of(asset, STUDIO);
		let listings = [
			sale(STUDIO, control(asset), 50),
			sale(STUDIO, shares(asset, 600_000), 50),
			sale(STUDIO, Right::Licence(licence), 50),
		];
		assert_ok!(transfer_shares(STUDIO, asset, CLERK, 400_001));
		assert_ok!(transfer_control(STUDIO, asset, CLERK));
		assert_ok!(Consent::transfer_licence(signed(STUDIO), licence, CLERK));
		refuses(Error::<Test>::ListingEnded, || buy(listings[0]));
		refuses(Error::<Test>::NotEnoughUnits, || buy(listings[1]));
		refuses(pallet_consent::Error::<Test>::LicenceHandedOn, || buy(listings[2]));
		assert_eq!(Listings::<Test>::iter().count(), 3);
	});
}

#[test]
fn what_lost_its_standing_cannot_be_bought() {
	run(|| {
		let (retired, invalid) = (work(), work());
		let listings = [sale(STUDIO, control(retired), 50), sale(STUDIO, control(invalid), 50)];
		let units = sale(STUDIO, shares(retired, 1), 50);
		assert_ok!(retire(STUDIO, retired));
		invalidate(invalid);
		refuses(Error::<Test>::AssetRetired, || buy(listings[0]));
		refuses(Error::<Test>::AssetInvalidated, || buy(listings[1]));
		assert_ok!(buy(units));
	});
}

#[test]
fn who_cannot_pay_does_not_buy() {
	run(|| {
		let listing = sale(STUDIO, control(work()), 50);
		refuses(TokenError::FundsUnavailable, || buy_by(NOBODY, listing));
		assert_ok!(Provenance::sponsor_storage(signed(BUYER), NOBODY, 100_000));
		refuses(TokenError::FundsUnavailable, || buy_by(NOBODY, listing));
		assert_ok!(Assets::transfer(signed(BUYER), 1, NOBODY, 50 + LEAST_COIN));
		assert_ok!(buy_by(NOBODY, listing));
	});
}

/// Whoever sells something, and gets it back for more, does not sell it at the old price.
#[test]
fn a_listing_of_control_ends_when_control_moves() {
	run(|| {
		let asset = work();
		let cheap = sale(STUDIO, control(asset), 10);
		assert_ok!(Provenance::transfer_control(signed(STUDIO), asset, COMMITTEE));
		refuses(Error::<Test>::ListingEnded, || buy(cheap));
		let dear = sale(COMMITTEE, control(asset), 1_000);
		assert_ok!(buy_by(STUDIO, dear));
		refuses(Error::<Test>::ListingEnded, || buy(cheap));
		// Listed anew it is for sale again.
		let fair = sale(STUDIO, control(asset), 1_100);
		assert_ok!(buy(fair));
	});
}
