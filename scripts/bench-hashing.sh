#!/usr/bin/env bash
# How fast does `animechain` hash files and build their tree, against sha256sum on all cores?
#
#   scripts/bench-hashing.sh [FILES [KIB]]     [default: 20000 files of 100 KiB]
#
# Makes the files in a temporary folder, reads them once so that they are in memory, then runs both three
# times in turns and prints the medians and their ratio.
#
#   ANIMECHAIN_CLI    the command            [default: bin/animechain]
#   TMPDIR            where the files go     [default: /tmp]
set -euo pipefail

files=${1:-20000}
kib=${2:-100}
runs=3
cores=$(nproc)
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cli=$(realpath "${ANIMECHAIN_CLI:-$root/bin/animechain}")

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

mkdir "$work/files"
echo "making $files files of $kib KiB"
head -c "$((files * kib * 1024))" /dev/urandom |
	split --bytes="${kib}K" --suffix-length=7 --numeric-suffixes - "$work/files/"
made=$(find "$work/files" -type f | wc -l)
if ((made != files)); then
	echo "made $made files instead of $files" >&2
	exit 1
fi

ours() { "$cli" --store "$work/store" tree "$work/files" --json >/dev/null; }
theirs() { find "$work/files" -type f -print0 | xargs -0 -P "$cores" -n 64 sha256sum >/dev/null; }

seconds() {
	local begin=$EPOCHREALTIME
	"$1"
	awk -v begin="$begin" -v end="$EPOCHREALTIME" 'BEGIN { printf "%.3f\n", end - begin }'
}
median() { sort -n "$1" | sed -n "$(((runs + 1) / 2))p"; }

find "$work/files" -type f -exec cat {} + >/dev/null
for ((run = 1; run <= runs; run++)); do
	seconds ours >>"$work/ours"
	seconds theirs >>"$work/theirs"
	printf 'run %s: animechain %s s, sha256sum %s s\n' "$run" \
		"$(tail -n 1 "$work/ours")" "$(tail -n 1 "$work/theirs")"
done

awk -v ours="$(median "$work/ours")" -v theirs="$(median "$work/theirs")" \
	-v mib="$((files * kib / 1024))" -v cores="$cores" 'BEGIN {
	printf "\nmedians on %d cores, %d MiB, files in memory\n", cores, mib
	printf "  animechain tree    %8.3f s  %8.1f MiB/s\n", ours, mib / ours
	printf "  sha256sum -P %-4d  %8.3f s  %8.1f MiB/s\n", cores, theirs, mib / theirs
	printf "  animechain reaches %.0f %% of sha256sum\n", 100 * theirs / ours
}'
