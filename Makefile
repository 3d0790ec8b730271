# The recipes of this repository, the same by hand and on a build machine. `make` alone lists them.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
# One cargo at a time: they share the target folder.
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

# Outside the clone, so that a fresh clone finds the thousand crates of the SDK compiled. The last part must
# be `target`: substrate-wasm-builder looks for that name.
export CARGO_TARGET_DIR ?= $(HOME)/.cache/animechain/target
export PATH := $(HOME)/.cargo/bin:$(PATH)

# Every compile of our own crates is a lint: cargo runs this in place of rustc for members of the workspace
# only, and clippy-driver compiles what it lints. `cargo clippy` would need a second copy of every
# dependency. clippy-driver switches the optimisations on MIR off, so `make production` does without. A
# toolchain of rustup always has it. Looked up when a recipe runs, for `setup` may have just installed it.
LINT = $(if $(shell PATH='$(PATH)' command -v rustup clippy-driver),$(CLIPPY),$(info lints are skipped: this toolchain has no clippy))
CLIPPY := RUSTC_WORKSPACE_WRAPPER=clippy-driver CLIPPY_ARGS=-Dwarnings__CLIPPY_HACKERY__

# One profile, one feature set: selecting single packages changes the features of their dependencies and
# would compile the SDK again.
EVERYTHING := --locked --workspace --profile fast

step = @printf '\n==> %s\n' $(1)

.PHONY: help
help: ## Print this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## Install what this machine lacks
	@scripts/setup.sh

.PHONY: setup-e2e
setup-e2e:
	@scripts/setup.sh --with-e2e

.PHONY: build
build: setup ## Build animechain-node and animechain, linked into bin/
	$(call step,'building the node and the tools (the first time half an hour on 2 cores, then minutes)')
	@scripts/patches-age.sh before
	$(LINT) cargo build $(EVERYTHING)
	@scripts/patches-age.sh after
	@mkdir -p bin
	@ln -sfn "$$CARGO_TARGET_DIR/fast/animechain-node" bin/animechain-node
	@ln -sfn "$$CARGO_TARGET_DIR/fast/animechain" bin/animechain

.PHONY: run
run: build ## Build, then run a development chain on ws://127.0.0.1:9944 (ARGS="..." for more flags)
	$(call step,'starting a development chain; Ctrl-C ends it')
	@exec bin/animechain-node --dev $(ARGS)

.PHONY: demo
demo: build ## Register folders of pictures, train, publish, trace, verify, pay and be paid: the whole way in one go
	@scripts/demo.sh

.PHONY: test
test: setup-e2e fmt-check build test-rust check-fast test-patches test-chain-specs e2e demo ## Run every check and every test

.PHONY: test-rust
test-rust:
	$(call step,'Rust tests (the first time some minutes of compiling)')
	$(LINT) cargo test $(EVERYTHING)

.PHONY: test-patches
test-patches:
	$(call step,'tests of patches/ (a minute the first time)')
	cargo test --manifest-path patches/wasm-opt/Cargo.toml --target-dir "$$CARGO_TARGET_DIR/patches"

.PHONY: test-chain-specs
test-chain-specs:
	$(call step,'are the chain specs still those of the runtime? (under a minute)')
	chain-specs/generate.sh --check

.PHONY: e2e
e2e: ## Test the built node from outside, with @polkadot/api
	$(call step,'the verifier of proofs for browsers (a minute the first time)')
	js/proof/build.sh
	$(call step,'end-to-end tests against bin/animechain-node (some minutes)')
	npm test --prefix e2e --silent

.PHONY: check-fast
check-fast: setup ## Test the pallets only, without the wasm runtime and the node
	SKIP_WASM_BUILD=1 $(LINT) cargo test --locked --profile fast -p animechain-primitives -p pallet-provenance -p pallet-consent -p pallet-royalty -p pallet-rights

.PHONY: lint
lint: setup ## Compile everything, tests too, with clippy's warnings as errors
	@scripts/patches-age.sh before
	$(LINT) cargo build $(EVERYTHING) --all-targets

.PHONY: fmt
fmt: ## Format the Rust sources
	cargo fmt --all
	rustfmt --edition 2021 patches/*/src/lib.rs

.PHONY: fmt-check
fmt-check:
	$(call step,'format')
	cargo fmt --all --check
	rustfmt --edition 2021 --check patches/*/src/lib.rs

.PHONY: check-benchmarks
check-benchmarks: ## See that the benchmarks compile (a second feature set: long the first time)
	SKIP_WASM_BUILD=1 CARGO_TARGET_DIR="$$CARGO_TARGET_DIR/benchmarks/target" \
		cargo check --locked --workspace --profile fast --features animechain-node/runtime-benchmarks

.PHONY: bench
bench: ## Print what calls cost, by leaves, edges and permissions, and what money costs
	cargo bench $(EVERYTHING) --bench costs

.PHONY: bench-lineage
bench-lineage: ## Print the lineage index against SQLite, petgraph and a plain search (1,000,000 assets: some minutes)
	cargo bench $(EVERYTHING) --bench lineage

.PHONY: chain-specs
chain-specs: build ## Generate chain-specs/ anew
	chain-specs/generate.sh

.PHONY: production
production: setup ## Build optimised binaries (a second profile: hours the first time)
	$(call step,'building with the production profile')
	cargo build --locked --workspace --profile production
	@echo "$$CARGO_TARGET_DIR/production/animechain-node"
	@echo "$$CARGO_TARGET_DIR/production/animechain"
