//! The runtime in the executor of a node.

use std::{borrow::Cow, fs, path::Path};

use anyhow::{anyhow, Context, Result};
use codec::Encode;
use polkadot_sdk::{
	cumulus_client_service::ParachainHostFunctions,
	sc_executor::{
		RuntimeVersionOf, WasmExecutionMethod, WasmExecutor, WasmtimeInstantiationStrategy,
	},
	sp_core::{
		traits::{CallContext, RuntimeCode, WrappedRuntimeCode},
		Blake2Hasher,
	},
	sp_externalities::Extensions,
	sp_io::hashing::blake2_256,
	sp_state_machine::{
		backend::AsTrieBackend, BasicExternalities, OverlayedChanges, StateMachine,
		TrieBackendBuilder,
	},
};
use sp_trie::recorder::Recorder;

use crate::chain::State;

/// What is read is noted here, for the proof.
pub type Notes = Recorder<Blake2Hasher>;

/// A runtime, compiled once.
pub struct Wasm {
	executor: WasmExecutor<ParachainHostFunctions>,
	code: Vec<u8>,
	hash: Vec<u8>,
}

impl Wasm {
	/// Any runtime: with benchmarks it asks for functions of the host that a node does not have, and never calls them
	/// here.
	pub fn new(code: Vec<u8>) -> Self {
		let instantiation_strategy = WasmtimeInstantiationStrategy::PoolingCopyOnWrite;
		let executor = WasmExecutor::builder()
			.with_execution_method(WasmExecutionMethod::Compiled { instantiation_strategy })
			.with_allow_missing_host_functions(true)
			.with_max_runtime_instances(4)
			.with_runtime_cache_size(2)
			.build();
		let hash = blake2_256(&code).to_vec();
		Self { executor, code, hash }
	}

	/// The runtime that is shipped.
	pub fn shipped() -> Result<Self> {
		let code = animechain_runtime::WASM_BINARY
			.context("the runtime was compiled without its wasm: unset SKIP_WASM_BUILD")?;
		Ok(Self::new(code.to_vec()))
	}

	/// A runtime in a file.
	pub fn read(file: &Path) -> Result<Self> {
		let code = fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
		Ok(Self::new(code))
	}

	/// The version that the runtime says it has.
	pub fn version(&self) -> Result<(u32, u32)> {
		let code = self.code();
		let mut none = BasicExternalities::default();
		let version = self
			.executor
			.runtime_version(&mut none, &self.runtime_code(&code))
			.map_err(|error| anyhow!("not a runtime: {error}"))?;
		Ok((version.spec_version, version.transaction_version))
	}

	fn code(&self) -> WrappedRuntimeCode<'_> {
		WrappedRuntimeCode(Cow::Borrowed(&self.code))
	}

	fn runtime_code<'a>(&self, code: &'a WrappedRuntimeCode<'a>) -> RuntimeCode<'a> {
		RuntimeCode { code_fetcher: code, heap_pages: None, hash: self.hash.clone() }
	}

	/// Calls a function of the runtime on a state and what was changed since.
	pub fn call(
		&self,
		state: &State,
		notes: Option<&Notes>,
		changes: &mut OverlayedChanges<Blake2Hasher>,
		extensions: &mut Extensions,
		function: &str,
		input: &[u8],
	) -> Result<Vec<u8>> {
		let code = self.code();
		let runtime = self.runtime_code(&code);
		let backend = TrieBackendBuilder::wrap(state.as_trie_backend())
			.with_optional_recorder(notes.cloned())
			.build();
		let mut machine = StateMachine::new(
			&backend,
			changes,
			&self.executor,
			function,
			input,
			extensions,
			&runtime,
			CallContext::Onchain { import: false },
		);
		machine.execute().map_err(|error| anyhow!("{function}: {error}"))
	}

	/// Calls a function that looks at no state, as a validator of the relay chain does.
	pub fn call_alone(&self, function: &str, input: &impl Encode) -> Result<Vec<u8>> {
		let none = State::default();
		let (mut changes, mut extensions) = (OverlayedChanges::default(), Extensions::new());
		self.call(&none, None, &mut changes, &mut extensions, function, &input.encode())
	}
}

/// The result of something that is called asynchronous and waits for nothing.
pub fn now<T>(future: impl std::future::Future<Output = T>) -> T {
	use std::{
		pin::pin,
		task::{Context, Poll, Waker},
	};
	match pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
		Poll::Ready(result) => result,
		Poll::Pending => unreachable!("made up relay chains wait for nothing"),
	}
}
