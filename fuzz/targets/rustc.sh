#!/bin/bash
# The compiler of the targets: what is only linked, and hardly ever run, is compiled without optimisation and instrumentation.
# Of these crates of the SDK nearly all that runs is generic, and compiled with the runtime.
set -euo pipefail

crate=
for ((place = 1; place <= $#; place++)); do
	if [ "${!place}" = --crate-name ]; then
		next=$((place + 1))
		crate=${!next}
	fi
done
case $crate in
	pallet_provenance | pallet_consent | pallet_royalty | pallet_rights) exec "$@" ;;
	pallet_* | polkadot_* | cumulus_* | staging_* | xcm_* | parachains_* | sp_consensus_* | frame_* | sc_*) ;;
	*) exec "$@" ;;
esac
plain=()
for argument in "$@"; do
	case $argument in
		-Cpasses=sancov-module | -Cllvm-args=-sanitizer-coverage-*) ;;
		opt-level=*) plain+=(opt-level=0) ;;
		*) plain+=("$argument") ;;
	esac
done
exec "${plain[@]}"
