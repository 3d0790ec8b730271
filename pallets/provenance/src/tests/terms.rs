//! What the terms of parents permit, what others' permissions grant, and what a child inherits of both.

use animechain_primitives::{
	AssetId, AssetKind, Authority, Composition, Declaration, Edge, Intent, Purpose, Purposes,
	Relation, Standing, Terms,
};
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok, dispatch::GetDispatchInfo},
	sp_runtime::{DispatchError, DispatchResult, Permill, TokenError},
};

use crate::{mock::*, weights::WeightInfo, Call, Config, Error};

const TRAINING: [Purpose; 2] = [Purpose::AiTraining, Purpose::AiGenerativeTraining];

fn purposes(of: &[Purpose]) -> Purposes {
	of.iter().fold(Purposes::NONE, |set, purpose| set.with(*purpose))
}

fn terms(of: &[Purpose], commercial: bool, expires: Option<u64>) -> Terms<u64> {
	Terms { purposes: purposes(of), commercial, expires }
}

fn meant(of: &[Purpose], commercial: bool) -> Declaration {
	Declaration { intent: Intent { purposes: purposes(of), commercial }, ..declaration(5) }
}

fn by(authority: Authority, relation: Relation, parent: AssetId, percent: u32) -> Edge {
	Edge { authority, ..edge(relation, parent, percent) }
}

fn compose(who: AccountId, declared: Declaration, edges: Vec<Edge>) -> DispatchResult {
	register(who, AssetKind::Dataset, declared, edges)
}

/// A dataset of a stranger's, by an offer of everything until a block; nobody else's terms restrict it.
fn expiring(expires: u64) -> AssetId {
	let drawing = work();
	let authority = Authority::Offer(expires);
	grant(authority, drawing, Terms { expires: Some(expires), ..Terms::UNRESTRICTED });
	let edges = vec![by(authority, Relation::Includes, drawing, 0)];
	registered(|| compose(STRANGER, declaration(2), edges))
}

#[test]
fn a_child_inherits_the_meet_of_what_was_granted() {
	use Purpose::{AiGenerativeTraining, AiTraining, DataMining, Derivative};
	run(|| {
		let (a, b, mine) = (work(), work(), work());
		assert_ok!(Provenance::transfer_control(signed(STUDIO), mine, STRANGER));
		let (offer, licence) = (Authority::Offer(7), Authority::Licence(7));
		grant(offer, a, terms(&[AiTraining, DataMining, Derivative], true, Some(90)));
		grant(licence, b, terms(&[AiTraining, AiGenerativeTraining, DataMining], false, Some(50)));
		let edges = vec![
			by(offer, Relation::Includes, a, 30),
			by(licence, Relation::Includes, b, 20),
			edge(Relation::Includes, mine, 0),
		];
		let declared = meant(&[AiTraining], false);
		let set = registered(|| compose(STRANGER, declared, edges.clone()));
		let met = terms(&[AiTraining, DataMining], false, Some(50));
		assert_eq!(head(set).terms, met);
		// The authorities are recorded, and each was asked once for exactly this.
		assert_eq!(Provenance::edges_of(set), Some(edges));
		let asked = |asset, authority, percent| {
			let purposes = purposes(&[AiTraining]);
			(STRANGER, asset, authority, purposes, false, Permill::from_percent(percent))
		};
		assert_eq!(Requests::get(), [asked(a, offer, 30), asked(b, licence, 20)]);

		// A grandchild inherits the same, whatever else it is made from.
		let net = registered(|| {
			let edges = vec![edge(Relation::TrainedOn, set, 1), edge(Relation::TrainedOn, mine, 1)];
			register(STRANGER, AssetKind::Model, meant(&[AiTraining], false), edges)
		});
		assert_eq!(head(net).terms, met);
	});
}

#[test]
fn an_offer_grants_no_more_than_its_asset_has() {
	run(|| {
		let source = work();
		let first = Authority::Offer(0);
		grant(first, source, terms(&TRAINING, false, Some(20)));
		let edges = vec![by(first, Relation::Includes, source, 0)];
		let set = registered(|| compose(STRANGER, meant(&TRAINING, false), edges));
		// The controller of the dataset offers more than it has itself.
		let second = Authority::Offer(1);
		grant(second, set, Terms::UNRESTRICTED);
		let train = |declared| {
			let edges = vec![by(second, Relation::TrainedOn, set, 0)];
			register(STUDIO, AssetKind::Model, declared, edges)
		};
		assert_noop!(train(meant(&TRAINING, true)), Error::<Test>::CommercialUseNotPermitted);
		let net = registered(|| train(meant(&TRAINING, false)));
		assert_eq!(head(net).terms, terms(&TRAINING, false, Some(20)));
	});
}

