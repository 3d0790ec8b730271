//! What a dishonest party, or a stranger, would try.

use animechain_primitives::{
	consent::StatedTerms,
	rights::{Clause, Right, Stage},
	Authority, Edge, Relation,
};
use polkadot_sdk::{
	frame_support::{
		assert_ok,
		storage::{transactional::TRANSACTIONAL_LIMIT, with_storage_layer},
		traits::Hooks,
	},
	sp_runtime::{DispatchError, DispatchResult, TransactionalError},
};

use crate::{execution::LAYERS, mock::*, Error, WeightInfo as _};

/// A call inside so many others.
fn nested(others: u32, call: &mut dyn FnMut() -> DispatchResult) -> DispatchResult {
	match others.checked_sub(1) {
		None => call(),
		Some(others) => with_storage_layer(|| nested(others, call)),
	}
}

/// Inside so many others a call can just be dispatched.
const DEEPEST: u32 = TRANSACTIONAL_LIMIT - 1;

#[test]
fn nesting_a_call_as_deep_as_possible_does_not_fail_the_agreement() {
	let depths = [0, DEEPEST - LAYERS as u32 - 1, DEEPEST - LAYERS as u32];
	for depth in depths.into_iter().chain(DEEPEST - LAYERS as u32 + 1..=DEEPEST) {
		run(|| {
			let asset = work();
			let deal = draft(&[control(asset)], &[revenue(asset, 100)]);
			let id = deal.shared(COIN, 1_000, asset, percent(30)).agree();
			assert_ok!(nested(depth, &mut || pay_by(BUYER, asset, COIN, 100)));
			check_invariants();
			assert_ne!(stage(id), Stage::Failed, "inside {depth} others");
			idle();
			assert_eq!(stage(id), Stage::Executed, "inside {depth} others");
			assert_eq!((kept(STUDIO, COIN), kept(COMMITTEE, COIN)), (0, 0));
		});
	}
}

/// What has room for all it may need ends in the call that makes it ready, however deep that is.
#[test]
fn an_approval_with_room_for_the_end_executes_at_once() {
	let last = DEEPEST - LAYERS as u32;
	for (depth, at_once) in [(0, true), (100, true), (last, true), (last + 1, false)] {
		run(|| {
			let asset = work();
			let id = draft(&[control(asset)], &[approved()]).agree();
			assert_ok!(nested(depth, &mut || approve(CLERK, id)));
			assert_eq!(stage(id) == Stage::Executed, at_once, "inside {depth} others");
			assert_eq!(is_ready(id), !at_once, "inside {depth} others");
			idle();
			assert_eq!((stage(id), controller(asset)), (Stage::Executed, COMMITTEE));
		});
	}
}

#[test]
fn only_somebody_or_the_scheduler_has_an_agreement_looked_at() {
	run(|| {
		let id = draft(&[control(work())], &[not_before(3)]).agree();
		System::set_block_number(3);
		refuses(DispatchError::BadOrigin, || plain(Rights::poke(RuntimeOrigin::none(), id)));
		assert_ok!(plain(Rights::poke(RuntimeOrigin::root(), id)));
		assert_eq!(stage(id), Stage::Executed);
	});
}

#[test]
fn poking_what_is_ready_from_as_deep_as_possible_does_not_fail_it() {
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[not_before(3)]).agree();
		System::set_block_number(3);
		assert_ok!(nested(DEEPEST, &mut || poke(id)));
		assert!(is_ready(id));
		idle();
		assert_eq!((stage(id), controller(asset)), (Stage::Executed, COMMITTEE));
	});
}

#[test]
fn what_goes_back_goes_back_from_no_depth_at_which_it_would_be_kept() {
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[approved()]).costs(COIN, 1_000).agree();
		System::set_block_number(21);
		let limit = TransactionalError::LimitReached;
		refuses(limit, || nested(DEEPEST - 1, &mut || poke(id)));
		assert_ok!(poke(id));
		assert_eq!((stage(id), kept(COMMITTEE, COIN)), (Stage::Expired, 0));
	});
}

#[test]
fn the_seller_cannot_keep_the_units_that_go_along_with_control() {
	run(|| {
		let (sold, promised) = (work(), work());
		let listings = [sold, promised].map(|asset| sale(STUDIO, control(asset), 1_000));
		// Whoever sees the buyer's transaction is faster.
		assert_ok!(transfer_shares(STUDIO, sold, CLERK, 1));
		draft(&[shares(promised, 1)], &[approved()]).agree();
		for id in listings {
			refuses(Error::<Test>::ListingEnded, || buy(id));
		}
	});
}

