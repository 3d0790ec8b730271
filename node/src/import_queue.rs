//! Checks of blocks that come from elsewhere: other nodes and files.

use crate::service::{BlockImport, Client};
use animechain_runtime::{opaque::Block, Hash};
use cumulus_client_consensus_aura::equivocation_import_queue::Verifier as SealVerifier;
use jsonrpsee::core::async_trait;
use polkadot_sdk::{
	cumulus_client_consensus_aura, sc_consensus, sc_service, sc_telemetry, sp_consensus_aura,
	sp_runtime, sp_timestamp,
};
use sc_consensus::{
	import_queue::{BasicQueue, Verifier},
	BlockImportParams, DefaultImportQueue, ForkChoiceStrategy,
};
use sc_service::{ChainType, Configuration, TaskManager};
use sc_telemetry::TelemetryHandle;
use sp_consensus_aura::{sr25519::AuthorityPair, AURA_ENGINE_ID};
use sp_runtime::{generic::DigestItem, traits::Header as _};
use std::sync::Arc;

/// The queue that blocks wait in until they are checked and imported.
pub fn build_import_queue(
	client: Arc<Client>,
	block_import: BlockImport,
	config: &Configuration,
	telemetry: Option<TelemetryHandle>,
	task_manager: &TaskManager,
) -> DefaultImportQueue<Block> {
	let inherents =
		|_: Hash, ()| async { Ok(sp_timestamp::InherentDataProvider::from_system_time()) };
	let verifier = SealedOrDev {
		sealed: SealVerifier::<AuthorityPair, _, Block, _>::new(client, inherents, telemetry),
		is_dev: config.chain_spec.chain_type() == ChainType::Development,
	};
	BasicQueue::new(
		verifier,
		Box::new(block_import),
		None,
		&task_manager.spawn_essential_handle(),
		config.prometheus_registry(),
	)
}

/// Requires a collator's seal and an honest clock, except of blocks that a development node made.
///
/// Those have no seal, because no collator took turns, and their clock runs ahead when they were
/// made fast. On a development chain they pass on their execution alone, so that `check-block` and
/// `import-blocks` work there as they do elsewhere. A sealed block is checked on every chain.
struct SealedOrDev<Sealed> {
	sealed: Sealed,
	is_dev: bool,
}

#[async_trait]
impl<Sealed: Verifier<Block>> Verifier<Block> for SealedOrDev<Sealed> {
	async fn verify(
		&self,
		mut block: BlockImportParams<Block>,
	) -> Result<BlockImportParams<Block>, String> {
		let last = block.header.digest().logs().last();
		let is_sealed = matches!(last, Some(DigestItem::Seal(AURA_ENGINE_ID, _)));
		if self.is_dev && !is_sealed {
			block.fork_choice = Some(ForkChoiceStrategy::LongestChain);
			return Ok(block);
		}
		self.sealed.verify(block).await
	}
}
