#!/usr/bin/env bash
# The whole way as it is in a city: ogp through TLS to nginx, set up as tools/nginx.conf.example says, to ogp serve. A certificate
# that nobody vouches for, one of another host, and the way without TLS are refused, with words that say why.
#
#   tests/sync/tls_front.sh FOLDER CONFIGURATION     FOLDER with ogp, ogp-net, ogp-server; tools/nginx.conf.example
#
# The control: with CONTROL=1 the desk trusts the foreign authority as well; the run must fail.
set -euo pipefail
folder=$(realpath "$1")
example=$(realpath "$2")
ogp=$folder/ogp
PATH=$PATH:/usr/sbin
for program in nginx openssl; do
  command -v "$program" >/dev/null || { echo "SKIPPED: there is no $program"; exit 77; }
done

work=$(mktemp -d)
server=
front=
cleanup() {
  [[ -z $front ]] || kill "$front" 2>/dev/null || true
  [[ -z $server ]] || kill "$server" 2>/dev/null || true
  wait 2>/dev/null || true
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"
export HOME=$work LC_ALL=C.UTF-8 TZ=UTC OGP_LANG=en
unset OGP_DIR OGP_NOW OGP_TOKEN SSL_CERT_FILE
fail() { echo "FAILED: $*" >&2; exit 1; }

# authority NAME: a certificate authority in NAME.pem; certificate NAME AUTHORITY HOST: one for that host
authority() {
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj "/CN=$1" -keyout "$1.key" -out "$1.pem" 2>openssl.log
}
certificate() {
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/CN=$3" -keyout "$1.key" -out "$1.csr" 2>openssl.log
  openssl x509 -req -in "$1.csr" -CA "$2.pem" -CAkey "$2.key" -CAcreateserial -days 2 -extfile <(echo "subjectAltName=DNS:$3") -out "$1.pem" 2>openssl.log
}
authority city
authority foreign
certificate right city localhost
certificate unknown foreign localhost
cat city.pem foreign.pem >both.pem

"$ogp" init city --actor nino --workflows plan,org_unit >/dev/null
"$ogp" -C city plan new --set number=p --set title=გეგმა --quiet
OGP_TOKEN=$("$ogp" -C city token new --actor nino --scope push,pull 2>/dev/null | tail -n 1)
export OGP_TOKEN
mkfifo ready
"$folder/ogp-server" -C city serve --behind-front --listen 127.0.0.1:0 --ready-fd 3 --tick-every 0 3>ready 2>server.log &
server=$!
read -r behind <ready || fail "the server does not start: $(tail -n 3 server.log)"

# Only names, ports and paths differ from the example.
configure() { # CERTIFICATE PORT
  sed -e "s|127.0.0.1:8017|${behind#http://}|" -e "s|listen 80;|listen 127.0.0.1:$(($2 + 1));|" -e "s|listen 443 ssl|listen 127.0.0.1:$2 ssl|" \
    -e '/listen \[::\]/d' -e "s|/etc/letsencrypt/live/ogp.example.ge/fullchain.pem|$work/$1.pem|" \
    -e "s|/etc/letsencrypt/live/ogp.example.ge/privkey.pem|$work/$1.key|" -e "s|/var/log/nginx|$work|" "$example" >site.conf
  cat >nginx.conf <<END
daemon off;
pid $work/nginx.pid;
error_log $work/error.log;
events {}
http {
  client_body_temp_path $work/t1; proxy_temp_path $work/t2; fastcgi_temp_path $work/t3; uwsgi_temp_path $work/t4; scgi_temp_path $work/t5;
  include $work/site.conf;
}
END
}
start_front() { # CERTIFICATE
  local attempt
  [[ -z $front ]] || { kill "$front"; wait "$front" 2>/dev/null || true; }
  for attempt in 1 2 3 4 5; do
    port=$((20000 + (RANDOM + attempt) % 12000))
    configure "$1" "$port"
    nginx -t -q -p "$work" -e "$work/error.log" -c nginx.conf 2>nginx.log || continue # the port is taken
    nginx -p "$work" -e "$work/error.log" -c nginx.conf 2>nginx.log &
    front=$!
    for _ in {1..100}; do
      if (: <"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then return; fi
      kill -0 "$front" 2>/dev/null || break
      sleep 0.05
    done
  done
  fail "nginx does not take the example: $(cat nginx.log error.log)"
}

# refused STATUS WORDS COMMAND...: it must fail so, and say it
refused() {
  local expected=$1 words=$2 status=0
  shift 2
  "$@" >out.txt 2>err.txt || status=$?
  [[ $status == "$expected" ]] || fail "${words}: exit status $status: $(cat err.txt)"
  grep -q "$words" err.txt || fail "not said: $words: $(cat err.txt)"
  [[ ! -e refused/.ogp ]] || fail "$words: something was kept"
}

start_front right
SSL_CERT_FILE=city.pem "$ogp" clone "https://localhost:$port" desk >/dev/null 2>err.txt || fail "no clone over TLS: $(cat err.txt)"
"$ogp" -C desk org-unit new --set number=unit-1 --set name=ერთეული --set plan=p --as importer --quiet
echo "a letter" >letter.txt
"$ogp" -C desk plan attach p letter.txt --quiet
SSL_CERT_FILE=$work/city.pem "$ogp" -C desk sync >/dev/null 2>err.txt || fail "no sync over TLS: $(cat err.txt)"
"$ogp" -C desk fsck --quiet || fail "fsck"
"$ogp" -C city org-unit show unit-1 >/dev/null || fail "the act did not arrive"
cmp <("$ogp" -C desk checkpoint) <("$ogp" -C city checkpoint) || fail "the checkpoints differ"

refused 9 "certificate" "$ogp" clone "https://localhost:$port" refused
refused 9 "certificate" env SSL_CERT_FILE=city.pem "$ogp" clone "https://127.0.0.1:$port" refused # not a name of this certificate
refused 9 "sends us elsewhere" "$ogp" clone "http://127.0.0.1:$((port + 1))" refused
refused 2 "plain http is for this machine only" "$ogp" clone "http://ogp.example.ge" refused

start_front unknown
trusted=city.pem
[[ -z ${CONTROL-} ]] || trusted=both.pem
refused 9 "certificate" env SSL_CERT_FILE="$trusted" "$ogp" clone "https://localhost:$port" refused
"$ogp" -C desk remote set "https://localhost:$port" >/dev/null
refused 9 "certificate" env SSL_CERT_FILE=city.pem "$ogp" -C desk sync
echo "over TLS: cloned and synchronised; refused: 6"
