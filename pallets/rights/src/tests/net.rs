//! Revenue counts without what the parties pay in themselves.

use animechain_primitives::{consent::StatedTerms, rights::Stage};
use polkadot_sdk::{frame_support::assert_ok, sp_runtime::Permill};

use crate::{mock::*, Error, Event};

/// An agreement that waits for 100 coins, and its asset.
fn waits() -> (u64, u64) {
	let asset = work();
	(draft(&[control(asset)], &[revenue(asset, 100)]).agree(), asset)
}

#[test]
fn what_the_parties_pay_moves_the_threshold() {
	run(|| {
		let (id, asset) = waits();
		events();
		assert_ok!(pay_by(STUDIO, asset, COIN, 30));
		assert_ok!(pay_by(COMMITTEE, asset, COIN, 1_000));
		let own = |threshold| Event::OwnRevenue { agreement: id, clause: 0, threshold };
		assert_eq!(events(), [own(130), own(1_130)]);
		assert_eq!(waiting(asset, COIN), [(1_130, id)]);
		pay(asset, COIN, 99);
		assert_eq!((stage(id), inflow(asset, COIN)), (Stage::Accepted, 1_129));
		earn(asset, COIN, 1);
		assert_eq!(stage(id), Stage::Executed);
	});
}

/// A payment of one's own that would cross does not, nor does it let others' small change cross.
#[test]
fn nobody_buys_control_for_the_price_of_the_threshold() {
	run(|| {
		let (id, asset) = waits();
		pay(asset, COIN, 99);
		for _ in 0..3 {
			assert_ok!(pay_by(COMMITTEE, asset, COIN, 500));
			assert_ok!(pay_by(STUDIO, asset, COIN, 500));
		}
		assert_eq!((stage(id), waiting(asset, COIN)), (Stage::Accepted, vec![(3_100, id)]));
		go_to(21);
		assert_eq!((stage(id), controller(asset)), (Stage::Expired, STUDIO));
	});
}

#[test]
fn each_agreement_leaves_out_its_own_parties() {
	run(|| {
		let asset = work();
		let of = |to, units| {
			let under = draft(&[shares(asset, units)], &[revenue(asset, 100)]);
			under.between(STUDIO, to).agree()
		};
		let (committees, buyers, clerks) = (of(COMMITTEE, 1), of(BUYER, 2), of(CLERK, 4));
		// A party to one only.
		assert_ok!(pay_by(COMMITTEE, asset, COIN, 60));
		assert_eq!(waiting(asset, COIN), [(100, buyers), (100, clerks), (160, committees)]);
		// A party to all.
		assert_ok!(pay_by(STUDIO, asset, COIN, 7));
		assert_eq!(waiting(asset, COIN), [(107, buyers), (107, clerks), (167, committees)]);
		// This crosses the clerk's, moves the buyer's, and is not enough for the committee's.
		earn(asset, COIN, 40);
		assert_eq!([committees, buyers, clerks].map(stage)[2], Stage::Executed);
		assert_eq!(waiting(asset, COIN), [(147, buyers), (167, committees)]);
		assert_ok!(pay_by(CLERK, asset, COIN, 60));
		idle();
		assert_eq!([committees, buyers, clerks].map(stage), [Stage::Executed; 3]);
	});
}

/// Whatever is revenue and was paid by a party: here the price of a licence, a part of a consideration and a part
/// of the price of a sale.
#[test]
fn every_way_of_paying_revenue_counts_alike() {
	run(|| {
		let (id, asset) = waits();
		let stated = StatedTerms { price: Some(price(COIN, 60)), ..terms_for(COMMITTEE) };
		licence_under(asset, COMMITTEE, stated);
		assert_eq!(waiting(asset, COIN), [(160, id)]);
		let other = draft(&[control(work())], &[approved()])
			.shared(COIN, 50, asset, Permill::one())
			.agree();
		assert_ok!(approve(CLERK, other));
		assert_eq!(waiting(asset, COIN), [(210, id)]);
		let listing = offer_for_sale(STUDIO, shares(asset, 5), price(COIN, 100), percent(20));
		assert_ok!(buy_by(COMMITTEE, listing));
		assert_eq!(waiting(asset, COIN), [(230, id)]);
		assert_eq!(inflow(asset, COIN), 130);
		earn(asset, COIN, 100);
		assert_eq!(stage(id), Stage::Executed);
	});
}

/// Documented: what comes through a child is not the parties' any more, and what they paid before they agreed counts.
#[test]
fn what_this_does_not_stop() {
	run(|| {
		let asset = work();
		let child = derived(asset, percent(50));
		assert_ok!(pay_by(COMMITTEE, asset, COIN, 40));
		let id = draft(&[control(asset)], &[revenue(asset, 100)]).agree();
		assert_eq!(waiting(asset, COIN), [(100, id)]);
		assert_ok!(pay_by(COMMITTEE, child, COIN, 120));
		idle();
		assert_eq!((stage(id), inflow(asset, COIN)), (Stage::Executed, 100));
	});
}