#[test]
fn a_purpose_that_a_parent_does_not_permit_is_refused() {
	use Purpose::{AiInference, AiTraining, DataMining, Derivative, Distribution};
	run(|| {
		// For each relation that needs a purpose: everything but that one does not do, that one alone does.
		let cases = [
			(Relation::Includes, AssetKind::Dataset, DataMining),
			(Relation::TrainedOn, AssetKind::Model, AiTraining),
			(Relation::DerivedFrom, AssetKind::Work, Derivative),
			(Relation::ConditionedOn, AssetKind::Work, Derivative),
			(Relation::FineTunedFrom, AssetKind::Model, Derivative),
			(Relation::GeneratedBy, AssetKind::Output, AiInference),
		];
		for (number, (relation, kind, needed)) in cases.into_iter().enumerate() {
			let parent = match relation {
				Relation::FineTunedFrom | Relation::GeneratedBy => model(dataset(work())),
				_ => work(),
			};
			let intent = match kind {
				AssetKind::Dataset | AssetKind::Model => needed,
				_ => Distribution,
			};
			let authority = Authority::Licence(number as u64);
			let permit = |granted: &[Purpose]| {
				grant(authority, parent, terms(granted, true, None));
			};
			let attempt = |intent: &[Purpose]| {
				let edges = vec![by(authority, relation, parent, 0)];
				register(STRANGER, kind, meant(intent, true), edges)
			};
			let others: Vec<_> =
				Purpose::ALL.into_iter().filter(|purpose| *purpose != needed).collect();
			permit(&others);
			assert_noop!(attempt(&[intent]), Error::<Test>::PurposeNotPermitted);
			permit(&[needed]);
			let enough = if intent == needed { attempt(&[intent]) } else { attempt(&[]) };
			assert_ok!(enough);
		}
	});
}

#[test]
fn commercial_use_needs_every_parents_consent() {
	run(|| {
		let (free, strict) = (work(), work());
		let authority = Authority::Offer(0);
		grant(authority, strict, terms(&TRAINING, false, None));
		assert_ok!(Provenance::transfer_control(signed(STUDIO), free, STRANGER));
		let edges = || {
			let strict = by(authority, Relation::Includes, strict, 0);
			vec![edge(Relation::Includes, free, 0), strict]
		};
		assert_noop!(
			compose(STRANGER, meant(&TRAINING, true), edges()),
			Error::<Test>::CommercialUseNotPermitted
		);
		let set = registered(|| compose(STRANGER, meant(&TRAINING, false), edges()));
		// Neither by control, nor by a new version.
		for (relation, kind) in
			[(Relation::TrainedOn, AssetKind::Model), (Relation::VersionOf, AssetKind::Dataset)]
		{
			let attempt = |commercial| {
				register(STRANGER, kind, meant(&TRAINING, commercial), vec![edge(relation, set, 0)])
			};
			assert_noop!(attempt(true), Error::<Test>::CommercialUseNotPermitted);
			assert_ok!(attempt(false));
		}
	});
}

#[test]
fn datasets_and_models_say_which_training_they_are_for() {
	use Purpose::{AiInference, AiTraining, DataMining, Derivative, Distribution};
	run(|| {
		let drawing = work();
		let include = |intent: &[Purpose]| {
			compose(STUDIO, meant(intent, true), vec![edge(Relation::Includes, drawing, 0)])
		};
		let train = |intent: &[Purpose]| {
			let edges = vec![edge(Relation::TrainedOn, drawing, 0)];
			register(STUDIO, AssetKind::Model, meant(intent, true), edges)
		};
		for intent in [&[][..], &[AiInference, Derivative, Distribution]] {
			assert_noop!(include(intent), Error::<Test>::TrainingNotDeclared);
			assert_noop!(train(intent), Error::<Test>::TrainingNotDeclared);
		}
		assert_noop!(train(&[DataMining]), Error::<Test>::TrainingNotDeclared);
		assert_ok!(include(&[DataMining]));
		assert_ok!(train(&[AiTraining]));
	});
}

