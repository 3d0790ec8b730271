//! What a block's events tell of the rows of assets, for the index of a node.

use animechain_primitives::lineage_index::BlockChanges;
use pallet_provenance::lineage_index::Touched;

use polkadot_sdk::{frame_support::migrations::MultiStepMigrator, frame_system};

use crate::{
	AccountId, BlockNumber, MultiBlockMigrations, Provenance, Runtime, RuntimeEvent, System,
	VERSION,
};

/// What the block did to the assets.
///
/// Events stay in the state until the next block begins, so this holds at the end of each block. That they leave out
/// no row that changed is checked by the tests of the runtime, block by block.
pub fn changes() -> BlockChanges<AccountId, BlockNumber> {
	let events = System::read_events_no_consensus();
	Provenance::index_changes(events.filter_map(|record| touched(&record.event)))
}

/// Whether what the events tell of this block, or of the next one, may not be all.
pub fn is_upgrading() -> bool {
	let ran = frame_system::LastRuntimeUpgrade::<Runtime>::get();
	let is_another = ran.is_none_or(|ran| {
		ran.spec_version.0 != VERSION.spec_version || ran.spec_name != VERSION.spec_name
	});
	is_another || MultiBlockMigrations::ongoing()
}

fn touched(event: &RuntimeEvent) -> Option<Touched> {
	match event {
		RuntimeEvent::Provenance(event) => event.touched(),
		// It takes weight out of a collection.
		RuntimeEvent::Consent(pallet_consent::Event::LeafExcluded { asset, .. }) => {
			Some(Touched::Changed(*asset))
		},
		_ => None,
	}
}