#[test]
fn the_order_of_thresholds_follows() {
	run(|| {
		let asset = work();
		let of = |to, units, amount| {
			let under = draft(&[shares(asset, units)], &[revenue(asset, amount)]);
			under.between(STUDIO, to).agree()
		};
		let ids = [of(COMMITTEE, 1, 100), of(BUYER, 2, 150), of(COMMITTEE, 4, 200)];
		assert_eq!(waiting(asset, COIN), [(100, ids[0]), (150, ids[1]), (200, ids[2])]);
		assert_ok!(pay_by(COMMITTEE, asset, COIN, 70));
		assert_eq!(waiting(asset, COIN), [(150, ids[1]), (170, ids[0]), (270, ids[2])]);
		check_invariants();
		assert_ok!(pay_by(CLERK, asset, COIN, 80));
		idle();
		assert_eq!(ids.map(stage), [Stage::Accepted, Stage::Executed, Stage::Accepted]);
	});
}

/// More than can ever come in: it waits in vain, and harms nobody.
#[test]
fn the_largest_amount_there_is_can_be_waited_for() {
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[revenue(asset, u128::MAX)]).agree();
		assert_ok!(pay_by(STUDIO, asset, COIN, 1_000));
		assert_eq!(waiting(asset, COIN), [(u128::MAX, id)]);
		pay(asset, COIN, 1 << 90);
		go_to(21);
		assert_eq!(stage(id), Stage::Expired);
	});
}

#[test]
fn only_so_many_wait_for_the_revenue_of_an_asset_in_a_currency() {
	run(|| {
		let (asset, other) = (work(), work());
		let of = |clause: TheClause| draft(&[shares(asset, 1)], &[clause]);
		let ids: Vec<_> = (0..8).map(|number| of(revenue(asset, 100 + number)).agree()).collect();
		of(revenue(asset, 50)).agreeing_fails(Error::<Test>::TooManyWaiting);
		of(revenue(asset, 500)).agreeing_fails(Error::<Test>::TooManyWaiting);
		// Other pools have their own places.
		of(revenue(other, 100)).agree();
		let native = TheClause::RevenueAtLeast { asset, currency: NATIVE, amount: 100 };
		of(native).agree();
		// Once one is over its place is free.
		earn(asset, COIN, 100);
		assert_eq!(stage(ids[0]), Stage::Executed);
		let next = of(revenue(asset, 150)).agree();
		of(revenue(asset, 500)).agreeing_fails(Error::<Test>::TooManyWaiting);
		// One payment meets them all.
		pay(asset, COIN, 50);
		idle();
		assert!(ids.iter().chain([&next]).all(|id| stage(*id) == Stage::Executed));
		assert_eq!(units(asset, COMMITTEE), 9);
	});
}

/// Two clauses of one agreement are two places.
#[test]
fn half_a_place_is_not_enough() {
	run(|| {
		let (asset, other) = (work(), work());
		let of = |number: u128| draft(&[shares(asset, 1)], &[revenue(asset, 100 + number)]);
		for number in 0..8 {
			of(number).agree();
		}
		let two = [revenue(other, 500), revenue(asset, 600)];
		let before = waiting(asset, COIN);
		draft(&[shares(asset, 1)], &two).agreeing_fails(Error::<Test>::TooManyWaiting);
		assert_eq!((waiting(asset, COIN), waiting(other, COIN)), (before, vec![]));
		pay(asset, COIN, 100);
		draft(&[shares(asset, 1)], &two).agree();
	});
}

/// Strangers cannot take the places; who holds a unit can, and pays for each.
#[test]
fn only_who_has_to_do_with_an_asset_waits_for_its_revenue() {
	run(|| {
		let (asset, theirs) = (work(), work_of(BUYER));
		let by_buyer =
			|| draft(&[control(theirs)], &[revenue(asset, 100)]).between(BUYER, COMMITTEE);
		by_buyer().refused(Error::<Test>::UnrelatedRevenue);
		assert_ok!(transfer_shares(STUDIO, asset, BUYER, 1));
		by_buyer().refused(Error::<Test>::UnrelatedRevenue);
		let with_a_unit =
			draft(&[shares(asset, 1)], &[revenue(asset, 100)]).between(BUYER, COMMITTEE);
		let before = used(COMMITTEE);
		let id = with_a_unit.agree();
		assert!(used(COMMITTEE) > before + Rights::threshold_bytes());
		pay(asset, COIN, 100);
		assert_eq!(waiting(asset, COIN), [(200, id)]);
	});
}
