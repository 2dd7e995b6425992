#!/usr/bin/env bash
# Makes this machine able to build and test the WebAssembly, and prints nothing when it already is.
#
#   scripts/toolchain.sh                    rustup's std for wasm32 first, Debian's packages when there is no rustup
#   WASM_STD=debian scripts/toolchain.sh    Debian's packages only (CI, and machines without rustup's network)
#
# Leaves .toolchain/ behind (git-ignored, out of the way of `cargo clean`): wasm-bindgen of Cargo.lock's version, a
# private sysroot on the Debian route, and env.sh, which scripts source to build for wasm32. wasm-opt comes from npm.
set -euo pipefail

ROOT=$(cd "$(dirname "$0")/.." && pwd)
PREFIX=$ROOT/.toolchain
TARGET=wasm32-unknown-unknown

say() { echo "toolchain: $*" >&2; }
die() { say "$@"; exit 1; }

command -v cargo >/dev/null && command -v rustc >/dev/null || die "no Rust on this machine.
  Install it with rustup (https://rustup.rs), or on Debian and Ubuntu with: apt-get install cargo rustc
  then run this again. \`npm start\` needs no Rust."

mkdir -p "$PREFIX"
HOST=$(rustc -vV | sed -n 's/^host: //p')

has_target() { [ -n "$(ls "$("$1" --print target-libdir --target $TARGET 2>/dev/null)"/libcore-*.rlib 2>/dev/null)" ]; }

# Bitcode, as rustup's libraries have it, so that optimizing looks through them and leaves out what nothing uses.
STD_FLAGS=-Cembed-bitcode=yes

# A sysroot is of one compiler only: after an upgrade of Debian's rustc it is built again.
sysroot_recipe() { /usr/bin/rustc -vV 2>/dev/null && echo "$STD_FLAGS"; }
sysroot_is_good() {
  [ -x "$PREFIX/sysroot/bin/rustc" ] && [ -x /usr/bin/cargo-clippy ] && has_target "$PREFIX/sysroot/bin/rustc" &&
    [ "$(cat "$PREFIX/sysroot/made-from" 2>/dev/null)" = "$(sysroot_recipe)" ]
}

build_sysroot() {
  command -v apt-get >/dev/null || die "rustc has no standard library for $TARGET.
  Get it with: rustup target add $TARGET"
  local as_root=""
  [ "$(id -u)" = 0 ] || as_root=sudo
  local packages="rustc-web rust-web-src rust-web-clippy lld-22"
  # shellcheck disable=SC2086 # several words, each a package
  if ! dpkg -s $packages >/dev/null 2>&1; then
    say "installing Debian's $packages"
    $as_root apt-get update -qq
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $packages >/dev/null ||
      die "apt-get could not install them; get the standard library with: rustup target add $TARGET"
  fi
  say "building the standard library for $TARGET (under a minute)"
  local host_bin=lib/rustlib/$HOST/bin seed sysroot=$PREFIX/sysroot
  rm -rf "$sysroot"
  mkdir -p "$sysroot/bin" "$sysroot/lib/rustlib/$TARGET/lib" "$sysroot/$host_bin"
  ln -s "/usr/lib/rustlib/$HOST/lib" "$sysroot/lib/rustlib/$HOST/lib"
  ln -s /usr/lib/rustlib/src "$sysroot/lib/rustlib/src"
  # Under this name and place rustc finds its linker without any configuration.
  ln -s "$(ls -d /usr/lib/llvm-*/bin/lld | sort -V | tail -1)" "$sysroot/$host_bin/rust-lld"
  # The relative form keeps the folder movable, as far as this script is concerned.
  printf '#!/bin/sh\nexec /usr/bin/rustc --sysroot "$(cd "$(dirname "$0")/.." && pwd)" "$@"\n' > "$sysroot/bin/rustc"
  chmod +x "$sysroot/bin/rustc"
  seed=$(mktemp -d)
  mkdir "$seed/src"
  echo '#![no_std]' > "$seed/src/lib.rs"
  printf '[package]\nname = "seed"\nversion = "0.0.0"\nedition = "2021"\n[profile.release]\npanic = "abort"\n[workspace]\n' > "$seed/Cargo.toml"
  # `test` is what `cargo test` links. The remapped prefixes are upstream's own, and keep this machine's folders out of
  # panic messages; which folder cargo keeps std's dependencies in shows once they are there.
  (
    cd "$seed"
    # A profile that somebody tries on the library must not stay in what every later build links.
    unset "${!CARGO_PROFILE_@}"
    export RUSTC=/usr/bin/rustc RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$seed/target"
    local std=-Zbuild-std=std,panic_abort,test cache
    cargo fetch -q --target $TARGET $std
    CARGO_ENCODED_RUSTFLAGS=$STD_FLAGS$'\x1f'--remap-path-prefix=/usr/lib/rustlib/src/rust=/rustc
    for cache in "${CARGO_HOME:-$HOME/.cargo}"/registry/src/*; do
      CARGO_ENCODED_RUSTFLAGS+=$'\x1f'--remap-path-prefix=$cache=/rust/deps
    done
    export CARGO_ENCODED_RUSTFLAGS
    cargo build -q --release --target $TARGET $std
  )
  cp "$seed/target/$TARGET/release/deps"/lib*.rlib "$sysroot/lib/rustlib/$TARGET/lib/"
  rm -f "$sysroot/lib/rustlib/$TARGET/lib"/libseed-*
  rm -rf "$seed"
  sysroot_recipe > "$sysroot/made-from"
  rm -rf "$ROOT/target/wasm" # cargo does not notice that std is another one
}

# The compiler for wasm32: rustc as it is, or the one in our sysroot.
RUSTC_WASM=
if [ "${WASM_STD:-}" != debian ] && has_target rustc; then :
elif sysroot_is_good; then RUSTC_WASM=$PREFIX/sysroot/bin/rustc
elif [ "${WASM_STD:-}" != debian ] && command -v rustup >/dev/null &&
  { say "rustup target add $TARGET"; timeout 120 rustup target add $TARGET >/dev/null 2>&1; } && has_target rustc; then :
else
  build_sysroot
  sysroot_is_good || die "the standard library was built but rustc does not find it in $PREFIX/sysroot"
  RUSTC_WASM=$PREFIX/sysroot/bin/rustc
fi

# wasm-bindgen reads what its crate wrote, and only of the very same version.
VERSION=${WASM_BINDGEN_VERSION:-$(sed -n '/^name = "wasm-bindgen"$/{n;s/version = "\(.*\)"/\1/p}' "$ROOT/Cargo.lock")}
[ -n "$VERSION" ] || die "Cargo.lock names no wasm-bindgen"
is_version() { [ "$("$1" --version 2>/dev/null)" = "wasm-bindgen $VERSION" ]; }
if ! is_version "$PREFIX/bin/wasm-bindgen"; then
  mkdir -p "$PREFIX/bin"
  if is_version wasm-bindgen && command -v wasm-bindgen-test-runner >/dev/null; then
    ln -sf "$(command -v wasm-bindgen)" "$(command -v wasm-bindgen-test-runner)" "$PREFIX/bin/"
  else
    say "cargo install wasm-bindgen-cli $VERSION (about three minutes)"
    # A dependency locked to a version that was withdrawn since must not stop us: then the newest that fit.
    cargo install -q --locked --force --root "$PREFIX" wasm-bindgen-cli --version "$VERSION" 2>/dev/null ||
      cargo install -q --force --root "$PREFIX" wasm-bindgen-cli --version "$VERSION"
  fi
fi

{
  echo "# Written by scripts/toolchain.sh: what a build for $TARGET needs."
  if [ -n "$RUSTC_WASM" ]; then
    # Clippy is built for one compiler, and looks for the standard library in SYSROOT.
    printf 'export RUSTC=%q SYSROOT=%q CARGO_CLIPPY=/usr/bin/cargo-clippy\n' "$RUSTC_WASM" "$PREFIX/sysroot"
  fi
  printf 'export PATH=%q:"$PATH"\n' "$PREFIX/bin"
  printf 'export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER=%q\n' "$PREFIX/bin/wasm-bindgen-test-runner"
} > "$PREFIX/env.sh"
