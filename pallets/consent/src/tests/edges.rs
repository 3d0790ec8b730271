//! What an edge needs, asked for through provenance's calls.

use animechain_primitives::{
	behaviour::{EdgePermission, EdgeRequest},
	AssetId, AssetKind, Authority, Purpose, Purposes, Relation, Terms,
};
use pallet_provenance::Error as ProvenanceError;
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	sp_runtime::{DispatchResult, Permill},
};

use crate::{mock::*, Error};

/// The artist's asset of a kind.
fn asset(kind: AssetKind) -> AssetId {
	let by_control = |relation, parent| vec![edge(relation, parent, Authority::Control)];
	let edges = match kind {
		AssetKind::Work => vec![],
		AssetKind::Dataset => by_control(Relation::Includes, work()),
		AssetKind::Model => by_control(Relation::TrainedOn, work()),
		AssetKind::Output => by_control(Relation::GeneratedBy, asset(AssetKind::Model)),
	};
	registered(|| register(ARTIST, kind, declaration(1), edges))
}

#[test]
fn each_relation_asks_for_its_purpose_and_no_other() {
	run(|| {
		let mut cases = 0;
		for relation in Relation::ALL.into_iter().filter(|one| *one != Relation::VersionOf) {
			for (child, parent) in AssetKind::ALL
				.into_iter()
				.flat_map(|child| AssetKind::ALL.map(|parent| (child, parent)))
				.filter(|(child, parent)| relation.joins(*child, *parent))
			{
				let parent = asset(parent);
				let (meanings, implied): (&[Purpose], _) = match relation {
					Relation::Includes => (
						&[Purpose::DataMining, Purpose::AiTraining, Purpose::AiGenerativeTraining],
						None,
					),
					Relation::TrainedOn => {
						(&[Purpose::AiTraining, Purpose::AiGenerativeTraining], None)
					},
					Relation::GeneratedBy => (&[], Some(Purpose::AiInference)),
					_ => (&[], Some(Purpose::Derivative)),
				};
				for purpose in meanings.iter().copied().chain(implied) {
					let intent: &[Purpose] = if implied.is_some() { &[] } else { &[purpose] };
					let attempt = |offer| {
						let edges = vec![edge(relation, parent, Authority::Offer(offer))];
						register(MAKER, child, meant_for(intent), edges)
					};
					let others: Vec<_> =
						Purpose::ALL.into_iter().filter(|one| *one != purpose).collect();
					let lacking = publish(parent, offer_of(&others));
					assert_noop!(attempt(lacking), Error::<Test>::PurposeNotPermitted);
					let exact = publish(parent, offer_of(&[purpose]));
					let made = registered(|| attempt(exact));
					assert_eq!(head(made).terms.purposes, purposes(&[purpose]));
					cases += 1;
				}
			}
		}
		// Includes: 3 kinds of parents, 3 purposes. TrainedOn: 2 and 2. Four relations between models.
		// GeneratedBy: 1. ConditionedOn and DerivedFrom: 2 by 2 each.
		assert_eq!(cases, 9 + 4 + 4 + 1 + 8);
	});
}

#[test]
fn both_kinds_of_training_need_both_purposes() {
	run(|| {
		let parent = work();
		let both = [Purpose::AiTraining, Purpose::AiGenerativeTraining];
		let train = |offer| {
			let edges = vec![edge(Relation::TrainedOn, parent, Authority::Offer(offer))];
			register(MAKER, AssetKind::Model, meant_for(&both), edges)
		};
		for one in both {
			let lacking = publish(parent, offer_of(&[one]));
			assert_noop!(train(lacking), Error::<Test>::PurposeNotPermitted);
		}
		assert_ok!(train(publish(parent, offer_of(&both))));
	});
}

#[test]
fn a_new_version_needs_control_whatever_is_offered() {
	run(|| {
		let parent = work();
		let offer = publish(parent, open_offer());
		let licence = accept(MAKER, publish(parent, priced_offer(1)));
		for authority in [Authority::Offer(offer), Authority::Licence(licence)] {
			assert_noop!(
				register(
					MAKER,
					AssetKind::Work,
					meant_for(&[]),
					vec![edge(Relation::VersionOf, parent, authority)]
				),
				ProvenanceError::<Test>::ParentNotControlled
			);
		}
	});
}

