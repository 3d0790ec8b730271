//! The wasm runtime that was benchmarked.

use std::{fs, path::Path};

use anyhow::{anyhow, bail, Context, Result};
use codec::{Decode, Encode};
use polkadot_sdk::{
	cumulus_client_service::storage_proof_size,
	frame_benchmarking::{
		self, BenchmarkBatch, BenchmarkBatchSplitResults, BenchmarkList, BenchmarkMetadata,
		BenchmarkParameter,
	},
	frame_support::traits::StorageInfo,
	sc_chain_spec::GenesisConfigBuilderRuntimeCaller,
	sc_client_db::BenchmarkingState,
	sc_executor::WasmExecutor,
	sp_core::traits::{CallContext, ReadRuntimeVersionExt, RuntimeCode, WrappedRuntimeCode},
	sp_externalities::Extensions,
	sp_io::SubstrateHostFunctions,
	sp_keystore::{testing::MemoryKeystore, KeystoreExt},
	sp_runtime::traits::BlakeTwo256,
	sp_state_machine::StateMachine,
	sp_version::RuntimeVersion,
};

type HostFunctions = (
	SubstrateHostFunctions,
	frame_benchmarking::benchmarking::HostFunctions,
	storage_proof_size::HostFunctions,
);

/// Values of a benchmark's components.
pub type Point = Vec<(BenchmarkParameter, u32)>;

/// Distinct keys under one storage prefix.
#[derive(Clone)]
pub struct Touched {
	/// What all the keys begin with, at most 32 bytes.
	pub prefix: Vec<u8>,
	/// Keys that are read.
	pub reads: u32,
	/// Keys that are written.
	pub writes: u32,
}

/// A runtime with benchmarks, over the state of a development chain.
pub struct BenchmarkedRuntime {
	code: Vec<u8>,
	executor: WasmExecutor<HostFunctions>,
	state: BenchmarkingState<BlakeTwo256>,
	benchmarks: Vec<BenchmarkList>,
	storage: Vec<StorageInfo>,
	version: RuntimeVersion,
}

impl BenchmarkedRuntime {
	/// Reads a wasm file.
	pub fn load(path: &Path) -> Result<Self> {
		let code = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
		let genesis = GenesisConfigBuilderRuntimeCaller::<HostFunctions>::new(&code)
			.get_storage_for_named_preset(Some(&"development".to_string()))
			.map_err(|error| anyhow!("no development chain of {}: {error}", path.display()))?;
		let state = BenchmarkingState::new(genesis, None, true, true).map_err(|e| anyhow!(e))?;
		let executor = WasmExecutor::builder().with_allow_missing_host_functions(true).build();
		let mut runtime = Self {
			code,
			executor,
			state,
			benchmarks: Vec::new(),
			storage: Vec::new(),
			version: RuntimeVersion::default(),
		};
		runtime.version = runtime.call("Core_version", &[])?;
		(runtime.benchmarks, runtime.storage) = runtime
			.call("Benchmark_benchmark_metadata", &false.encode())
			.context("is it built with runtime-benchmarks?")?;
		Ok(runtime)
	}

	/// Name and version, as `animechain-1`.
	pub fn version(&self) -> String {
		format!("{}-{}", self.version.spec_name, self.version.spec_version)
	}

	/// What the runtime says of a benchmark.
	pub fn benchmark(&self, batch: &BenchmarkBatchSplitResults) -> Result<&BenchmarkMetadata> {
		self.benchmarks
			.iter()
			.find(|list| list.pallet == batch.pallet && list.instance == batch.instance)
			.and_then(|list| list.benchmarks.iter().find(|one| one.name == batch.benchmark))
			.with_context(|| {
				format!(
					"the runtime has no benchmark {}: was another one measured?",
					String::from_utf8_lossy(&batch.benchmark)
				)
			})
	}

	/// The storage item whose keys begin so.
	pub fn storage_item(&self, prefix: &[u8]) -> Option<&StorageInfo> {
		self.storage.iter().find(|item| item.prefix == prefix)
	}

	/// Runs a benchmark once and says what it touched, but for what every block touches anyway.
	pub fn touched(
		&self,
		batch: &BenchmarkBatchSplitResults,
		point: &Point,
	) -> Result<Vec<Touched>> {
		let (verify, repeats) = (false, 1_u32);
		let arguments =
			(&batch.pallet, &batch.instance, &batch.benchmark, point, verify, repeats).encode();
		let result: Result<Vec<BenchmarkBatch>, String> =
			self.call("Benchmark_dispatch_benchmark", &arguments)?;
		let name = String::from_utf8_lossy(&batch.benchmark);
		let batches = result.map_err(|error| anyhow!("{name} fails: {error}"))?;
		let Some(result) = batches.first().and_then(|batch| batch.results.first()) else {
			bail!("{name} gave no result");
		};
		Ok(result
			.keys
			.iter()
			.filter(|(_, reads, writes, in_every_block)| !in_every_block && reads + writes > 0)
			.map(|(key, reads, writes, _)| Touched {
				prefix: key[..key.len().min(32)].to_vec(),
				reads: *reads,
				writes: *writes,
			})
			.collect())
	}

	fn call<R: Decode>(&self, method: &str, arguments: &[u8]) -> Result<R> {
		let mut extensions = Extensions::default();
		extensions.register(KeystoreExt::new(MemoryKeystore::new()));
		extensions.register(ReadRuntimeVersionExt::new(self.executor.clone()));
		let code = WrappedRuntimeCode(self.code.as_slice().into());
		let code = RuntimeCode {
			code_fetcher: &code,
			hash: polkadot_sdk::sp_io::hashing::blake2_256(&self.code).to_vec(),
			heap_pages: None,
		};
		let answer = StateMachine::new(
			&self.state,
			&mut Default::default(),
			&self.executor,
			method,
			arguments,
			&mut extensions,
			&code,
			CallContext::Offchain,
		)
		.execute()
		.map_err(|error| anyhow!("{method}: {error}"))?;
		R::decode(&mut &answer[..]).with_context(|| format!("{method} gave something else"))
	}
}
