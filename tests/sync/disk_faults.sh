#!/usr/bin/env bash
# Makes the disk fail under the programs that sync: one system call after another of the client, then of the server, answers that the
# disk is full, broken or read-only (strace injects it), while a sync runs. The program has to say so and end with status 1; what is
# on disk has to be whole; and the same command again, on a sound disk, has to bring everything over, once.
#
#   tests/sync/disk_faults.sh FOLDER [all]     FOLDER with ogp, ogp-net, ogp-server; all: every call, not a few (so with OGP_SOAK=1)
#
# The control: with CONTROL=1 a desk that has met a fault falls back to what it had before its last act, as one would that
# does not keep what waits; the run must fail. Where strace may not trace, it is skipped.
set -euo pipefail
folder=$(realpath "$1")
calls=few
if [[ ${2-} == all || -n ${OGP_SOAK-} ]]; then calls=all; fi
ogp=$folder/ogp

work=$(mktemp -d)
server=
cleanup() { stop_server; rm -rf "$work"; }
trap cleanup EXIT
cd "$work"
export HOME=$work LC_ALL=C.UTF-8 TZ=UTC OGP_LANG=en
unset OGP_DIR OGP_NOW OGP_TOKEN
# The leak sanitizer traces the process it looks at, which strace does already: it would end it with status 1 and words of its own.
export ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0"
fail() { echo "FAILED: $*" >&2; exit 1; }

if ! strace -f -qq -o probe -e inject=getcwd:error=EIO:when=1 true 2>/dev/null; then
  echo "SKIPPED: strace cannot trace here"
  exit 77
fi

