#!/usr/bin/env bash
# Kills the programs that sync, with kill -9, at times that nobody chose: the client, the server, or both, and starts them
# again. At the end every act that a desk has said was written is at the authority, once, and all copies are whole and equal.
#
#   tests/sync/kill_processes.sh FOLDER [KILLS] [SEED]     FOLDER with ogp, ogp-net, ogp-server
#
# The control: with CONTROL=1 one act is taken away from the authority's list before it is compared; the run must fail.
set -euo pipefail
folder=$(realpath "$1")
kills=${2:-200}
if [[ -n ${OGP_SOAK-} ]]; then kills=$((kills * 20)); fi
seed=${3:-$((($(date +%s%N) / 1000) % 32768))}
RANDOM=$seed
echo "seed $seed, kills $kills"
ogp=$folder/ogp

work=$(mktemp -d)
server=
cleanup() { [[ -z $server ]] || kill -9 "$server" 2>/dev/null || true; rm -rf "$work"; }
trap cleanup EXIT
cd "$work"
export HOME=$work LC_ALL=C.UTF-8 TZ=UTC
unset OGP_DIR OGP_NOW OGP_LANG OGP_TOKEN
fail() { echo "FAILED: $*" >&2; exit 1; }

"$ogp" init authority --actor nino --workflows plan,org_unit >/dev/null
"$ogp" -C authority plan new --set number=p --set title=გეგმა --quiet
OGP_TOKEN=$("$ogp" -C authority token new --actor nino --scope push,pull 2>/dev/null | tail -n 1)
export OGP_TOKEN
mkfifo ready
port=0
start_server() {
  "$ogp" -C authority serve --listen "127.0.0.1:$port" --ready-fd 3 --tick-every 0 3>ready 2>>server.log &
  server=$!
  read -r url <ready || fail "the server does not start: $(tail -n 3 server.log)"
  port=${url##*:}
}
start_server
for desk in one two; do "$ogp" clone "$url" "$desk" >/dev/null 2>&1; done

pause() { sleep "0.0$((RANDOM % 10))$((RANDOM % 10))"; }
number=0
: >written
for ((kill = 0; kill < kills; kill++)); do
  for desk in one two; do
    number=$((number + 1))
    "$ogp" -C "$desk" org-unit new --set number="$desk-$number" --set name=ერთეული --set plan=p --as importer >/dev/null && echo "$desk-$number" >>written
  done
  "$ogp" -C one sync >/dev/null 2>&1 & first=$!
  "$ogp" -C two sync >/dev/null 2>&1 & second=$!
  pause
  server_dies=no
  case $((RANDOM % 4)) in
    0) kill -9 "$first" 2>/dev/null || true ;;
    1) kill -9 "$first" "$second" 2>/dev/null || true ;;
    2) kill -9 "$server"; server_dies=yes ;;
    3) kill -9 "$server"; server_dies=yes; kill -9 "$second" 2>/dev/null || true ;;
  esac
  wait "$first" "$second" 2>/dev/null || true
  if [[ $server_dies == yes ]]; then
    wait "$server" 2>/dev/null || true
    start_server
  fi
done

for desk in one two one; do "$ogp" -C "$desk" sync >/dev/null || fail "$desk cannot sync at the end"; done
for copy in authority one two; do
  "$ogp" -C "$copy" fsck --quiet || fail "fsck of $copy"
  "$ogp" -C "$copy" org-unit list --limit 100000 --json=number | grep -o '"[a-z]*-[0-9]*"' | tr -d '"' | sort >"$copy.list"
done
[[ -z ${CONTROL-} ]] || sed -i 1d authority.list
sort written >written.list
comm -23 written.list authority.list >lost
[[ ! -s lost ]] || fail "lost: $(tr '\n' ' ' <lost)"
[[ -z $(uniq -d authority.list) ]] || fail "twice: $(uniq -d authority.list)"
for desk in one two; do cmp authority.list "$desk.list" || fail "the copies differ"; done
echo "written $(wc -l <written.list), at the authority $(wc -l <authority.list)"
