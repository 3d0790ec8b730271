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

# Sources outside the workspace.
OUTSIDE = $(wildcard patches/*/src/lib.rs fuzz/targets/*/src/*.rs fuzz/targets/*/src/bin/*.rs tools/mutation/src/*.rs tools/mutation/switch.rs)

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
	rustfmt --edition 2021 $(OUTSIDE)

.PHONY: fmt-check
fmt-check:
	$(call step,'format')
	cargo fmt --all --check
	rustfmt --edition 2021 --check $(OUTSIDE)

.PHONY: weights
weights: setup ## Measure the benchmarks and write the pallets' weights.rs (ten minutes with nothing else running; STEPS, REPEAT, MACHINE)
	$(LINT) cargo build $(EVERYTHING) --bin animechain-weights
	scripts/weights.sh

.PHONY: show-weights
show-weights: setup ## Print when and on what machine the weights were measured
	@$(LINT) cargo build $(EVERYTHING) --quiet --bin animechain-weights
	@"$$CARGO_TARGET_DIR/fast/animechain-weights" show pallets/*/src/weights.rs

.PHONY: honesty
honesty: setup ## Print real by declared time and proof of every call, in states of 1,000 to 1,000,000 rows (long; ARGS="--rows 1000 --alone")
	$(LINT) cargo build $(EVERYTHING) --bin animechain-benchmarks
	@"$$CARGO_TARGET_DIR/fast/animechain-benchmarks" honesty $(ARGS)

.PHONY: peers
peers: setup ## Print our calls beside those of pallet-nfts, nomination pools and balances, in one runtime
	$(LINT) cargo build $(EVERYTHING) --bin animechain-benchmarks
	runtime="$$(scripts/benchmark-runtime.sh)"; "$$CARGO_TARGET_DIR/fast/animechain-benchmarks" peers --runtime "$$runtime" $(ARGS)

.PHONY: fees
fees: setup ## Write the tables of docs/fees.md anew
	UPDATE_FEES=1 $(LINT) cargo test $(EVERYTHING) --test fees the_tables

.PHONY: bench
bench: ## Print what calls cost, by leaves, edges and permissions, and what money costs
	cargo bench $(EVERYTHING) --bench costs

.PHONY: bench-lineage
bench-lineage: ## Print the lineage index against SQLite, petgraph and a plain search (1,000,000 assets: some minutes)
	cargo bench $(EVERYTHING) --bench lineage

.PHONY: fuzz
fuzz: setup ## Dispatch 10,000,000 random operations against the real runtime (OPS=1000000 SEED=7)
	$(LINT) cargo build $(EVERYTHING) --bin animechain-stateful-fuzz
	@"$$CARGO_TARGET_DIR/fast/animechain-stateful-fuzz" --ops $(or $(OPS),10000000) $(if $(SEED),--seed $(SEED)) --summary "$$CARGO_TARGET_DIR/fuzz-summary.txt"

.PHONY: fuzz-targets
fuzz-targets: setup ## Run the coverage-guided fuzz targets, a minute each (SECONDS=1800, TARGETS="bundle snapshot")
	@fuzz/targets/run.sh --seconds $(or $(SECONDS),60) $(TARGETS)

.PHONY: mutants
mutants: setup ## Run the mutants that have no result yet (FILE=royalty, SHARD=0/4, AGAIN=survived; minutes)
	@command -v cargo-mutants >/dev/null || cargo install cargo-mutants --locked --version 27.1.0
	$(call step,'planting the mutants and building their tests (some minutes)')
	nice -n 19 python3 tools/mutation/tree.py
	nice -n 19 python3 tools/mutation/mutants.py $(if $(FILE),--file $(FILE)) $(if $(SHARD),--shard $(SHARD)) $(if $(AGAIN),--again $(AGAIN))

.PHONY: mutation-summary
mutation-summary: ## Print what mutation testing found
	@python3 tools/mutation/summary.py

.PHONY: mutation-survivors
mutation-survivors: ## Print which mutants no test notices, and why
	@python3 tools/mutation/summary.py --survivors

.PHONY: upgrade-rehearsal
upgrade-rehearsal: setup-e2e build ## Upgrade a chain with 100,000 records from the last release's runtime to this one (ARGS="--records 2000")
	@[ -d e2e/chopsticks/node_modules ] || npm ci --prefix e2e/chopsticks --silent
	node e2e/tools/upgradeRehearsal.mjs $(ARGS)

.PHONY: overload
overload: setup-e2e build ## Flood a node's pool with the heaviest calls for 50 blocks (some minutes; ARGS="--blocks 10")
	node e2e/tools/overload.mjs $(ARGS)

.PHONY: release-runtime
release-runtime: setup-e2e build ## Keep this runtime as that of a release, for the next rehearsal (RELEASE=0.2.0)
	node e2e/tools/releaseRuntime.mjs $(RELEASE) "$$(git rev-parse --short HEAD)"

.PHONY: release-shape
release-shape: setup ## Note the runtime's shape as released, in runtime/released.json: when a release is made
	UPDATE_RELEASED=1 $(LINT) cargo test $(EVERYTHING) --test versions the_versions

.PHONY: chain-specs
chain-specs: build ## Generate chain-specs/ anew
	chain-specs/generate.sh

.PHONY: production
production: setup ## Build optimised binaries (a second profile: hours the first time)
	$(call step,'building with the production profile')
	cargo build --locked --workspace --profile production
	@echo "$$CARGO_TARGET_DIR/production/animechain-node"
	@echo "$$CARGO_TARGET_DIR/production/animechain"
