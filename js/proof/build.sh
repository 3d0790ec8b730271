#!/usr/bin/env bash
# Builds the verifier for browsers and for Node: src/verifier.wasm. About a minute the first time, then seconds.
set -euo pipefail
cd "$(dirname "$0")/../.."

# A folder of its own: the features of this build would compile half of the shared one again. Lints are the workspace's.
target="${CARGO_TARGET_DIR:-$HOME/.cache/animechain/target}/browser"
unset RUSTC_WORKSPACE_WRAPPER
# A page loads it: no names of functions, nothing that is never called.
export CARGO_PROFILE_PRODUCTION_LTO=fat CARGO_PROFILE_PRODUCTION_STRIP=symbols

cargo build --locked --profile production --target wasm32v1-none --target-dir "$target" \
	-p animechain-lineage-proof-wasm
cp "$target/wasm32v1-none/production/animechain_lineage_proof_wasm.wasm" js/proof/src/verifier.wasm
