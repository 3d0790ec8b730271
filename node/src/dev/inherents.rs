//! What a collator would tell each block about the relay chain and the time, made up.
//!
//! The pretended relay chain has a block in every slot of six seconds since 1970, and its number is
//! the slot. So all that has to be chosen for a block is the relay slot; number, time and proof
//! follow from it. The choice depends on nothing but the parent block and the clock, hence it goes
//! on where it stopped when a node is started again.

use crate::service::Client;
use animechain_runtime::{opaque::Block, Hash};
use codec::Encode;
use cumulus_client_parachain_inherent::MockValidationDataInherentDataProvider;
use cumulus_primitives_aura::{AuraUnincludedSegmentApi, Slot};
use cumulus_primitives_core::{
	relay_chain::{HeadData, UpgradeGoAhead},
	CollectCollationInfo, ParaId, RelayParentOffsetApi,
};
use polkadot_sdk::{
	cumulus_client_parachain_inherent, cumulus_primitives_aura, cumulus_primitives_core,
	sc_consensus_aura, sp_api, sp_consensus_aura, sp_runtime, sp_timestamp,
};
use sp_api::ProvideRuntimeApi;
use sp_consensus_aura::{sr25519::AuthoritySignature, SlotDuration};
use sp_runtime::traits::{Block as BlockT, Header as _};
use std::{
	error::Error,
	time::{SystemTime, UNIX_EPOCH},
};

/// How often the relay chain makes a block.
const RELAY_SLOT_MS: u64 = 6_000;

/// How many blocks share a relay chain's epoch, and with it the randomness.
const BLOCKS_PER_EPOCH: u32 = 10;

/// The inherent data of one block.
pub type Inherents =
	(sp_timestamp::InherentDataProvider, MockValidationDataInherentDataProvider<()>);

/// The inherent data of a block on top of `parent`.
pub fn for_child_of(
	client: &Client,
	para_id: ParaId,
	slot_duration: SlotDuration,
	parent: Hash,
) -> Result<Inherents, Box<dyn Error + Send + Sync>> {
	let head = client.header(parent)?.ok_or_else(|| format!("no header of block {parent}"))?;
	let slot = relay_slot(client, slot_duration, parent, &head)?;

	// A new runtime waits for the relay chain's permission, which always comes one block later.
	let upgrade = client.runtime_api().collect_collation_info(parent, &head)?.new_validation_code;
	if upgrade.is_some() {
		log::info!("🎬 The relay chain would now let the new runtime take over");
	}

	let validation_data = MockValidationDataInherentDataProvider::<()> {
		current_para_block: *head.number() + 1,
		current_para_block_head: Some(HeadData(head.encode())),
		para_id,
		// The number is all in the offset, because blocks are not evenly spread over slots.
		relay_offset: u32::try_from(slot)?,
		relay_blocks_per_para_block: 0,
		relay_parent_offset: client.runtime_api().relay_parent_offset(parent)?,
		para_blocks_per_relay_epoch: BLOCKS_PER_EPOCH,
		upgrade_go_ahead: upgrade.map(|_| UpgradeGoAhead::GoAhead),
		..Default::default()
	};
	let timestamp = sp_timestamp::InherentDataProvider::new((slot * RELAY_SLOT_MS).into());
	Ok((timestamp, validation_data))
}

/// The relay slot of a block on top of `parent`: that of the clock, or the first one after it in
/// which the runtime accepts another block.
///
/// A runtime takes a limited number of blocks per relay slot. While blocks are made faster than
/// that, the chain's time runs ahead of the clock; when they are made slower, the clock catches up.
fn relay_slot(
	client: &Client,
	slot_duration: SlotDuration,
	parent: Hash,
	head: &<Block as BlockT>::Header,
) -> Result<u64, Box<dyn Error + Send + Sync>> {
	let now = SystemTime::now().duration_since(UNIX_EPOCH)?.as_millis() as u64 / RELAY_SLOT_MS;
	// The parent names its own slot, of which one can be several relay slots long.
	let parent_slot = *sc_consensus_aura::find_pre_digest::<Block, AuthoritySignature>(head)?;
	let parent_start = parent_slot * slot_duration.as_millis() / RELAY_SLOT_MS;
	let longest = slot_duration.as_millis().div_ceil(RELAY_SLOT_MS);

	let start = now.max(parent_start);
	for slot in start..=start + longest {
		if client.runtime_api().can_build_upon(parent, parent, Slot::from(slot))? {
			return Ok(slot);
		}
	}
	Err(format!("the runtime accepts no block on top of {parent}").into())
}