#[test]
fn nothing_is_meant_for_what_a_parent_does_not_permit() {
	use Purpose::{AiTraining, Distribution};
	run(|| {
		let drawing = work();
		let authority = Authority::Offer(0);
		grant(authority, drawing, terms(&[AiTraining], true, None));
		let attempt = |intent: &[Purpose]| {
			let edges = vec![by(authority, Relation::Includes, drawing, 0)];
			compose(STRANGER, meant(intent, true), edges)
		};
		// The edge itself is permitted; passing copies on is not.
		assert_noop!(attempt(&[AiTraining, Distribution]), Error::<Test>::IntentExceedsTerms);
		let set = registered(|| attempt(&[AiTraining]));
		// A new version asks nothing of its parent, and yet cannot promise more.
		let version = |intent: &[Purpose]| {
			compose(STRANGER, meant(intent, true), vec![edge(Relation::VersionOf, set, 0)])
		};
		assert_noop!(version(&[AiTraining, Distribution]), Error::<Test>::IntentExceedsTerms);
		assert_ok!(version(&[AiTraining]));
	});
}

#[test]
fn a_parent_is_refused_from_the_very_block_of_its_expiry() {
	run(|| {
		let set = expiring(10);
		let train = || {
			let edges = vec![edge(Relation::TrainedOn, set, 0)];
			register(STRANGER, AssetKind::Model, declaration(3), edges)
		};
		System::set_block_number(9);
		assert_eq!(head(set).standing(9), Standing::Clear);
		let net = registered(train);
		assert_eq!(head(net).terms.expires, Some(10), "a child never outlives its parent");
		for now in [10, 11] {
			System::set_block_number(now);
			assert_eq!(head(set).standing(now), Standing::Expired);
			assert_noop!(train(), Error::<Test>::ParentNotClear);
			let edges = vec![edge(Relation::GeneratedBy, net, 0)];
			assert_noop!(
				register(STRANGER, AssetKind::Output, declaration(4), edges),
				Error::<Test>::ParentNotClear
			);
		}
		// A cleansed dataset may follow one that has run out.
		let fresh = registered(|| register(STRANGER, AssetKind::Work, declaration(6), vec![]));
		let next = registered(|| {
			let edges = vec![edge(Relation::VersionOf, set, 0), edge(Relation::Includes, fresh, 0)];
			compose(STRANGER, declaration(2), edges)
		});
		assert_eq!(head(next).terms, Terms::UNRESTRICTED);
	});
}

#[test]
fn the_earliest_expiry_of_all_parents_holds() {
	run(|| {
		let (late, early, never) = (expiring(30), expiring(20), work());
		let authority = Authority::Licence(1);
		grant(authority, never, Terms { expires: Some(25), ..Terms::UNRESTRICTED });
		let union = registered(|| {
			let edges = vec![
				edge(Relation::Includes, late, 0),
				by(authority, Relation::Includes, never, 0),
				edge(Relation::Includes, early, 0),
			];
			compose(STRANGER, declaration(2), edges)
		});
		assert_eq!(head(union).terms.expires, Some(20));
	});
}

#[test]
fn one_parent_by_two_authorities_binds_by_both() {
	use Purpose::{Derivative, Distribution};
	run(|| {
		let drawing = work();
		let (offer, licence) = (Authority::Offer(3), Authority::Licence(4));
		grant(offer, drawing, terms(&[Derivative, Distribution], true, Some(40)));
		grant(licence, drawing, terms(&[Derivative, Purpose::AiTraining], true, Some(60)));
		let attempt = |first: u32, second: u32| {
			let edges = vec![
				by(offer, Relation::DerivedFrom, drawing, first),
				by(licence, Relation::ConditionedOn, drawing, second),
			];
			register(STRANGER, AssetKind::Work, meant(&[Derivative], true), edges)
		};
		assert_noop!(attempt(60, 41), Error::<Test>::SharesExceedWhole);
		let child = registered(|| attempt(60, 40));
		assert_eq!(head(child).terms, terms(&[Derivative], true, Some(40)));
		assert_eq!(Requests::get().len(), 2);
		// It is counted once all the same: itself, and the drawing.
		assert_eq!(head(child).composition, Composition { opt_in: 2, ..Default::default() });
	});
}