#[test]
fn the_seller_cannot_use_up_the_licence_that_is_for_sale() {
	run(|| {
		let parent = work_of(COMMITTEE);
		let stated = StatedTerms { quota: Some(2), ..terms_for(STUDIO) };
		let licence = licence_under(parent, STUDIO, stated);
		let id = sale(STUDIO, Right::Licence(licence), 1_000);
		let (relation, authority) = (Relation::DerivedFrom, Authority::Licence(licence));
		let edge = Edge { parent, relation, share: percent(0), authority };
		assert_ok!(Provenance::register_work(signed(STUDIO), declaration(), vec![edge]));
		refuses(Error::<Test>::ListingEnded, || buy(id));
		// As it is now it can be sold.
		assert_ok!(buy(sale(STUDIO, Right::Licence(licence), 500)));
	});
}

#[test]
fn anybody_takes_off_what_nobody_can_buy_any_more() {
	run(|| {
		let asset = work();
		let id = sale(STUDIO, control(asset), 1_000);
		refuses(Error::<Test>::NotSeller, || Rights::unlist(signed(BUYER), id));
		assert_ok!(transfer_control(STUDIO, asset, COMMITTEE));
		assert_ok!(Rights::unlist(signed(BUYER), id));
	});
}

#[test]
fn revenue_that_nobody_can_pay_is_not_waited_for() {
	run(|| {
		let (asset, invalid) = (work(), work());
		invalidate(invalid);
		let clause = Clause::RevenueAtLeast { asset, currency: OTHER_COIN, amount: 5 };
		let error = pallet_royalty::Error::<Test>::UnknownCurrency;
		draft(&[control(asset)], &[clause]).refused(error);
		let error = pallet_royalty::Error::<Test>::AssetInvalidated;
		draft(&[control(asset)], &[revenue(invalid, 5)]).refused(error);
	});
}

#[test]
fn an_asset_whose_units_its_controller_promised_is_not_retired() {
	run(|| {
		let asset = work();
		let id = draft(&[shares(asset, 1)], &[approved()]).agree();
		let error = pallet_provenance::Error::<Test>::UnitsPromised;
		refuses(error, || retire(STUDIO, asset));
		assert_ok!(approve(CLERK, id));
		assert_ok!(retire(STUDIO, asset));
	});
}

#[test]
fn poking_for_nothing_weighs_less_than_executing() {
	run(|| {
		let id = draft(&[control(work())], &[approved()]).agree();
		let refusal = Rights::poke(signed(NOBODY), id).expect_err("nothing to do");
		let weight = refusal.post_info.actual_weight.expect("told");
		assert_eq!(weight, <Test as crate::Config>::WeightInfo::poke());
	});
}

#[test]
fn revenue_that_nothing_waits_for_is_handed_on_at_no_price_of_its_own() {
	run(|| {
		use pallet_royalty::weights::{SubstrateWeight, WeightInfo as _};
		type W = SubstrateWeight<Test>;
		let (relation, authority) = (Relation::DerivedFrom, Authority::Control);
		let parents: Vec<_> = (0..64).map(|_| work()).collect();
		let edge = |parent: &u64| Edge { parent: *parent, relation, share: percent(1), authority };
		let edges = parents.iter().map(edge).collect();
		let asset = Provenance::next_asset_id();
		assert_ok!(Provenance::register_work(signed(STUDIO), declaration(), edges));
		for parent in &parents {
			pay(*parent, NATIVE, 100);
		}
		pay(asset, NATIVE, 1 << 40);
		let all = W::next_settlement()
			.saturating_add(W::begin_settlement())
			.saturating_add(W::settle_edge().saturating_mul(64));
		Royalty::on_idle(System::block_number(), all);
		assert!(parents.iter().all(|parent| inflow(*parent, NATIVE) > 100));
	});
}

#[test]
fn a_few_coins_too_many_in_escrow_hold_up_nothing() {
	run(|| {
		let asset = work();
		let id = draft(&[control(asset)], &[approved()]).costs(COIN, 1_000).agree();
		assert_ok!(Assets::transfer(signed(BUYER), 1, Rights::escrow(), LEAST_COIN - 1));
		let before = wealth(COIN, STUDIO);
		assert_ok!(approve(CLERK, id));
		assert_eq!((stage(id), kept(STUDIO, COIN)), (Stage::Executed, 0));
		assert_eq!(wealth(COIN, STUDIO), before + 1_000);
	});
}
