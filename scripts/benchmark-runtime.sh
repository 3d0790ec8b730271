#!/usr/bin/env bash
# Builds the runtime with its benchmarks and, beside our pallets, those that they are measured against, as wasm, and prints
# the file's path. No node and no native runtime is compiled: the tools that measure run any wasm.
#
# The flags are those of substrate-wasm-builder 35 for rustc from 1.84 on.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

target="${CARGO_TARGET_DIR:-$HOME/.cache/animechain/target}/weights/target"

# The lints of the everyday build are for native code.
unset RUSTC_WORKSPACE_WRAPPER CLIPPY_ARGS
RUSTFLAGS="-C link-arg=--export-table --cfg substrate_runtime" \
	CARGO_PROFILE_RELEASE_PANIC=abort CARGO_PROFILE_RELEASE_LTO=thin SKIP_WASM_BUILD=1 \
	cargo rustc --locked --package animechain-runtime --lib --crate-type cdylib --target wasm32v1-none \
	--target-dir "$target" --release --no-default-features --features "${1:-runtime-benchmarks,peers}" >&2
echo "$target/wasm32v1-none/release/animechain_runtime.wasm"
