//! Block production on a relay chain.

use crate::service::{Backend, BlockImport, Client, Pool, RELAY_CHAIN_SLOT};
use animechain_runtime::{opaque::Block, Hash};
use cumulus_client_collator::service::CollatorService;
use cumulus_client_consensus_aura::collators::slot_based::{self, SlotBasedBlockImportHandle};
use cumulus_primitives_core::{relay_chain::ValidationCode, ParaId};
use cumulus_relay_chain_interface::RelayChainInterface;
use polkadot_primitives::CollatorPair;
use polkadot_sdk::{
	cumulus_client_collator, cumulus_client_consensus_aura, cumulus_primitives_core,
	cumulus_relay_chain_interface, polkadot_primitives, sc_basic_authorship, sc_network,
	sc_service, sp_consensus_aura, sp_keystore,
};
use sc_basic_authorship::ProposerFactory;
use sc_network::PeerId;
use sc_service::TaskManager;
use sp_consensus_aura::sr25519::AuthorityPair;
use sp_keystore::KeystorePtr;
use std::{path::PathBuf, sync::Arc, time::Duration};

/// How much later than its slot a block is started, so that the relay parent has arrived.
const SLOT_OFFSET: Duration = Duration::from_secs(1);

/// What block production needs.
pub struct Collator<'a> {
	/// The chain.
	pub client: Arc<Client>,
	/// Its database.
	pub backend: Arc<Backend>,
	/// The way of a block into the database.
	pub block_import: BlockImport,
	/// What has to be known of blocks that others sent that way.
	pub block_import_handle: SlotBasedBlockImportHandle<Block>,
	/// Fills a block with transactions.
	pub proposer: ProposerFactory<Pool, Client>,
	/// Tells the network about a block.
	pub announce_block: Arc<dyn Fn(Hash, Option<Vec<u8>>) + Send + Sync>,
	/// The relay chain.
	pub relay_chain_interface: Arc<dyn RelayChainInterface>,
	/// Holds the Aura key.
	pub keystore: KeystorePtr,
	/// This chain's id on the relay chain.
	pub para_id: ParaId,
	/// Signs what goes to the validators.
	pub collator_key: CollatorPair,
	/// This node's name in the relay chain's network.
	pub collator_peer_id: PeerId,
	/// Where to put proofs of validity.
	pub export_pov: Option<PathBuf>,
	/// How much of a proof's largest size to use.
	pub max_pov_percentage: Option<u32>,
	/// Runs the tasks.
	pub task_manager: &'a TaskManager,
}

/// Start making blocks, by the clock and on every core that the chain has.
pub fn start_consensus(collator: Collator<'_>) {
	let Collator { client, announce_block, task_manager, .. } = collator;
	let collator_service = CollatorService::new(client.clone(), announce_block, client.clone());
	let code_client = client.clone();
	slot_based::run::<Block, AuthorityPair, _, _, _, _, _, _, _, _, _>(slot_based::Params {
		create_inherent_data_providers: |_: Hash, ()| async { Ok(()) },
		block_import: collator.block_import,
		para_client: client,
		para_backend: collator.backend,
		relay_client: collator.relay_chain_interface,
		code_hash_provider: move |block: Hash| {
			code_client.code_at(block).ok().map(|code| ValidationCode::from(code).hash())
		},
		keystore: collator.keystore,
		collator_key: collator.collator_key,
		collator_peer_id: collator.collator_peer_id,
		para_id: collator.para_id,
		proposer: collator.proposer,
		collator_service,
		reinitialize: false,
		slot_offset: SLOT_OFFSET,
		block_import_handle: collator.block_import_handle,
		spawner: task_manager.spawn_essential_handle(),
		relay_chain_slot_duration: RELAY_CHAIN_SLOT,
		export_pov: collator.export_pov,
		max_pov_percentage: collator.max_pov_percentage,
	});
}
