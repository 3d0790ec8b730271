//! Assets.

use animechain_primitives::{
	consent::{Audience, StatedTerms},
	Authority, Contents, Edge, Relation, Terms,
};
use animechain_runtime::{Runtime, RuntimeOrigin};
use pallet_provenance::Call;
use polkadot_sdk::{sp_core::H256, sp_runtime::Permill};

use super::{
	case, declaration, edge, grounds, must, registered, work, Case, Group, Person, Transaction,
	World, CURRENCIES, EDGES,
};

/// Its calls.
pub fn cases() -> Vec<Case> {
	let of = |name, prepare| case(name, Group::Provenance, prepare);
	vec![
		of("provenance.register_work, no edge", |world| {
			let (person, _) = world.registrant();
			let (declaration, edges) = (declaration(), vec![]);
			Transaction::signed(person, Call::register_work { declaration, edges })
		}),
		of("provenance.register_work, 64 edges", |world| {
			let (person, edges) = parents(world, Relation::DerivedFrom);
			let declaration = declaration();
			Transaction::signed(person, Call::register_work { declaration, edges })
		}),
		of("provenance.register_work, 64 edges by offers", by_offers),
		of("provenance.register_collection, 64 edges", |world| {
			let (person, edges) = parents(world, Relation::DerivedFrom);
			let (declaration, contents) = (declaration(), contents(1 << 20));
			Transaction::signed(person, Call::register_collection { declaration, contents, edges })
		}),
		of("provenance.compose_dataset, 64 edges", |world| {
			let (person, edges) = parents(world, Relation::Includes);
			let declaration = declaration();
			Transaction::signed(person, Call::compose_dataset { declaration, edges })
		}),
		of("provenance.register_model, 64 edges", |world| {
			let (person, edges) = parents(world, Relation::TrainedOn);
			let declaration = declaration();
			Transaction::signed(person, Call::register_model { declaration, edges })
		}),
		of("provenance.register_output, 64 edges", |world| {
			let (person, edges) = models(world);
			let (declaration, contents) = (declaration(), Some(contents(1)));
			Transaction::signed(person, Call::register_output { declaration, contents, edges })
		}),
		of("provenance.retire", |world| {
			let (person, asset) = world.registrant();
			Transaction::signed(person, Call::retire { asset, grounds: grounds() })
		}),
		of("provenance.transfer_control, never paid", |world| {
			let (person, asset) = world.registrant();
			let to = world.registrant().0.address();
			Transaction::signed(person, Call::transfer_control { asset, to })
		}),
		of("provenance.transfer_control, 8 pools, to a stranger", |world| {
			let (person, asset) = world.registrant();
			world.earns(asset, CURRENCIES as usize);
			let to = world.stranger().address();
			Transaction::signed(person, Call::transfer_control { asset, to })
		}),
		of("provenance.withdraw", |world| {
			let (person, asset) = world.registrant();
			Transaction::signed(person, Call::withdraw { asset, grounds: grounds() })
		}),
		of("provenance.reinstate", |world| {
			let (person, asset) = world.registrant();
			person.does(Call::withdraw { asset, grounds: grounds() });
			Transaction::signed(person, Call::reinstate { asset, grounds: grounds() })
		}),
		of("provenance.quarantine, by sudo", |world| {
			let (_, asset) = world.registrant();
			Transaction::root(Call::quarantine { asset, grounds: grounds() })
		}),
		of("provenance.lift_quarantine, by sudo", |world| {
			let (_, asset) = world.registrant();
			must(RuntimeOrigin::root(), Call::quarantine { asset, grounds: grounds() });
			Transaction::root(Call::lift_quarantine { asset, grounds: grounds() })
		}),
		of("provenance.invalidate, by sudo", |world| {
			let (_, asset) = world.registrant();
			Transaction::root(Call::invalidate { asset, grounds: grounds() })
		}),
		of("provenance.refresh, 64 parents, signed", |world| {
			let (person, asset) = stale(world, EDGES);
			Transaction::signed(person, Call::refresh { asset })
		}),
		Case {
			// There may be no more than 256 in a block.
			most: 256,
			..of("provenance.refresh, 64 parents, by nobody", |world| {
				let (_, asset) = stale(world, EDGES);
				Transaction::general(Call::refresh { asset })
			})
		},
		of("provenance.sponsor_storage, of a stranger", |world| {
			let (person, _) = world.registrant();
			let beneficiary = world.stranger().address();
			Transaction::signed(person, Call::sponsor_storage { beneficiary, bytes: 1_000 })
		}),
	]
}

/// A collection's.
pub fn contents(leaves: u32) -> Contents {
	let (root, weight) = (H256::repeat_byte(3), leaves.into());
	Contents { root, leaves, weight, contributors_share: Permill::one() }
}

/// As many different parents as allowed, of whoever will register.
fn parents(world: &mut World, relation: Relation) -> (Person, Vec<Edge>) {
	let (person, _) = world.registrant();
	let edges = (0..EDGES).map(|_| edge(relation, work(person, vec![]))).collect();
	(person, edges)
}

fn models(world: &mut World) -> (Person, Vec<Edge>) {
	let (person, _) = world.registrant();
	let model = || {
		let (declaration, edges) = (declaration(), vec![]);
		registered(person, Call::register_model { declaration, edges })
	};
	let edges = (0..EDGES).map(|_| edge(Relation::GeneratedBy, model())).collect();
	(person, edges)
}

/// Parents of somebody else, each offered to everybody for a limited number of uses.
fn by_offers(world: &mut World) -> Transaction {
	let (other, edges) = parents(world, Relation::DerivedFrom);
	let edges = edges
		.into_iter()
		.map(|edge| {
			let stated = StatedTerms {
				terms: Terms::UNRESTRICTED,
				audience: Audience::Anyone,
				price: None,
				share: Permill::zero(),
				quota: Some(9),
				from: None,
				until: None,
				licence_period: None,
				transferable: false,
				legal: None,
			};
			let offer = pallet_consent::NextOfferId::<Runtime>::get();
			let (asset, stated) = (edge.parent, Box::new(stated));
			other.does(pallet_consent::Call::<Runtime>::publish_offer { asset, stated });
			Edge { authority: Authority::Offer(offer), ..edge }
		})
		.collect();
	let (person, _) = world.registrant();
	let declaration = declaration();
	Transaction::signed(person, Call::register_work { declaration, edges })
}

/// An asset whose parents all have lost their standing.
fn stale(world: &mut World, count: u32) -> (Person, animechain_primitives::AssetId) {
	let (person, _) = world.registrant();
	let edges: Vec<_> =
		(0..count).map(|_| edge(Relation::Includes, work(person, vec![]))).collect();
	let parents: Vec<_> = edges.iter().map(|edge| edge.parent).collect();
	let declaration = declaration();
	let asset = registered(person, Call::compose_dataset { declaration, edges });
	for parent in parents {
		person.does(Call::withdraw { asset: parent, grounds: grounds() });
	}
	(person, asset)
}
