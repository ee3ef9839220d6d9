#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-3.0-or-later
#
# Makes SQLCipher 4 available. Prints the folder that holds it (for KEYSTEAD_SQLCIPHER_ROOT) as the last line of stdout, and
# nothing where the system's own package is new enough (Debian 13). Progress and errors go to stderr.
#
# Debian 12's own package is 3.4.1 of 2016. There this script builds the source package of Debian 13: fetched by apt from the
# machine's own Debian mirror, its signature checked against Debian's archive keyring. The result is cached in
# ${XDG_CACHE_HOME:-~/.cache}/keystead/sqlcipher/<version>-<hash of this script>, so an edit here builds anew.
set -euo pipefail

release=trixie
minimum=3.39  # pkg-config gives the version of the SQLite inside; SQLCipher 4.5.2 is the first on 3.39
keyrings=(/usr/share/keyrings/debian-archive-trixie-automatic.gpg /usr/share/keyrings/debian-archive-keyring.gpg)
defines=(-DSQLITE_HAS_CODEC -DSQLCIPHER_CRYPTO_OPENSSL -DSQLITE_TEMP_STORE=2 -DSQLITE_THREADSAFE=1 -DSQLITE_ENABLE_FTS5
         -DSQLITE_SECURE_DELETE -DSQLITE_DQS=0 -DSQLITE_OMIT_LOAD_EXTENSION)
hardening=(-O2 -fPIC -fstack-protector-strong -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2)

say() { printf 'sqlcipher: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

if pkg-config --exists "sqlcipher >= $minimum" 2>/dev/null; then
  exit 0
fi

cache="${XDG_CACHE_HOME:-$HOME/.cache}/keystead/sqlcipher"
digest=$(sha256sum "${BASH_SOURCE[0]}" | cut -c1-12)

cached_root() {
  local root
  for root in "$cache"/*-"$digest"; do
    if [[ -f $root/lib/libsqlcipher.a && -f $root/include/sqlcipher/sqlite3.h && -x $root/bin/sqlcipher ]]; then
      printf '%s\n' "$root"
      return 0
    fi
  done
  return 1
}

# The machine's own mirror of the Debian archive: the one its own release comes from, not the security archive.
debian_mirror() {
  local codename
  codename=$(. /etc/os-release && printf '%s' "${VERSION_CODENAME:?}")
  apt-get indextargets --no-release-info --format '$(RELEASE) $(COMPONENT) $(REPO_URI)' |
    awk -v codename="$codename" '($1 == codename || $1 ~ /^(old)*stable$/) && $2 == "main" { print $3; exit }'
}

# apt with a configuration of its own in $work/apt: neither the machine's sources nor its lists are read or changed.
private_apt() {
  apt-get -qq \
    -o Dir::Etc::sourcelist=/dev/null -o Dir::Etc::sourceparts="$work/apt/sources" -o Dir::Etc::preferencesparts=/dev/null \
    -o Dir::State::lists="$work/apt/lists" -o Dir::Cache="$work/apt/cache" \
    -o Acquire::AllowInsecureRepositories=false -o Acquire::AllowWeakRepositories=false \
    -o Acquire::AllowDowngradeToInsecureRepositories=false -o APT::Get::AllowUnauthenticated=false \
    -o APT::Update::Error-Mode=any -o Acquire::Retries=3 -o Acquire::Languages=none "$@"
}

fetch_source() {
  local mirror keyring
  mirror=$(debian_mirror)
  [[ -n $mirror ]] || die "apt knows no Debian mirror (is there a deb entry for the main archive?)"
  for keyring in "${keyrings[@]}" ""; do
    [[ -f $keyring ]] && break
  done
  [[ -n $keyring ]] || die "Debian's archive keyring is missing: install debian-archive-keyring"
  mkdir -p "$work"/apt/{sources,lists/partial,cache/archives/partial} "$work/source"
  if ((EUID == 0)); then  # apt downloads as its own unprivileged user
    chmod 711 "$work"
    chown _apt "$work/source" "$work/apt/lists/partial" "$work/apt/cache/archives/partial"
  fi
  printf 'Types: deb-src\nURIs: %s\nSuites: %s\nComponents: main\nSigned-By: %s\n' \
    "$mirror" "$release" "$keyring" >"$work/apt/sources/$release.sources"
  say "reading the list of source packages of Debian $release"
  private_apt update >&2 || die "the package lists of $release could not be read or their signature is not valid"
  say "fetching the source package"
  (cd "$work/source" && private_apt source --only-source sqlcipher >&2) || die "the source package could not be fetched"
}

# Compiles in $work/source/sqlcipher-* and installs into the folder $1.
compile() {
  local stage=$1 log=$work/build.log
  cd "$work"/source/sqlcipher-*/
  say "configure"
  ./configure --enable-tempstore=yes --disable-tcl --disable-shared --enable-static --disable-readline \
    CFLAGS="${defines[*]} ${hardening[*]}" LDFLAGS="-Wl,-z,relro -Wl,-z,now" LIBS="-lcrypto" >"$log" 2>&1 ||
    { tail -20 "$log" >&2; die "configure failed"; }
  say "compile (about a minute)"
  make -j"$(nproc)" libsqlcipher.la sqlcipher >>"$log" 2>&1 || { tail -20 "$log" >&2; die "the build failed"; }
  install -D -m 644 sqlite3.h "$stage/include/sqlcipher/sqlite3.h"
  install -D -m 644 .libs/libsqlcipher.a "$stage/lib/libsqlcipher.a"
  install -D -m 755 sqlcipher "$stage/bin/sqlcipher"
}

# The cipher must really be there: a database written with a key must not begin with SQLite's plain header.
check_cipher() {
  local stage=$1 file="$work/check.db"
  "$stage/bin/sqlcipher" "$file" "pragma key='probe'; create table t(a); insert into t values(1);" >/dev/null
  [[ $(head -c 15 "$file" | tr -d '\0') != "SQLite format 3" ]] || die "the built library does not encrypt"
  [[ $("$stage/bin/sqlcipher" :memory: "pragma cipher_version;") == 4.* ]] || die "the built library is not SQLCipher 4"
}

build() {
  local tool version
  for tool in apt-get dpkg-source tclsh make cc flock; do
    command -v "$tool" >/dev/null || die "$tool is missing (./dev installs everything that is needed)"
  done
  work=$(mktemp -d)
  stage=$(mktemp -d "$cache/.stage-XXXXXX")
  trap 'rm -rf "$work" "$stage"' EXIT
  fetch_source
  version=$(cd "$work"/source/sqlcipher-*/ && dpkg-parsechangelog -S Version)
  say "building SQLCipher $version"
  (compile "$stage")
  check_cipher "$stage"
  chmod 755 "$stage"
  mv -T "$stage" "$cache/$version-$digest"
}

if ! cached_root; then
  mkdir -p "$cache"
  exec {lock}>"$cache/.lock"
  flock "$lock"
  if ! cached_root; then  # another run may have built it meanwhile
    build >&2
    cached_root || die "the build left no library"
  fi
fi
