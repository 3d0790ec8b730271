#!/usr/bin/env bash
# Measures the benchmarks of our pallets and writes their weights: some ten minutes on two cores that do nothing else.
# STEPS and REPEAT say how often; MACHINE names the machine where the default, its processor, says too little.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

steps="${STEPS:-50}"
repeat="${REPEAT:-20}"
cores="$(nproc)"
processor="$(sed -n 's/^model name[[:space:]]*: //p' /proc/cpuinfo | head -1)"
memory="$(awk '/MemTotal/ { printf "%.0f GiB", $2 / 1048576 }' /proc/meminfo)"
machine="${MACHINE:-${processor:-unknown processor}, $cores cores, $memory}"
ours=(provenance consent royalty rights)
peers=(pallet_balances pallet_assets pallet_utility pallet_nfts)

runtime="$(scripts/benchmark-runtime.sh)"
tool="${CARGO_TARGET_DIR:-$HOME/.cache/animechain/target}/fast/animechain-weights"
results="${RESULTS:-${CARGO_TARGET_DIR:-$HOME/.cache/animechain/target}/weights}"

measure() { # measure NAME PALLETS: writes what was measured to NAME.json
	"$tool" measure --runtime "$runtime" --pallet "$2" --extrinsic '*' --steps "$steps" --repeat "$repeat" \
		--min-duration "${SECONDS_EACH:-1}" --quiet --json-file "$results/$1.json"
}

names="$(printf 'pallet_%s,' "${ours[@]}")"
measure ours "${names%,}"
names="$(printf '%s,' "${peers[@]}")"
measure peers "${names%,}"

arguments=()
for pallet in "${ours[@]}"; do
	arguments+=(--pallet "pallet_$pallet=pallets/$pallet/src/weights.rs")
done
"$tool" generate --runtime "$runtime" --times "$results/ours.json" --date "$(date -u +%F)" --machine "$machine" \
	--steps "$steps" --repeat "$repeat" "${arguments[@]}"
echo
"$tool" table --runtime "$runtime" --times "$results/ours.json"
echo
"$tool" table --runtime "$runtime" --times "$results/peers.json"
