//! How the loss of an ancestor's standing climbs down to its descendants.

use animechain_primitives::{AssetId, AssetKind, Edge, Grounds, Head, Relation};
use codec::Encode;
use polkadot_sdk::{
	frame_support::{
		assert_noop, assert_ok,
		dispatch::{CheckIfFeeless, GetDispatchInfo},
		pallet_prelude::TransactionSource,
		traits::Authorize,
	},
	frame_system::RawOrigin,
	sp_runtime::{
		transaction_validity::InvalidTransaction, DispatchError::BadOrigin, DispatchResult,
	},
};

use crate::{mock::*, weights::WeightInfo, Call, Config, Error, Event};

fn refresh(asset: AssetId) -> DispatchResult {
	Provenance::refresh(signed(STRANGER), asset).map(|_| ()).map_err(|error| error.error)
}

fn withdraw(asset: AssetId) {
	assert_ok!(Provenance::withdraw(signed(STUDIO), asset, Grounds::default()));
}

fn reinstate(asset: AssetId) {
	assert_ok!(Provenance::reinstate(signed(STUDIO), asset, Grounds::default()));
}

fn nothing_to_refresh(assets: impl IntoIterator<Item = AssetId>) {
	for asset in assets {
		assert_noop!(refresh(asset), Error::<Test>::NothingToRefresh);
	}
}

fn affected<const N: usize>(assets: [AssetId; N]) -> [Option<AssetId>; N] {
	assets.map(|asset| head(asset).affected_by)
}

fn including(parents: &[AssetId]) -> Vec<Edge> {
	parents.iter().map(|parent| edge(Relation::Includes, *parent, 1)).collect()
}

fn compose(edges: Vec<Edge>) -> AssetId {
	registered(|| register(STUDIO, AssetKind::Dataset, declaration(2), edges))
}

#[test]
fn a_loss_climbs_down_one_generation_per_call() {
	run(|| {
		let drawing = work();
		let set = dataset(drawing);
		let net = model(set);
		let picture = output(net);
		let all = [drawing, set, net, picture];
		nothing_to_refresh(all);

		withdraw(drawing);
		nothing_to_refresh([drawing, net, picture]);
		assert_eq!(affected(all), [None; 4]);
		let before = head(set);
		events();
		assert_ok!(refresh(set));
		let change = Event::Refreshed { asset: set, affected_by: Some(drawing) };
		assert_eq!(events(), [change]);
		assert_eq!(head(set), Head { affected_by: Some(drawing), ..before });
		assert_eq!(affected(all), [None, Some(drawing), None, None]);
		nothing_to_refresh([drawing, set, picture]);
		assert_ok!(refresh(net));
		assert_ok!(refresh(picture));
		assert_eq!(affected(all), [None, Some(drawing), Some(drawing), Some(drawing)]);

		// And so does its return.
		reinstate(drawing);
		nothing_to_refresh([drawing, net, picture]);
		events();
		assert_ok!(refresh(set));
		assert_eq!(events(), [Event::Refreshed { asset: set, affected_by: None }]);
		assert_ok!(refresh(net));
		assert_ok!(refresh(picture));
		assert_eq!(affected(all), [None; 4]);
		nothing_to_refresh(all);
	});
}

#[test]
fn the_oldest_cause_is_named() {
	run(|| {
		let (a, b, c) = (work(), work(), work());
		let upper = compose(including(&[c, b]));
		let lower = compose(including(&[upper, a]));
		withdraw(c);
		assert_ok!(refresh(upper));
		assert_ok!(refresh(lower));
		assert_eq!(affected([upper, lower]), [Some(c), Some(c)]);
		withdraw(b);
		nothing_to_refresh([lower]);
		assert_ok!(refresh(upper));
		assert_ok!(refresh(lower));
		assert_eq!(affected([upper, lower]), [Some(b), Some(b)]);
		withdraw(a);
		nothing_to_refresh([upper]);
		assert_ok!(refresh(lower));
		assert_eq!(affected([upper, lower]), [Some(b), Some(a)]);
		// A parent that lost its own standing is named by what affects it, if that is older.
		withdraw(upper);
		nothing_to_refresh([lower]);
		reinstate(a);
		assert_ok!(refresh(lower));
		assert_eq!(affected([lower]), [Some(b)]);
		reinstate(b);
		reinstate(c);
		assert_ok!(refresh(upper));
		assert_ok!(refresh(lower));
		assert_eq!(affected([upper, lower]), [None, Some(upper)]);
	});
}

