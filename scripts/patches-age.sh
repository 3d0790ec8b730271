#!/usr/bin/env bash
# Lets a fresh clone reuse what is compiled.
#
# Cargo judges path dependencies by the age of their files, and in a clone every file is new. A large part of
# the SDK depends on patches/, so every fresh clone would compile that part again, for nothing.
#
#   scripts/patches-age.sh before   makes the files of patches/ old, if the target folder was built from
#                                   exactly these and nothing else was compiled from them since
#   scripts/patches-age.sh after    remembers what the target folder was built from
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

stamp=${CARGO_TARGET_DIR:?}/fast/.patches
contents=$(find patches -name '*.rs' -o -name Cargo.toml | LC_ALL=C sort | xargs sha256sum)

case ${1:-} in
before)
	[ -f "$stamp" ] && [ "$(<"$stamp")" = "$contents" ] || exit 0
	later=$(find "$CARGO_TARGET_DIR/fast/.fingerprint" -maxdepth 2 -newer "$stamp" \
		\( -path '*/kvdb-rocksdb-*' -o -path '*/wasm-opt-*' \) -print -quit)
	[ -z "$later" ] || exit 0
	find patches -type f -exec touch --date 2000-01-01 {} +
	;;
after)
	printf '%s' "$contents" >"$stamp"
	;;
*)
	echo "usage: scripts/patches-age.sh before|after" >&2
	exit 2
	;;
esac