# start_server [strace OPTION...]: 0 and `url` where it listens
port=0
start_server() {
  local tracer=()
  (($# == 0)) || tracer=(strace -f -qq -o trace.server "$@")
  rm -f ready; mkfifo ready
  "${tracer[@]}" "$folder/ogp-server" -C authority serve --listen "127.0.0.1:$port" --ready-fd 3 --tick-every 0 3>ready 2>server.log &
  server=$!
  url=
  read -r url <ready || true
  [[ -n $url ]] || { wait "$server" || true; server=; return 1; }
  port=${url##*:}
}
# Its own children first: strace passes no signal on.
stop_server() {
  [[ -n $server ]] || return 0
  local children
  children=$(ps -o pid= --ppid "$server" || true)
  # shellcheck disable=SC2086 # several ids
  kill ${children:-$server} 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  server=
}

"$ogp" init authority --actor nino --workflows plan,org_unit >/dev/null
"$ogp" -C authority plan new --set number=p --set title=გეგმა --quiet
OGP_TOKEN=$("$ogp" -C authority token new --actor nino --scope push,pull 2>/dev/null | tail -n 1)
export OGP_TOKEN
start_server || fail "the server does not start: $(tail -n 3 server.log)"
"$ogp" clone "$url" desk >/dev/null 2>&1

number=0
: >written
# Something waits at the desk, and something new is at the authority, each with a file. `piece`: where the desk's file will come.
act() {
  number=$((number + 1))
  [[ -z ${CONTROL-} ]] || { rm -rf before; cp -a desk/.ogp before; }
  "$ogp" -C desk org-unit new --set number="unit-$number" --set name=ერთეული --set plan=p --as importer --quiet || fail "the desk cannot act"
  echo "unit-$number" >>written
  local at
  for at in desk authority; do
    echo "file $number of $at" >"$at-$number.txt"
    "$ogp" -C "$at" plan attach p "$at-$number.txt" --quiet || fail "$at cannot attach a file"
  done
  piece=$work/authority/.ogp/incoming/$(sha256sum "desk-$number.txt" | cut -d ' ' -f 1)
}

# judge WHERE STATUS STATUSES...: what the client has said
judge() {
  local where=$1 status=$2
  shift 2
  [[ $status != 0 ]] || return 0
  [[ " $* " == *" $status "* ]] || fail "$where: exit status $status: $(cat err.txt)"
  # The fault may have hit the very words.
  grep -q '^ogp: .' err.txt || grep -qE 'write\([12],.*INJECTED' trace.client 2>/dev/null || fail "$where: status $status without a word of its own: $(head -c 2000 err.txt; tail -n 20 trace.client)"
  if grep -qiE 'internal|report it' err.txt; then fail "$where: taken for a mistake of the program: $(cat err.txt)"; fi
}
whole() { "$ogp" -C "$1" fsck --quiet >fsck.txt 2>&1 || fail "$2: $1 is not whole: $(head -n 3 fsck.txt)"; }

met=0
# in_client CALL ERROR WHEN...: false where there is no such call any more
in_client() {
  local call=$1 error=$2 when=$3 status=0
  shift 3
  act
  rm -f trace.client
  strace -f -qq -o trace.client "$@" -e inject="$call:error=$error:when=$when" "$folder/ogp-net" -C desk sync >/dev/null 2>err.txt || status=$?
  local injected=no
  if grep -q INJECTED trace.client; then injected=yes; met=$((met + 1)); fi
  [[ -z ${CONTROL-} ]] || { rm -rf desk/.ogp; cp -a before desk/.ogp; }
  judge "client, $call $error at $when" "$status" 1
  [[ $injected == yes || $status == 0 ]] || fail "client, $call $error at $when: status $status, and nothing was injected: $(cat err.txt)"
  whole desk "client, $call $error at $when"
  "$ogp" -C desk sync >/dev/null 2>err.txt || fail "client, $call $error at $when: does not recover: $(cat err.txt)"
  [[ $injected == yes ]]
}

# in_server: the same for the server, from its start on
in_server() {
  local call=$1 error=$2 when=$3 status=0
  shift 3
  stop_server
  act
  rm -f trace.server trace.client
  if start_server "${@//@piece/$piece}" -e inject="$call:error=$error:when=$when"; then
    "$ogp" -C desk sync >/dev/null 2>err.txt || status=$?
    judge "server, $call $error at $when" "$status" 1 9
    stop_server
  else
    grep -q '^ogp: .' server.log || fail "server, $call $error at $when: does not start, without a word"
  fi
  local injected=no
  if grep -q INJECTED trace.server; then injected=yes; met=$((met + 1)); fi
  whole authority "server, $call $error at $when"
  start_server || fail "server, $call $error at $when: does not start again: $(tail -n 3 server.log)"
  "$ogp" -C desk sync >/dev/null 2>err.txt || fail "server, $call $error at $when: does not recover: $(cat err.txt)"
  whole desk "server, $call $error at $when"
  [[ $injected == yes ]]
}

# each SIDE CALL ERROR LASTING NUMBERS [strace OPTION...]: at the calls of these numbers, or at all there are
each() {
  local side=$1 call=$2 error=$3 lasting=$4 numbers=$5 n
  shift 5
  if [[ $calls == all ]]; then
    for ((n = 1; ; n++)); do "in_$side" "$call" "$error" "$n$lasting" "$@" || break; done
    echo "$side: $call $error$lasting: $((n - 1)) calls"
  else
    for n in $numbers; do "in_$side" "$call" "$error" "$n$lasting" "$@" || true; done
  fi
}
files() { for name in ogp.db ogp.db-wal ogp.db-shm keys.db; do printf -- '-P %s ' "$work/$1/.ogp/$name"; done; }

each client fdatasync EIO "" "1 2"
each client fsync EIO "" "1"
each client pwrite64 ENOSPC + "2 9"
each client pwrite64 EIO "" "5"
# shellcheck disable=SC2046 # options, one word each
each client openat EROFS + "2" $(files desk)
each server fdatasync EIO "" "1 2"
each server pwrite64 ENOSPC + "3"
# shellcheck disable=SC2046
each server openat EROFS + "3" $(files authority)
# Only into that file: threads wake each other by a write as well.
each server write ENOSPC + "1" -P @piece
if [[ $calls == all ]]; then
  each client write ENOSPC + ""
  each server fsync EIO "" ""
  each server pwrite64 EIO "" ""
  for side in client server; do
    each "$side" rename EIO "" ""
    each "$side" ftruncate EIO "" ""
  done
fi

# A file system that really is full: a small one of memory, in name spaces of our own.
full_disk() {
  mkdir small
  # shellcheck disable=SC2016 # the inner shell's own variables
  unshare -rm bash -c 'set -e
    mount -t tmpfs -o size=256k tmpfs small
    status=0
    "$1" clone "$2" small/desk >/dev/null 2>err.txt || status=$?
    [[ $status == 1 ]] || { echo "FAILED: a full disk: exit status $status: $(cat err.txt)" >&2; exit 3; }
    mount -o remount,size=64m small
    "$1" clone "$2" small/desk >/dev/null 2>err.txt || { echo "FAILED: does not go on once there is room: $(cat err.txt)" >&2; exit 3; }
    "$1" -C small/desk fsck --quiet || { echo "FAILED: not whole after a full disk" >&2; exit 3; }' full "$ogp" "$url"
}
if unshare -rm mount -t tmpfs tmpfs /mnt 2>/dev/null; then
  full_disk || exit 1
else
  echo "skipped: a file system of one's own cannot be mounted here"
fi

"$ogp" -C desk sync >/dev/null || fail "the desk cannot sync at the end"
for copy in authority desk; do
  whole "$copy" "at the end"
  "$ogp" -C "$copy" org-unit list --limit 100000 --json=number | grep -o '"unit-[0-9]*"' | tr -d '"' | sort >"$copy.list"
done
sort written >written.list
comm -23 written.list authority.list >lost
[[ ! -s lost ]] || fail "lost: $(tr '\n' ' ' <lost)"
[[ -z $(uniq -d authority.list) ]] || fail "twice: $(uniq -d authority.list)"
cmp authority.list desk.list || fail "the copies differ"
for copy in authority desk; do
  files=$("$ogp" -C "$copy" plan show p --json | grep -oE '"(desk|authority)-[0-9]*\.txt"' | sort -u | wc -l)
  [[ $files == $((2 * number)) ]] || fail "$copy: $files files of $((2 * number))"
done
((met > 5)) || fail "only $met faults were met"
echo "faults met: $met, acts: $number"
