//! Builds the wasm runtime that goes on chain.

fn main() {
	// The everyday build lints what it compiles (see the Makefile); the wasm is compiled by plain rustc.
	std::env::remove_var("RUSTC_WORKSPACE_WRAPPER");

	#[cfg(all(feature = "std", not(feature = "metadata-hash")))]
	substrate_wasm_builder::WasmBuilder::build_using_defaults();

	// Hardware wallets show a transaction only if the runtime knows the hash of its metadata (RFC-0078).
	#[cfg(all(feature = "std", feature = "metadata-hash"))]
	substrate_wasm_builder::WasmBuilder::init_with_defaults()
		.enable_metadata_hash("ANIM", 12)
		.build();
}
