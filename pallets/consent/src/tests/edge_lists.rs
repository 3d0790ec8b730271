//! Several edges of one asset: all or none.

use animechain_primitives::{
	behaviour::EdgePermission, AssetId, AssetKind, Authority, Purpose, Relation, Terms,
};
use pallet_provenance::Error as ProvenanceError;
use polkadot_sdk::{
	frame_support::{assert_noop, assert_ok},
	sp_runtime::{Permill, TokenError},
};

use crate::{mock::*, Error};

#[test]
fn one_parent_twice_with_two_terms_is_bound_by_both() {
	run(|| {
		let parent = work();
		let of = |purposes: &[Purpose], expires, percent| Stated {
			terms: Terms { expires, ..offer_of(purposes).terms },
			share: Permill::from_percent(percent),
			quota: Some(2),
			..open_offer()
		};
		let reference =
			publish(parent, of(&[Purpose::Derivative, Purpose::AiInference], Some(90), 30));
		let adaptation =
			publish(parent, of(&[Purpose::Derivative, Purpose::Distribution], Some(50), 20));
		let edges = |first: u32, second: u32| {
			let one = edge(Relation::ConditionedOn, parent, Authority::Offer(reference));
			let two = edge(Relation::DerivedFrom, parent, Authority::Offer(adaptation));
			vec![
				shared(Permill::from_percent(first), one),
				shared(Permill::from_percent(second), two),
			]
		};
		let attempt = |edges| register(MAKER, AssetKind::Work, meant_for(&[]), edges);
		// The cheaper offer does not stand in for the dearer one, nor the sum for each.
		assert_noop!(attempt(edges(20, 20)), Error::<Test>::ShareTooSmall);
		assert_noop!(attempt(edges(40, 10)), Error::<Test>::ShareTooSmall);
		assert_noop!(attempt(edges(90, 20)), ProvenanceError::<Test>::SharesExceedWhole);
		let mut alike = edges(30, 20);
		alike[1].relation = Relation::ConditionedOn;
		assert_noop!(attempt(alike), ProvenanceError::<Test>::DuplicateEdge);
		assert_eq!((uses(reference), uses(adaptation)), (0, 0));

		let made = registered(|| attempt(edges(30, 20)));
		assert_eq!((uses(reference), uses(adaptation)), (1, 1));
		assert_eq!(
			head(made).terms,
			Terms { expires: Some(50), ..offer_of(&[Purpose::Derivative]).terms }
		);
		let shares: Vec<_> = recorded(made).iter().map(|edge| edge.share).collect();
		assert_eq!(shares, [Permill::from_percent(30), Permill::from_percent(20)]);
	});
}

#[test]
fn a_list_whose_last_edge_fails_uses_nothing() {
	run(|| {
		let parents = [work(), work(), work()];
		let quota = Some(1);
		let open = publish(parents[0], Stated { quota, ..open_offer() });
		let licence = accept(MAKER, publish(parents[1], Stated { quota, ..priced_offer(1) }));
		let lacking = publish(parents[2], offer_of(&[Purpose::Distribution]));
		let good = publish(parents[2], open_offer());
		let list = |last| {
			let authorities =
				[Authority::Offer(open), Authority::Licence(licence), Authority::Offer(last)];
			parents
				.into_iter()
				.zip(authorities)
				.map(|(parent, authority)| edge(Relation::Includes, parent, authority))
				.collect::<Vec<_>>()
		};
		assert_noop!(compose(list(lacking)), Error::<Test>::PurposeNotPermitted);
		// Nor does one that cannot be paid for, after every edge was found good.
		let poor = accept_for_poor(parents[1]);
		let mut unpaid = list(good);
		unpaid[1].authority = Authority::Licence(poor);
		assert_noop!(
			Provenance::compose_dataset(signed(POOR), declaration(2), unpaid),
			TokenError::FundsUnavailable
		);
		let left = |id| Consent::licence(id).expect("accepted").quota;
		assert_eq!((uses(open), left(licence), left(poor)), (0, Some(1), Some(1)));
		assert_ok!(compose(list(good)));
		assert_eq!((uses(open), left(licence)), (1, Some(0)));
		assert_noop!(compose(list(good)), Error::<Test>::QuotaExhausted);
	});
}

/// A licence of one use, which the poor account has from the stranger.
fn accept_for_poor(asset: AssetId) -> u64 {
	let stated = Stated { quota: Some(1), transferable: true, ..priced_offer(1) };
	let licence = accept(STRANGER, publish(asset, stated));
	assert_ok!(Consent::transfer_licence(signed(STRANGER), licence, POOR));
	licence + 1
}

#[test]
fn as_many_parents_as_allowed_each_by_its_own_offer() {
	run(|| {
		let sources: Vec<_> = (0..64)
			.map(|_| {
				let parent = work();
				(parent, publish(parent, Stated { quota: Some(1), ..open_offer() }))
			})
			.collect();
		let list: Vec<_> = sources
			.iter()
			.map(|(parent, offer)| edge(Relation::Includes, *parent, Authority::Offer(*offer)))
			.collect();
		let made = registered(|| compose(list.clone()));
		assert_eq!(recorded(made), list);
		assert!(sources.iter().all(|(_, offer)| uses(*offer) == 1));
		assert_noop!(compose(list), Error::<Test>::QuotaExhausted);
	});
}

#[test]
fn edges_record_what_allowed_them() {
	run(|| {
		let (free, sold, own) = (
			work(),
			work(),
			registered(|| register(MAKER, AssetKind::Work, declaration(4), vec![])),
		);
		let offer = publish(free, open_offer());
		let licence = accept(MAKER, publish(sold, priced_offer(1)));
		let list = vec![
			edge(Relation::Includes, free, Authority::Offer(offer)),
			edge(Relation::Includes, sold, Authority::Licence(licence)),
			edge(Relation::Includes, own, Authority::Control),
		];
		let made = registered(|| compose(list.clone()));
		assert_eq!(recorded(made), list);
		// Whatever happens later, what was granted then is still said.
		assert_ok!(Consent::withdraw_offer(signed(ARTIST), offer, grounds()));
		at(1_000);
		assert_eq!(recorded(made), list);
		assert_eq!(Consent::granted(Authority::Offer(offer), free), Some(Terms::UNRESTRICTED));
	});
}
