#!/usr/bin/env bash
# Installs what a fresh Debian or Ubuntu lacks to build, run and test Animechain.
#
#   scripts/setup.sh              for `make build` and `make run`
#   scripts/setup.sh --with-e2e   and the JavaScript workspace, for `make test`
#
# It asks for nothing. Every step first looks whether there is anything to do, so a second run takes about
# a second. Where it may not install (no root, no network) it says in one line what to install, and fails.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

with_e2e=false
case "$*" in
'') ;;
--with-e2e) with_e2e=true ;;
*)
	echo "usage: scripts/setup.sh [--with-e2e]" >&2
	exit 2
	;;
esac

# Where rustup puts its tools, unless a package manager installed it.
PATH="${HOME:-}/.cargo/bin:$PATH"

tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
log=$tmp/log

say() {
	printf 'setup: %s\n' "$*"
}

fail() {
	printf 'setup: %s\n' "$*" >&2
	exit 1
}

# Why the last command failed, as apt, rustup, cargo or npm said it.
why() {
	grep -E '^(E:|error:|npm (error|ERR!) code)' "$log" | tail -n 1 | grep . || echo "no network?"
}

have() {
	local command
	for command in "$@"; do
		command -v "$command" >/dev/null || return 1
	done
}

# --- Packages -----------------------------------------------------------------------------------------

may_install() {
	[ "$(id -u)" -eq 0 ] || { have sudo && sudo -n true 2>/dev/null; }
}

as_root() {
	local sudo=()
	[ "$(id -u)" -eq 0 ] || sudo=(sudo -n)
	"${sudo[@]}" env "$@" >>"$log" 2>&1
}

apt() {
	as_root DEBIAN_FRONTEND=noninteractive apt-get -qq "$@"
}

# candidate PACKAGE: the version that apt would install; nothing if there is none.
candidate() {
	LC_ALL=C apt-cache policy "$1" 2>/dev/null | sed -n 's/^ *Candidate: *\([0-9]\)/\1/p'
}

# install PACKAGE...: with apt, or one line that says what to install.
install() {
	have apt-get || fail "install these with your package manager: $*"
	may_install || fail "not root; run: sudo apt-get install $*"
	say "installing $* (a minute or two)"
	# Without a network the lists may still be good enough.
	apt update || true
	apt install -y --no-install-recommends "$@" || fail "install these, apt-get cannot ($(why)): $*"
}

missing=()

# want PACKAGE CHECK...: the package is missing if the check fails.
want() {
	local package=$1
	shift
	"$@" >/dev/null 2>&1 || missing+=("$package")
}

want build-essential have cc c++ make
want ca-certificates test -s /etc/ssl/certs/ca-certificates.crt
want curl have curl
want git have git
want jq have jq
want libssl-dev pkg-config --exists openssl
want pkg-config have pkg-config
want protobuf-compiler have protoc
want python3 have python3
if $with_e2e; then
	want nodejs have node
	want npm have npm