#[test]
fn a_retired_parent_affects_nobody_and_every_other_loss_does() {
	run(|| {
		let (root, why) = (RuntimeOrigin::root, Grounds::default());
		let drawing = work();
		let set = dataset(drawing);
		assert_ok!(Provenance::retire(signed(STUDIO), drawing, why));
		nothing_to_refresh([set]);

		withdraw(drawing);
		assert_ok!(refresh(set));
		assert_ok!(Provenance::quarantine(root(), drawing, why));
		nothing_to_refresh([set]);
		reinstate(drawing);
		nothing_to_refresh([set]);
		assert_ok!(Provenance::lift_quarantine(root(), drawing, why));
		assert_ok!(refresh(set));
		assert_eq!(affected([set]), [None]);
		assert_ok!(Provenance::invalidate(root(), drawing, why));
		assert_ok!(refresh(set));
		assert_eq!(affected([set]), [Some(drawing)]);
	});
}

#[test]
fn an_affected_parent_is_refused() {
	run(|| {
		let drawing = work();
		let set = dataset(drawing);
		let train = || {
			let edges = vec![edge(Relation::TrainedOn, set, 1)];
			register(STUDIO, AssetKind::Model, declaration(3), edges)
		};
		withdraw(drawing);
		assert_ok!(train());
		assert_ok!(refresh(set));
		assert_noop!(train(), Error::<Test>::ParentAffected);
		// Its own standing is the graver news.
		withdraw(set);
		assert_noop!(train(), Error::<Test>::ParentNotClear);
		reinstate(set);
		assert_noop!(train(), Error::<Test>::ParentAffected);
		reinstate(drawing);
		assert_noop!(train(), Error::<Test>::ParentAffected);
		assert_ok!(refresh(set));
		assert_ok!(train());
	});
}

#[test]
fn a_cleansed_dataset_follows_one_that_something_was_withdrawn_from() {
	run(|| {
		let (kept, gone) = (work(), work());
		let first = compose(including(&[kept, gone]));
		withdraw(gone);
		assert_ok!(refresh(first));
		let version = edge(Relation::VersionOf, first, 0);
		let follow = |with: &[AssetId]| {
			let edges = [vec![version], including(with)].concat();
			register(STUDIO, AssetKind::Dataset, declaration(2), edges)
		};
		assert_noop!(follow(&[]), Error::<Test>::ParentAffected);
		assert_noop!(follow(&[kept, gone]), Error::<Test>::ParentNotClear);
		let second = registered(|| follow(&[kept]));
		assert_eq!(head(second).affected_by, None);
		nothing_to_refresh([second]);
		assert_eq!(head(second).composition, head(kept).composition);
		assert_eq!(head(second).generation, head(first).generation + 1);
		// Even when the first version itself is withdrawn, or was never valid.
		withdraw(first);
		let invalid = Provenance::invalidate(RuntimeOrigin::root(), first, Grounds::default());
		assert_ok!(invalid);
		nothing_to_refresh([second]);
		assert_ok!(follow(&[kept]));
		// What it includes still counts.
		withdraw(kept);
		assert_ok!(refresh(second));
		assert_eq!(affected([second]), [Some(kept)]);
	});
}

#[test]
fn only_datasets_that_say_what_they_include_leave_their_version_behind() {
	run(|| {
		let first = model(dataset(work()));
		let training = dataset(work());
		let second = registered(|| {
			let edges =
				vec![edge(Relation::VersionOf, first, 1), edge(Relation::TrainedOn, training, 1)];
			register(STUDIO, AssetKind::Model, declaration(3), edges)
		});
		let set = dataset(work());
		let renamed = compose(vec![edge(Relation::VersionOf, set, 0)]);
		withdraw(first);
		withdraw(set);
		assert_ok!(refresh(second));
		assert_ok!(refresh(renamed));
		assert_eq!(affected([second, renamed]), [Some(first), Some(set)]);
	});
}

#[test]
fn an_asset_that_is_not_there_is_not_refreshed() {
	run(|| {
		let missing = work() + 1;
		assert_noop!(refresh(missing), Error::<Test>::UnknownAsset);
		assert!(!Call::<Test>::refresh { asset: missing }.is_feeless(&signed(STUDIO)));
	});
}