#[test]
fn nothing_is_permitted_that_nobody_offered() {
	run(|| {
		let parent = work();
		assert_noop!(
			include(parent, Authority::Control),
			ProvenanceError::<Test>::ParentNotControlled
		);
		assert_noop!(include(parent, Authority::Offer(0)), Error::<Test>::UnknownOffer);
		assert_noop!(include(parent, Authority::Licence(0)), Error::<Test>::UnknownLicence);
		// Control is not this pallet's to grant.
		let registrant = ARTIST;
		let request = EdgeRequest {
			registrant: &registrant,
			parent,
			authority: Authority::Control,
			purposes: Purposes::NONE,
			commercial: false,
			share: Permill::one(),
		};
		assert_noop!(Consent::exercise(&request), Error::<Test>::NotController);
		assert_eq!(Consent::granted(Authority::Control, parent), None);
	});
}

#[test]
fn an_offer_with_a_price_or_an_address_is_used_through_a_licence() {
	run(|| {
		let parent = work();
		let (priced, addressed) =
			(publish(parent, priced_offer(5)), publish(parent, addressed_offer(MAKER)));
		for offer in [priced, addressed] {
			assert_noop!(include(parent, Authority::Offer(offer)), Error::<Test>::LicenceNeeded);
			let licence = accept(MAKER, offer);
			assert_noop!(include(parent, Authority::Offer(offer)), Error::<Test>::LicenceNeeded);
			assert_ok!(include(parent, Authority::Licence(licence)));
		}
		// Nor does the controller's own priced offer bind the controller.
		assert_ok!(register(
			ARTIST,
			AssetKind::Dataset,
			declaration(2),
			vec![edge(Relation::Includes, parent, Authority::Control)]
		));
	});
}

#[test]
fn an_authority_is_for_its_own_asset() {
	run(|| {
		let (parent, other) = (work(), work());
		let offer = publish(other, open_offer());
		let licence = accept(MAKER, publish(other, priced_offer(1)));
		for authority in [Authority::Offer(offer), Authority::Licence(licence)] {
			assert_noop!(include(parent, authority), Error::<Test>::AuthorityForOtherAsset);
			assert_eq!(Consent::granted(authority, parent), None);
			assert_eq!(Consent::granted(authority, other), Some(Terms::UNRESTRICTED));
			assert_ok!(include(other, authority));
		}
		assert_eq!(Consent::granted(Authority::Offer(9), other), None);
		assert_eq!(Consent::granted(Authority::Licence(9), other), None);
	});
}

#[test]
fn an_offer_is_used_only_while_it_stands() {
	run(|| {
		let parent = work();
		let window = publish(parent, Stated { from: Some(10), until: Some(20), ..open_offer() });
		let terms = Terms { expires: Some(30), ..Terms::UNRESTRICTED };
		let expiring = publish(parent, Stated { terms, ..open_offer() });
		let attempt = |offer| include(parent, Authority::Offer(offer));
		at(9);
		assert_noop!(attempt(window), Error::<Test>::OfferNotBegun);
		at(10);
		assert_ok!(attempt(window));
		at(19);
		assert_ok!(attempt(window));
		at(20);
		assert_noop!(attempt(window), Error::<Test>::OfferEnded);
		at(29);
		assert_ok!(attempt(expiring));
		at(30);
		assert_noop!(attempt(expiring), Error::<Test>::TermsExpired);
		let withdrawn = publish(parent, open_offer());
		assert_ok!(attempt(withdrawn));
		assert_ok!(Consent::withdraw_offer(signed(ARTIST), withdrawn, grounds()));
		assert_noop!(attempt(withdrawn), Error::<Test>::OfferWithdrawn);
	});
}

#[test]
fn an_edge_gives_at_least_the_share_that_is_asked_for() {
	run(|| {
		let parent = work();
		let share = Permill::from_parts(50_000);
		let offer = publish(parent, Stated { share, ..open_offer() });
		let licence = accept(MAKER, publish(parent, Stated { share, ..priced_offer(1) }));
		for authority in [Authority::Offer(offer), Authority::Licence(licence)] {
			let attempt = |parts| {
				let edge = edge(Relation::Includes, parent, authority);
				compose(vec![shared(Permill::from_parts(parts), edge)])
			};
			assert_noop!(attempt(0), Error::<Test>::ShareTooSmall);
			assert_noop!(attempt(49_999), Error::<Test>::ShareTooSmall);
			assert_ok!(attempt(50_000));
			assert_ok!(attempt(1_000_000));
		}
	});
}