fi
if [ ${#missing[@]} -gt 0 ]; then
	install "${missing[@]}"
fi

# --- Rust -----------------------------------------------------------------------------------------------

# What rust-toolchain.toml names. Were it left to the first cargo that runs, rustup would install what is
# missing under that running build, which then fails.
channel=$(sed -n 's/^channel *= *"\(.*\)"/\1/p' rust-toolchain.toml)

# listed KEY: the strings of a list in that file, one a line.
listed() {
	sed -n "s/^$1 *= *\[\(.*\)\]/\1/p" rust-toolchain.toml | tr -d '" ' | tr ',' '\n'
}
mapfile -t components < <(listed components)
mapfile -t targets < <(listed targets)

rust_is_new_enough() {
	have cargo rustc rustfmt cargo-fmt || return 1
	printf 'rustc %s\n%s\n' "$channel" "$(rustc --version)" | sort --check=quiet --version-sort
}

# Whether rustc has what it needs for a target: libraries that this very version made, and a linker.
compiles_for() {
	rustc --target "$1" --edition 2021 --crate-type cdylib -o "$tmp/linked" - >/dev/null 2>&1 <<-'END'
		#![no_std]
		#[panic_handler]
		fn panic(_: &core::panic::PanicInfo) -> ! { loop {} }
	END
}

# Whether a toolchain without rustup will do: new enough, with the same parts. Without clippy the Makefile
# skips the lints.
rust_without_rustup() {
	local target
	rust_is_new_enough || return 1
	for target in "${targets[@]}"; do
		compiles_for "$target" || return 1
	done
}

# Debian 12 has no rustup, but keeps a recent Rust for its browsers, under names of its own. No package has
# the libraries of our target: they are made here from Debian's sources, again after an upgrade of rustc.
install_rust_of_browsers() {
	local target llvm lib
	# The linker is a link to that of the LLVM that this Rust was made with.
	llvm=$(LC_ALL=C apt-cache depends rust-web-llvm | sed -n 's/^ *Depends: llvm-\([0-9]*\)$/\1/p')
	install rustc-web cargo-web rustfmt-web rust-web-src rust-web-llvm "lld-$llvm"
	rust_is_new_enough || fail "remove the Rust that hides Debian's: $(command -v rustc)"
	for target in "${targets[@]}"; do
		compiles_for "$target" && continue
		say "compiling the Rust libraries for $target (a minute)"
		mkdir -p "$tmp/empty/src"
		printf '[package]\nname = "empty"\nedition = "2021"\n[workspace]\n' >"$tmp/empty/Cargo.toml"
		echo '#![no_std]' >"$tmp/empty/src/lib.rs"
		# The runtime is optimised at link time, which needs the bitcode.
		(cd "$tmp/empty" && RUSTC_BOOTSTRAP=1 RUSTFLAGS=-Cembed-bitcode=yes \
			cargo build --release -Zbuild-std=core,alloc --target "$target" --target-dir target) >"$log" 2>&1 ||
			fail "cargo cannot compile the libraries for $target ($(why))"
		lib=$(rustc --print sysroot)/lib/rustlib/$target/lib
		# The older ones go first: of two rustc would not know which. core, which compiles_for tries, comes last.
		{
			as_root rm -rf "$lib" &&
				as_root install -D -m 644 -t "$lib" "$tmp/empty/target/$target"/release/deps/lib{alloc,compiler_builtins,core}-*.rlib &&
				compiles_for "$target"
		} || fail "rustc has no use of the libraries that were to be put into $lib"
	done
}

toolchain_is_complete() {
	local installed part
	# Fails if the toolchain is not there at all.
	installed=$(rustup component list --toolchain "$channel" --installed 2>/dev/null) || return 1
	for part in "${components[@]}" "${targets[@]/#/rust-std-}"; do
		grep -q "^$part" <<<"$installed" || return 1
	done
}

if ! have rustup && ! rust_without_rustup; then
	# Debian 13 and Ubuntu 24.04 have a package of rustup; the lists of a fresh machine may be empty.
	rustup="rustup, then the toolchain $channel with: ${components[*]} ${targets[*]}"
	have apt-get || fail "install $rustup"
	may_install || fail "not root; run: sudo scripts/setup.sh, or install $rustup"
	apt update || true
	if [ -n "$(candidate rustup)" ]; then
		install rustup
	elif dpkg --compare-versions "$(candidate rustc-web)" ge "$channel"; then
		install_rust_of_browsers
	else
		fail "install (there is no package of it here) $rustup"
	fi
fi
if have rustup && ! toolchain_is_complete; then
	say "installing Rust $channel for ${targets[*]} (a minute or two)"
	rustup toolchain install "$channel" --profile minimal --no-self-update \
		"${components[@]/#/--component=}" "${targets[@]/#/--target=}" >"$log" 2>&1 ||
		fail "install these, rustup cannot ($(why)): toolchain $channel, ${components[*]} ${targets[*]}"
fi

# --- JavaScript -----------------------------------------------------------------------------------------

if $with_e2e; then
	node=$(node --version)
	major=${node#v}
	[ "${major%%.*}" -ge 18 ] || fail "install Node.js 18 or newer: this machine has $node"
	# Which lock file the workspace was installed from.
	stamp=e2e/node_modules/.installed-from
	lock=$(sha256sum <e2e/package-lock.json)
	if [ ! -f "$stamp" ] || [ "$(<"$stamp")" != "$lock" ]; then
		say "installing the JavaScript packages of e2e/ (a few seconds)"
		(cd e2e && npm ci --ignore-scripts --no-audit --no-fund) >"$log" 2>&1 ||
			fail "run this where there is a network, npm cannot ($(why)): npm ci --prefix e2e"
		printf '%s' "$lock" >"$stamp"
	fi
fi

say "everything is there"
