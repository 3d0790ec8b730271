//! What a node's lineage index follows: after every block the rows that it keeps are those of the state, whatever the block
//! did. The journey itself compares them.

#[path = "common/blocks.rs"]
mod blocks;
mod common;
#[path = "common/journey.rs"]
mod journey;

use animechain_primitives::{AssetId, Grounds, Marks, Relation};
use animechain_runtime::{lineage_index, Provenance, Runtime, VERSION};
use common::{declaration, edge, send, succeed};
use journey::{index_rows, on_chain};
use pallet_provenance::Call;
use polkadot_sdk::{
	frame_system::{pallet_prelude::BlockNumberFor, LastRuntimeUpgrade, LastRuntimeUpgradeInfo},
	pallet_migrations::{self, MigrationCursor},
	sp_keyring::Sr25519Keyring::{Bob, Eve},
};

fn work(content: u64) -> Call<Runtime> {
	Call::register_work { declaration: declaration(content), edges: vec![] }
}

fn grounds() -> Grounds {
	Grounds::default()
}

fn touched() -> Vec<(AssetId, bool)> {
	let rows = lineage_index::changes().rows;
	rows.into_iter().map(|row| (row.id, row.birth.is_some())).collect()
}

#[test]
fn every_change_of_a_row_is_told() {
	on_chain(|journey| {
		journey.block(|| {
			succeed(Eve, work(1));
			succeed(Eve, work(2));
			let includes = vec![edge(Relation::Includes, 0, 5), edge(Relation::Includes, 1, 5)];
			succeed(Eve, Call::compose_dataset { declaration: declaration(3), edges: includes });
		});
		assert_eq!(touched(), [(0, true), (1, true), (2, true)]);
		let rows = index_rows();
		let birth = rows[2].birth.as_ref().expect("registered");
		assert_eq!(birth.edges, [(0, Relation::Includes), (1, Relation::Includes)]);
		assert_eq!((rows[2].head.generation, rows[0].head.generation), (1, 0));

		journey.block(|| succeed(Eve, Call::withdraw { asset: 0, grounds: grounds() }));
		assert_eq!(touched(), [(0, false)]);
		journey.block(|| succeed(Bob, Call::refresh { asset: 2 }));
		assert_eq!(touched(), [(2, false)]);
		assert_eq!(index_rows()[2].head.affected_by, Some(0));
		journey.block(|| succeed(Eve, Call::reinstate { asset: 0, grounds: grounds() }));
		journey.block(|| succeed(Bob, Call::refresh { asset: 2 }));
		assert_eq!(index_rows()[2].head.affected_by, None);
		let to = Bob.to_account_id();
		journey.block(|| succeed(Eve, Call::transfer_control { asset: 1, to: to.clone().into() }));
		assert_eq!(index_rows()[1].head.controller, to);
		journey.block(|| succeed(Bob, Call::retire { asset: 1, grounds: grounds() }));
		assert_ne!(index_rows()[1].head.marks, Marks::NONE);
	});
}

#[test]
fn several_changes_of_a_block_are_one_row() {
	on_chain(|journey| {
		journey.block(|| {
			succeed(Eve, work(1));
			succeed(Eve, Call::withdraw { asset: 0, grounds: grounds() });
			succeed(Eve, Call::reinstate { asset: 0, grounds: grounds() });
			succeed(Eve, Call::retire { asset: 0, grounds: grounds() });
		});
		assert_eq!(touched(), [(0, true)]);
	});
}

#[test]
fn what_failed_and_empty_blocks_tell_of_nothing() {
	on_chain(|journey| {
		journey.block(|| succeed(Eve, work(1)));
		journey.block(|| {
			assert!(matches!(send(Bob, Call::retire { asset: 0, grounds: grounds() }), Ok(Err(_))));
		});
		assert_eq!(touched(), []);
		journey.block(|| ());
		assert_eq!(touched(), []);
		assert_eq!(lineage_index::changes().next_asset_id, 1);
	});
}

#[test]
fn rows_come_in_pages() {
	on_chain(|journey| {
		journey.block(|| (0..5).for_each(|content| succeed(Eve, work(content))));
		let ids = |from, limit| {
			let rows = Provenance::index_rows(from, limit);
			rows.into_iter().map(|row| row.id).collect::<Vec<_>>()
		};
		assert_eq!(ids(0, 3), [0, 1, 2]);
		assert_eq!(ids(3, 3), [3, 4]);
		assert_eq!(ids(5, 3), [0_u64; 0]);
		assert_eq!(ids(0, 0), [0_u64; 0]);
		assert_eq!(ids(u64::MAX, u32::MAX), [0_u64; 0]);
		assert_eq!(ids(0, u32::MAX).len(), 5);
	});
}

#[test]
fn a_runtime_that_is_not_the_one_that_wrote_the_events_says_so() {
	on_chain(|journey| {
		journey.block(|| succeed(Eve, work(1)));
		assert!(!lineage_index::is_upgrading());

		let now = LastRuntimeUpgrade::<Runtime>::get();
		let before = LastRuntimeUpgradeInfo {
			spec_version: (VERSION.spec_version - 1).into(),
			spec_name: VERSION.spec_name,
		};
		LastRuntimeUpgrade::<Runtime>::put(before);
		assert!(lineage_index::is_upgrading());
		LastRuntimeUpgrade::<Runtime>::kill();
		assert!(lineage_index::is_upgrading());
		LastRuntimeUpgrade::<Runtime>::set(now);
		assert!(!lineage_index::is_upgrading());

		// A migration of several blocks is at work.
		let cursor = MigrationCursor::<_, BlockNumberFor<Runtime>>::Stuck;
		pallet_migrations::Cursor::<Runtime>::put(cursor);
		assert!(lineage_index::is_upgrading());
		pallet_migrations::Cursor::<Runtime>::kill();
	});
}