#[test]
fn commercial_use_is_permitted_apart() {
	run(|| {
		let parent = work();
		let terms = Terms { commercial: false, ..Terms::UNRESTRICTED };
		let offer = publish(parent, Stated { terms, ..open_offer() });
		let licence = accept(MAKER, publish(parent, Stated { terms, ..priced_offer(1) }));
		let mut declared = declaration(2);
		for authority in [Authority::Offer(offer), Authority::Licence(licence)] {
			let edges = vec![edge(Relation::Includes, parent, authority)];
			declared.intent.commercial = true;
			assert_noop!(
				Provenance::compose_dataset(signed(MAKER), declared.clone(), edges.clone()),
				Error::<Test>::CommercialUseNotPermitted
			);
			declared.intent.commercial = false;
			let made = registered(|| {
				Provenance::compose_dataset(signed(MAKER), declared.clone(), edges.clone())
			});
			assert!(!head(made).terms.commercial);
		}
	});
}

#[test]
fn the_quota_of_an_open_offer_is_everybodys_together() {
	run(|| {
		let parent = work();
		let offer = publish(parent, Stated { quota: Some(2), ..open_offer() });
		let unlimited = publish(parent, open_offer());
		let attempt = |who| {
			let edges = vec![edge(Relation::Includes, parent, Authority::Offer(offer))];
			register(who, AssetKind::Dataset, declaration(2), edges)
		};
		assert_ok!(attempt(MAKER));
		assert_ok!(attempt(STRANGER));
		assert_eq!(uses(offer), 2);
		assert_noop!(attempt(MAKER), Error::<Test>::QuotaExhausted);
		assert_noop!(attempt(ARTIST), Error::<Test>::QuotaExhausted);
		assert_ok!(include(parent, Authority::Offer(unlimited)));
		assert_eq!(uses(unlimited), 0);
	});
}

#[test]
fn a_child_does_not_outlive_what_it_was_made_from() {
	run(|| {
		let parent = work();
		let terms = Terms { expires: Some(30), ..Terms::UNRESTRICTED };
		let offer = publish(parent, Stated { terms, ..open_offer() });
		let licence = accept(MAKER, publish(parent, Stated { terms, ..priced_offer(1) }));
		let children = [Authority::Offer(offer), Authority::Licence(licence)]
			.map(|authority| registered(|| include(parent, authority)));
		at(29);
		let train = |set| {
			let edges = vec![edge(Relation::TrainedOn, set, Authority::Control)];
			register(MAKER, AssetKind::Model, declaration(3), edges)
		};
		for child in children {
			let grandchild = registered(|| train(child));
			assert_eq!(head(child).terms.expires, Some(30));
			assert_eq!(head(grandchild).terms.expires, Some(30));
		}
		at(30);
		for child in children {
			assert_noop!(train(child), ProvenanceError::<Test>::ParentNotClear);
			assert_noop!(
				Consent::publish_offer(signed(MAKER), child, Box::new(open_offer())),
				Error::<Test>::AssetNotClear
			);
		}
	});
}

#[test]
fn an_offer_does_not_help_where_something_stands_against_the_parent() {
	run(|| {
		let root = RuntimeOrigin::root;
		let refused = |parent: AssetId, offer, error: ProvenanceError<Test>| -> DispatchResult {
			assert_noop!(include(parent, Authority::Offer(offer)), error);
			Ok(())
		};
		let against = |mark: &dyn Fn(AssetId) -> DispatchResult| {
			let parent = work();
			let offer = publish(parent, open_offer());
			assert_ok!(include(parent, Authority::Offer(offer)));
			assert_ok!(mark(parent));
			refused(parent, offer, ProvenanceError::ParentNotClear)
		};
		assert_ok!(against(&|asset| Provenance::withdraw(signed(ARTIST), asset, grounds())));
		assert_ok!(against(&|asset| Provenance::retire(signed(ARTIST), asset, grounds())));
		assert_ok!(against(&|asset| Provenance::quarantine(root(), asset, grounds())));
		assert_ok!(against(&|asset| Provenance::invalidate(root(), asset, grounds())));

		let source = work();
		let parent = registered(|| {
			let edges = vec![edge(Relation::DerivedFrom, source, Authority::Control)];
			register(ARTIST, AssetKind::Work, meant_for(&[]), edges)
		});
		let offer = publish(parent, open_offer());
		assert_ok!(Provenance::withdraw(signed(ARTIST), source, grounds()));
		assert_ok!(include(parent, Authority::Offer(offer)));
		assert_ok!(Provenance::refresh(signed(STRANGER), parent));
		assert_ok!(refused(parent, offer, ProvenanceError::ParentAffected));
	});
}
