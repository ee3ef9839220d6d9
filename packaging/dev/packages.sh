# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash disable=SC2154,SC2034
# Sourced by `dev`. need_packages PURPOSE... installs what packages.txt lists for these purposes and the machine lacks.

# The Debian release whose package names apply: testing and derivatives without a plain number count as the newest.
debian_release() {
  local id="" number=""
  [[ -r /etc/os-release ]] && { id=$(. /etc/os-release && printf '%s' "${ID:-}"); number=$(. /etc/os-release && printf '%s' "${VERSION_ID:-}"); }
  [[ $id == debian && $number =~ ^[0-9]+$ ]] && printf '%s' "$number" || printf 13
}

# Prints "package<TAB>reason" of each purpose given after the release number.
listed_packages() {
  local release=$1
  shift
  awk -v release="$release" -v purposes=" $* " '
    /^\[/ {
      gsub(/[][]/, "")
      wanted = index(purposes, " " $1 " ") > 0
      if (NF > 1 && $2 ~ /-$/) wanted = wanted && release + 0 <= $2 + 0
      else if (NF > 1 && $2 ~ /\+$/) wanted = wanted && release + 0 >= $2 + 0
      else if (NF > 1) wanted = wanted && release == $2
      next
    }
    /^[a-z0-9]/ && wanted && !seen[$1]++ { name = $1; sub(/^[^#]*# */, ""); print name "\t" $0 }
  ' "$tools/packages.txt"
}

have_node() {
  command -v npm >/dev/null && [[ $(node --version 2>/dev/null) =~ ^v([0-9]+) ]] && ((BASH_REMATCH[1] >= 18))
}

# Programs that others pack as well, in files that Debian's packages would collide with.
have_client() {
  case $1 in
    kubernetes-client) command -v kubectl >/dev/null ;;
    docker.io | docker-cli) command -v docker >/dev/null ;;
    *) false ;;
  esac
}

# Reads "package<TAB>reason" lines and prints those that are not installed. One dpkg-query for all.
missing_packages() {
  local -A reason=() installed=()
  local -a names=()
  local name why state
  while IFS=$'\t' read -r name why; do
    [[ $name == nodejs || $name == npm ]] && have_node && continue
    have_client "$name" && continue
    names+=("$name")
    reason[$name]=$why
  done
  while read -r state name; do
    [[ $state == ii || $state == hi ]] && installed[${name%%:*}]=1
  done < <(dpkg-query -W -f '${db:Status-Abbrev} ${binary:Package}\n' "${names[@]}" 2>/dev/null)
  for name in "${names[@]}"; do
    [[ -v installed[$name] ]] || printf '%s\t%s\n' "$name" "${reason[$name]}"
  done
}

as_root() {
  if ((EUID == 0)); then "$@"; else sudo "$@"; fi
}

need_packages() {
  local release list
  release=$(debian_release)
  if ! command -v dpkg-query >/dev/null; then
    say "this is no Debian: make sure yourself that what packaging/dev/packages.txt lists is installed"
    return
  fi
  list=$(listed_packages "$release" "$@" | missing_packages)
  [[ -n $list ]] || return 0
  say "installing with apt-get what is missing:"
  while IFS=$'\t' read -r name why; do printf '       %-24s %s\n' "$name" "$why"; done <<<"$list" >&2
  if ((EUID != 0)) && ! command -v sudo >/dev/null; then
    die "this needs root, and sudo is not installed. As root: apt-get install --no-install-recommends $(cut -f1 <<<"$list" | xargs)"
  fi
  local -a apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=600 -o Acquire::Retries=3)
  as_root "${apt[@]}" update >&2
  # shellcheck disable=SC2046
  as_root "${apt[@]}" install -y --no-install-recommends $(cut -f1 <<<"$list") >&2
}
