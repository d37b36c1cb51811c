#!/usr/bin/env bash
# Builds everything and runs every test. Needs the .NET SDK; installs what else it needs where that is missing (Debian, as root).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_CLI_UI_LANGUAGE=en MSBUILDDISABLENODEREUSE=1

need() { # need PROGRAM-OR-FILE PACKAGE...: installs the packages where the program or file is missing
  local what=$1
  shift
  if command -v "$what" >/dev/null || [ -e "$what" ]; then return; fi
  if [ "$(id -u)" != 0 ]; then
    echo "eng/test.sh: '$what' is missing. Install it: apt-get install $*" >&2
    exit 1
  fi
  apt-get update -qq
  DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

# The ahead-of-time publish of the consumer test links with these.
need gcc gcc libc6-dev
need /usr/include/zlib.h zlib1g-dev

need_server() { # like need, for packages that would start a service or make a database cluster: neither is wanted here
  if command -v "$1" >/dev/null || [ -e "$1" ] || [ "$(id -u)" != 0 ]; then
    need "$@"
    return
  fi
  local policy='' cluster=/etc/postgresql-common/createcluster.d/unified-media-tests.conf
  if [ ! -e /usr/sbin/policy-rc.d ]; then
    policy=/usr/sbin/policy-rc.d
    printf '#!/bin/sh\nexit 101\n' >"$policy"
    chmod +x "$policy"
  fi
  mkdir -p "${cluster%/*}"
  echo 'create_main_cluster = false' >"$cluster"
  need "$@" || { rm -f "$cluster" ${policy:+"$policy"}; return 1; }
  rm -f "$cluster" ${policy:+"$policy"}
}

# The tests start servers of their own from these programs, unless they are given one.
if [ -z "${UNIFIED_MEDIA_TEST_POSTGRES:-}" ] && ! ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1; then
  need_server initdb postgresql
fi
need_server /usr/sbin/pgbouncer pgbouncer

dotnet build Unified.Media.sln -c Release -warnaserror -v quiet

log=$(mktemp)
trap 'rm -f "$log"' EXIT
status=0
dotnet test --solution Unified.Media.sln -c Release --no-build --max-parallel-test-modules 2 --no-progress 2>&1 | tee "$log" || status=$?

count() { sed -nE "s/^ +$1: ([0-9]+).*/\1/p" "$log" | tail -n 1; }
passed=$(count succeeded)
failed=$(count failed)
skipped=$(count skipped)
if [ -z "$passed" ] || [ "$passed" = 0 ]; then
  echo "eng/test.sh: no test ran" >&2
  status=1
fi

# What failed stands again at the end, where it is found: each failed test with its first lines.
awk '/^failed /{left=12} /^(skipped|passed) /{left=0} /^Running tests from/{left=0} left-- > 0' "$log" | head -n 200

# A module that crashed has no failed test to count, but it failed.
if [ "$status" != 0 ] && [ "${failed:-0}" = 0 ]; then failed=1; fi
echo "tests: ${passed:-0} passed, ${failed:-0} failed, ${skipped:-0} skipped"
exit "$status"
