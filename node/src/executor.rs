//! The executor of the wasm runtime. Compiling a runtime takes ten seconds of a processor, and every call of any runtime
//! waits for it; so what was compiled is kept on disk, and an upgrade is compiled while it is only announced.

use crate::service::{Client, HostFunctions};
use codec::Decode;
use futures::StreamExt;
use polkadot_sdk::{sc_client_api, sc_executor, sc_service, sp_core, sp_io, sp_state_machine};
use sc_client_api::{BlockchainEvents, StorageProvider};
use sc_executor::{HeapAllocStrategy, RuntimeVersionOf, WasmExecutor, DEFAULT_HEAP_ALLOC_STRATEGY};
use sc_service::{Configuration, TaskManager};
use sp_core::{
	storage::StorageKey,
	traits::{RuntimeCode, WrappedRuntimeCode},
};
use sp_io::hashing::{blake2_256, twox_128};
use sp_state_machine::BasicExternalities;
use std::{sync::Arc, time::Instant};

/// The executor that a configuration asks for, as [`sc_service::new_wasm_executor`] makes it, with a folder for what it
/// compiles.
pub fn new(config: &Configuration) -> WasmExecutor<HostFunctions> {
	let settings = &config.executor;
	let heap = settings.default_heap_pages.map_or(DEFAULT_HEAP_ALLOC_STRATEGY, |pages| {
		HeapAllocStrategy::Static { extra_pages: u32::try_from(pages).unwrap_or(u32::MAX) }
	});
	WasmExecutor::builder()
		.with_execution_method(settings.wasm_method)
		.with_onchain_heap_alloc_strategy(heap)
		.with_offchain_heap_alloc_strategy(heap)
		.with_max_runtime_instances(settings.max_runtime_instances)
		.with_runtime_cache_size(settings.runtime_cache_size)
		.with_cache_path(config.base_path.path().join("wasm-cache"))
		.build()
}

/// Compiles what is announced as the next runtime, by another executor with the same folder: the one that runs blocks
/// then finds it there. A relay chain leaves an hour between the announcement and the upgrade.
pub fn spawn_preparation(config: &Configuration, client: Arc<Client>, task_manager: &TaskManager) {
	let announced = [twox_128(b"ParachainSystem"), twox_128(b"PendingValidationCode")].concat();
	let announced = StorageKey(announced);
	let compiler = new(config);
	let spawner = task_manager.spawn_handle();
	let task = async move {
		let mut blocks = client.import_notification_stream();
		let mut prepared = None;
		while let Some(block) = blocks.next().await {
			let Ok(Some(digest)) = client.storage_hash(block.hash, &announced) else { continue };
			if prepared == Some(digest) {
				continue;
			}
			prepared = Some(digest);
			let Ok(Some(code)) = client.storage(block.hash, &announced) else { continue };
			let Ok(code) = Vec::<u8>::decode(&mut &code.0[..]) else { continue };
			let compiler = compiler.clone();
			spawner.spawn_blocking(
				"prepare-runtime",
				None,
				async move { prepare(&compiler, &code) },
			);
		}
	};
	task_manager.spawn_handle().spawn("announced-runtimes", None, task);
}

fn prepare(compiler: &WasmExecutor<HostFunctions>, code: &[u8]) {
	let start = Instant::now();
	let fetcher = WrappedRuntimeCode(code.into());
	let hash = blake2_256(code).to_vec();
	let code = RuntimeCode { code_fetcher: &fetcher, hash, heap_pages: None };
	match compiler.runtime_version(&mut BasicExternalities::new_empty(), &code) {
		Ok(version) => log::info!(
			"The next runtime, {}-{}, is compiled ({} ms)",
			version.spec_name,
			version.spec_version,
			start.elapsed().as_millis()
		),
		Err(error) => log::warn!("The runtime that is announced does not compile: {error}"),
	}
}
