#!/bin/bash
# Runs the coverage-guided fuzz targets one after the other, and prints a line for each.
set -euo pipefail

here=$(cd "$(dirname "$0")" && pwd)
plain="merkle_sum bundle cursor snapshot params"
calls="calls"

usage() {
	cat >&2 <<END
fuzz/targets/run.sh [--seconds N] [--keep] [TARGET...]
    runs each target (all if none is named) for N seconds (60), and prints what came of it
fuzz/targets/run.sh --again TARGET FILE
    runs one input, to see how it fails

Targets: $plain $calls
--keep commits to corpus/TARGET the least that reaches every edge that the fuzzer reached.
Instrumented builds, working corpora and inputs that failed are under FUZZ_FOLDER
(\$CARGO_TARGET_DIR/fuzz, or ~/.cache/animechain/target/fuzz).
END
	exit 2
}

seconds=60
again=
keep=
chosen=()
while [ $# -gt 0 ]; do
	case $1 in
		--seconds) seconds=${2:-}; shift; [[ $seconds =~ ^[1-9][0-9]*$ ]] || usage ;;
		--keep) keep=yes ;;
		--again) [ $# -eq 3 ] || usage; chosen=("$2"); again=$3; shift 2; [ -f "$again" ] || usage ;;
		-*) usage ;;
		*) chosen+=("$1") ;;
	esac
	shift
done
[ ${#chosen[@]} -gt 0 ] || read -ra chosen <<<"$plain $calls"
for target in "${chosen[@]}"; do
	[[ " $plain $calls " == *" $target "* ]] || usage
done

work=${FUZZ_FOLDER:-${CARGO_TARGET_DIR:-$HOME/.cache/animechain/target}/fuzz}
export CARGO_TARGET_DIR=$work/target
host=$(rustc -vV | sed -n 's/^host: //p')
# The instrumentation that libFuzzer reads. What cargo-fuzz passes, but for the sanitizers, which need a nightly compiler, and
# `--cfg fuzzing`, under which some dependencies put made-up cryptography in place of theirs.
flags=(
	-Cpasses=sancov-module
	-Cllvm-args=-sanitizer-coverage-level=4
	-Cllvm-args=-sanitizer-coverage-inline-8bit-counters
	-Cllvm-args=-sanitizer-coverage-pc-table
	-Cllvm-args=-sanitizer-coverage-trace-compares
	-Cdebug-assertions
	-Coverflow-checks
)

build() {
	# The versions of the main workspace, with the fuzzer added.
	cp "$here/../../Cargo.lock" "$here/Cargo.lock"
	# A compiler that lints, and the wasm runtime, are for the main workspace.
	(cd "$here" && env -u RUSTC_WORKSPACE_WRAPPER SKIP_WASM_BUILD=1 RUSTFLAGS="${flags[*]}" \
		RUSTC_WRAPPER="$here/rustc.sh" cargo build --release --target "$host" -p "$1")
}

for package in plain calls; do
	for target in "${chosen[@]}"; do
		if [[ " ${!package} " == *" $target "* ]]; then
			build "animechain-fuzz-$package"
			break
		fi
	done
done

binaries=$CARGO_TARGET_DIR/$host/release
# Calls nest.
ulimit -s 262144 2>/dev/null || ulimit -s "$(ulimit -H -s)"

if [ -n "$again" ]; then
	exec "$binaries/${chosen[0]}" "$again"
fi

failed=0
summary=
for target in "${chosen[@]}"; do
	corpus=$work/corpus/$target
	found=$work/failed/$target
	log=$work/$target.log
	begin=$work/seeds/$target
	mkdir -p "$corpus" "$found" "$here/corpus/$target"
	rm -rf "$begin"
	mkdir -p "$begin"
	if ! FUZZ_SEEDS=$begin "$binaries/$target" 2>"$log"; then
		cat "$log" >&2
		exit 1
	fi
	echo "fuzzing $target for $seconds s: $log" >&2
	code=0
	nice -n 19 "$binaries/$target" "$corpus" "$here/corpus/$target" "$begin" \
		-max_total_time="$seconds" -max_len=8192 -timeout=10 -rss_limit_mb=1024 \
		-print_final_stats=1 -artifact_prefix="$found/" >"$log" 2>&1 || code=$?
	number() { sed -n "s/.*stat::$1: *//p" "$log" | tail -1; }
	covered=$(grep -ao 'cov: [0-9]* ft: [0-9]*' "$log" | tail -1 || true)
	crashes=0
	if [ $code -ne 0 ]; then
		crashes=1
		failed=1
		grep -a 'panicked at\|allocates more\|ERROR: libFuzzer\|Test unit written' -A1 "$log" | head -8 >&2 || true
	fi
	summary+=$(printf '%-12s %12s %9s %7s %8s %8s %8s' "$target" "$(number number_of_executed_units)" \
		"$(number average_exec_per_sec)" "$(cut -d' ' -f2 <<<"$covered")" "$(cut -d' ' -f4 <<<"$covered")" \
		"$(find "$corpus" -type f | wc -l)" "$crashes")$'\n'
	if [ -n "$keep" ] && [ $code -eq 0 ]; then
		# Beside the committed ones: the least that reaches every edge that the fuzzer reached.
		small=$(mktemp -d)
		find "$here/corpus/$target" -name 'reached-*' -delete
		cp -r "$here/corpus/$target"/. "$begin"/. "$small"
		"$binaries/$target" -merge=1 -use_counters=0 -max_len=2048 "$small" "$corpus" >>"$log" 2>&1
		for input in "$small"/*; do
			name=$(basename "$input")
			[ -f "$here/corpus/$target/$name" ] || [ -f "$begin/$name" ] || cp "$input" "$here/corpus/$target/reached-${name:0:16}"
		done
		rm -r "$small"
	fi
done

echo
printf '%-12s %12s %9s %7s %8s %8s %8s\n' target executions 'per s' edges features corpus crashes
printf '%s' "$summary"
if [ $failed -ne 0 ]; then
	echo "inputs that failed: $work/failed; run.sh --again TARGET FILE runs one"
	exit 1
fi