#[test]
fn anybody_refreshes_for_free_exactly_if_it_changes_something() {
	run(|| {
		let drawing = work();
		let sets = [dataset(drawing), dataset(drawing)];
		let free =
			|asset, origin: RuntimeOrigin| Call::<Test>::refresh { asset }.is_feeless(&origin);
		let (who, authorized) = (|| signed(UNSEEN), || RuntimeOrigin::from(RawOrigin::Authorized));
		assert!(!free(sets[0], who()) && !free(sets[0], authorized()));
		withdraw(drawing);
		assert!(free(sets[0], who()) && free(sets[0], authorized()));
		for origin in [RawOrigin::None, RawOrigin::Root] {
			assert_noop!(Provenance::refresh(origin.into(), sets[0]), BadOrigin);
		}
		assert_ok!(Provenance::refresh(who(), sets[0]));
		assert_ok!(Provenance::refresh(authorized(), sets[1]));
		assert_eq!(affected(sets), [Some(drawing); 2]);
		assert!(!free(sets[0], who()));
		assert_noop!(Provenance::refresh(authorized(), sets[0]), Error::<Test>::NothingToRefresh);
	});
}

#[test]
fn without_a_signature_only_what_changes_something_is_let_in() {
	run(|| {
		let drawing = work();
		let (set, other) = (dataset(drawing), dataset(drawing));
		let ask = |asset| {
			let call = Call::<Test>::refresh { asset };
			call.authorize(TransactionSource::External).expect("the call can be authorised")
		};
		let stale = Err(InvalidTransaction::Stale.into());
		assert_eq!(ask(set), stale);
		assert_eq!(ask(other + 1), stale);

		withdraw(drawing);
		let (valid, unspent) = ask(set).expect("changes something");
		assert_eq!(valid.provides, [("ProvenanceRefresh", (set, Some(drawing))).encode()]);
		assert_eq!(valid.requires, Vec::<Vec<u8>>::new());
		assert_eq!(valid.priority, 0, "after everything that pays");
		assert!(valid.propagate && valid.longevity == 64);
		type Weights = <Test as Config>::WeightInfo;
		assert_eq!(unspent, Weights::refresh(64) - Weights::refresh(1));
		assert_ne!(ask(other).expect("changes something").0.provides, valid.provides);

		assert_ok!(refresh(set));
		assert_eq!(ask(set), stale);
		reinstate(drawing);
		let (back, _) = ask(set).expect("changes something");
		assert_eq!(back.provides, [("ProvenanceRefresh", (set, None::<AssetId>)).encode()]);

		let unasked = Call::<Test>::withdraw { asset: drawing, grounds: Grounds::default() };
		assert_eq!(unasked.authorize(TransactionSource::Local), None);
	});
}

#[test]
fn a_refresh_weighs_the_parents_that_it_read() {
	run(|| {
		type Weights = <Test as Config>::WeightInfo;
		let parents: Vec<_> = (0..5).map(|_| work()).collect();
		let set = compose(including(&parents));
		withdraw(parents[3]);
		let most = Weights::refresh(64);
		let call = Call::<Test>::refresh { asset: set };
		assert_eq!(call.get_dispatch_info().call_weight, most);
		assert_eq!(call.weight_of_authorize(), most);
		let done = Provenance::refresh(signed(STRANGER), set).expect("changes something");
		assert_eq!(done.actual_weight, Some(Weights::refresh(5)));
	});
}

#[test]
fn only_so_many_are_free_in_a_block() {
	run(|| {
		let drawing = work();
		let sets: Vec<_> = (0..66).map(|_| dataset(drawing)).collect();
		withdraw(drawing);
		let free = |asset| Call::<Test>::refresh { asset }.is_feeless(&signed(STRANGER));
		let let_in = |asset| {
			let call = Call::<Test>::refresh { asset };
			let verdict = call.authorize(TransactionSource::External).expect("can be authorised");
			verdict.map(|_| ())
		};
		for set in &sets[..64] {
			assert!(free(*set));
			assert_ok!(refresh(*set));
		}
		assert!(!free(sets[64]));
		assert_eq!(let_in(sets[64]), Err(InvalidTransaction::ExhaustsResources.into()));
		// For a fee it goes on, and in the next block it is free again.
		assert_ok!(refresh(sets[64]));
		System::set_block_number(System::block_number() + 1);
		assert!(free(sets[65]));
		assert_eq!(let_in(sets[65]), Ok(()));
	});
}