#[test]
fn a_new_version_rests_on_control_alone() {
	run(|| {
		let drawing = work();
		for authority in [Authority::Offer(0), Authority::Licence(0)] {
			grant(authority, drawing, Terms::UNRESTRICTED);
			// Neither for a stranger nor for the controller.
			for who in [STRANGER, STUDIO] {
				let edges = vec![by(authority, Relation::VersionOf, drawing, 0)];
				assert_noop!(
					register(who, AssetKind::Work, declaration(1), edges),
					Error::<Test>::ParentNotControlled
				);
			}
		}
		// Nor for a dataset that inherits nothing through it.
		let (set, mine) = (dataset(drawing), work());
		assert_ok!(Provenance::transfer_control(signed(STUDIO), mine, STRANGER));
		grant(Authority::Offer(1), set, Terms::UNRESTRICTED);
		for authority in [Authority::Control, Authority::Offer(1)] {
			let edges =
				vec![by(authority, Relation::VersionOf, set, 0), edge(Relation::Includes, mine, 0)];
			assert_noop!(
				compose(STRANGER, declaration(2), edges),
				Error::<Test>::ParentNotControlled
			);
		}
		assert_eq!(Requests::get(), []);
	});
}

#[test]
fn the_permissions_own_error_comes_through_and_nothing_is_written() {
	run(|| {
		let (first, second) = (work(), work());
		let (good, bad) = (Authority::Offer(0), Authority::Licence(0));
		grant(good, first, Terms::UNRESTRICTED);
		grant(bad, second, Terms::UNRESTRICTED);
		let edges =
			|| vec![by(good, Relation::Includes, first, 0), by(bad, Relation::Includes, second, 0)];
		let attempt = || compose(STRANGER, declaration(2), edges());
		let refusal = DispatchError::Token(TokenError::Frozen);
		refuse(bad, refusal);
		// Not even the use that was granted before it.
		assert_noop!(attempt(), refusal);
		assert_eq!(Requests::get(), []);
		// An authority for something else is none.
		grant(bad, first, Terms::UNRESTRICTED);
		assert_noop!(attempt(), DispatchError::Unavailable);
		grant(bad, second, Terms::UNRESTRICTED);
		assert_ok!(attempt());
		assert_eq!(Requests::get().len(), 2);
		// What was granted stays granted, though it can be used no more.
		refuse(bad, refusal);
		assert_noop!(attempt(), refusal);
	});
}

#[test]
fn a_withdrawn_parent_is_refused_whatever_permits_it() {
	run(|| {
		let drawing = work();
		let authority = Authority::Offer(0);
		grant(authority, drawing, Terms::UNRESTRICTED);
		let attempt = || {
			let edges = vec![by(authority, Relation::Includes, drawing, 0)];
			compose(STRANGER, declaration(2), edges)
		};
		assert_ok!(attempt());
		assert_ok!(Provenance::withdraw(signed(STUDIO), drawing, Default::default()));
		assert_noop!(attempt(), Error::<Test>::ParentNotClear);
	});
}

#[test]
fn admission_is_asked_for_every_asset_and_may_refuse() {
	run(|| {
		let set = dataset(work());
		let composition = head(set).composition;
		assert_eq!(LastAdmitted::get(), Some((AssetKind::Dataset, composition)));
		ModelsRefused::set(&true);
		let edges = vec![edge(Relation::TrainedOn, set, 0)];
		let train = || register(STUDIO, AssetKind::Model, declaration(3), edges.clone());
		assert_noop!(train(), NO_MODELS);
		assert_noop!(register(STUDIO, AssetKind::Model, declaration(3), vec![]), NO_MODELS);
		// Other kinds are let in.
		dataset(set);
		ModelsRefused::set(&false);
		assert_ok!(train());
		assert_eq!(LastAdmitted::get(), Some((AssetKind::Model, composition)));
	});
}

#[test]
fn a_registration_weighs_the_permissions_that_it_names() {
	run(|| {
		type Weights = <Test as Config>::WeightInfo;
		let weight = |authorities: &[Authority]| {
			let edges: Vec<_> = (0..)
				.zip(authorities)
				.map(|(parent, authority)| by(*authority, Relation::Includes, parent, 0))
				.collect();
			let call = Call::<Test>::compose_dataset { declaration: declaration(2), edges };
			call.get_dispatch_info().call_weight
		};
		use Authority::{Control, Licence, Offer};
		let of = Weights::compose_dataset;
		assert_eq!(weight(&[Control]), of(1));
		assert_eq!(weight(&[Control, Offer(0)]), of(2) + EXERCISE_WEIGHT);
		assert_eq!(weight(&[Licence(0), Offer(0)]), of(2) + EXERCISE_WEIGHT * 2);
	});
}
