#!/usr/bin/env bash
# Writes the chain specs from the node, or checks that the committed part of them is still true.
#
#   chain-specs/generate.sh           writes NETWORK.json, NETWORK.raw.json and state/
#   chain-specs/generate.sh --check   fails if state/ is not what the node says
#
# ANIMECHAIN_NODE names the node; default bin/animechain-node.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

networks=(dev local)
node=${ANIMECHAIN_NODE:-../bin/animechain-node}

check=false
jobs=()
case "$*" in
'') ;;
--check) check=true ;;
*)
	echo "usage: chain-specs/generate.sh [--check]" >&2
	exit 2
	;;
esac

if [ ! -x "$node" ]; then
	echo "chain-specs: there is no node at $node: run \`make build\` or set ANIMECHAIN_NODE" >&2
	exit 1
fi

fresh=$(mktemp -d)
trap 'rm -rf "$fresh"' EXIT
mkdir "$fresh/state"

generate() {
	local network=$1 spec
	"$node" export-chain-spec --chain "$network" --output "$fresh/$network.json" >/dev/null
	"$node" export-chain-spec --chain "$network" --raw --output "$fresh/$network.raw.json" >/dev/null
	for spec in "$network.json" "$network.raw.json"; do
		python3 without-code.py <"$fresh/$spec" >"$fresh/state/$spec"
	done
}

# Side by side: each export compiles the runtime, which takes one core ten seconds.
for network in "${networks[@]}"; do
	generate "$network" &
	jobs+=($!)
done
for job in "${jobs[@]}"; do
	wait "$job"
done

if $check; then
	if ! diff --recursive --unified state "$fresh/state"; then
		echo "chain-specs: the committed state is stale: run \`make chain-specs\`" >&2
		exit 1
	fi
	echo "chain-specs: up to date"
else
	cp "$fresh"/*.json .
	cp "$fresh"/state/*.json state/
	echo "chain-specs: wrote ${networks[*]/%/.json} ${networks[*]/%/.raw.json} and state/"
fi
