#!/usr/bin/env bash
# Tries the production set-up of this folder on this machine: PostgreSQL of Debian's packages, the migration, two nodes behind nginx with https, a sign-in, a dead
# node. Takes the shipped nginx and environment files, changes only names, ports and passwords, and leaves nothing behind.
#   etc/production/try.sh                      builds Release first (minutes)
#   UB_TRY_CONFIGURATION=Debug …/try.sh        takes what is built (seconds)
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/throwaway.sh"
need nginx openssl curl dotnet awk setpriv
begin_trial
readonly domain=ub.test here="$repository/etc/production"

say "publishing"
publish Web Cli
ub_folder="$trial/cli"
say "PostgreSQL $("$pg_bin/postgres" --version | awk '{ print $3 }') as $account"
make_cluster data
say "migrating as ub_owner"
with_owner=yes ub migrate >/dev/null 2>"$trial/logs/migrate.log"
say "a small town"
(cd "$repository" && ub seed --preset riverbend --accounts 15 --months 5 >/dev/null 2>"$trial/logs/seed.log")

# The shipped environment file with this trial's names.
sed -e "s|^ConnectionStrings__Default=.*|ConnectionStrings__Default=$app_connection;Maximum Pool Size=40|" -e "s/example\.org/$domain/g" "$here/web.env.example" >"$trial/web.env"
node() {
    local variables=()
    mapfile -t variables < <(grep -v '^#' "$trial/web.env")
    spawn "$trial/logs/web$1.log" env -i -C "$trial/web" PATH="$PATH" HOME="$trial/run" DOTNET_CLI_TELEMETRY_OPTOUT=1 "${variables[@]}" "Urls=http://127.0.0.1:$2" dotnet "$trial/web/UtilityBilling.Web.dll"
}
ready() { for _ in $(seq 100); do [[ $(curl -s -o /dev/null -w '%{http_code}' "http://127.0.0.1:$1/health/ready") != 200 ]] || return 0; sleep 0.3; done; fail "node at port $1 is not ready"; }
node1_port=$(free_port) node2_port=$(free_port) http_port=$(free_port) https_port=$(free_port)
say "two nodes"
node 1 "$node1_port"; node1=$spawned
node 2 "$node2_port"; node2=$spawned
ready "$node1_port"
ready "$node2_port"

say "nginx $(nginx -v 2>&1 | awk -F/ '{ print $2 }') with the shipped file"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 1 -subj "/CN=$domain" -addext "subjectAltName=DNS:$domain,DNS:*.$domain" \
    -keyout "$trial/run/key.pem" -out "$trial/cert.pem" 2>/dev/null
chown "$account" "$trial/run/key.pem"
sed -e "s/example\.org/$domain/g" -e "s|/etc/ssl/utilitybilling/fullchain.pem|$trial/cert.pem|" -e "s|/etc/ssl/utilitybilling/privkey.pem|$trial/run/key.pem|" \
    -e "s/127\.0\.0\.1:5081/127.0.0.1:$node1_port/" -e "s/127\.0\.0\.1:5082/127.0.0.1:$node2_port/" -e "s/listen 80;/listen 127.0.0.1:$http_port;/" -e "s/listen 443 /listen 127.0.0.1:$https_port /" \
    "$here/nginx/utilitybilling.conf" >"$trial/site.conf"
cat >"$trial/nginx.conf" <<NGINX
daemon off;
pid $trial/run/nginx.pid;
error_log $trial/logs/nginx.log;
events {}
http {
    access_log off;
    client_body_temp_path $trial/run/body; proxy_temp_path $trial/run/proxy; fastcgi_temp_path $trial/run/f; uwsgi_temp_path $trial/run/u; scgi_temp_path $trial/run/s;
    include $trial/site.conf;
}
NGINX
as_account nginx -q -t -c "$trial/nginx.conf" -e "$trial/logs/nginx.log" || fail "nginx refuses the file"
spawn "$trial/logs/nginx-out.log" nginx -c "$trial/nginx.conf" -e "$trial/logs/nginx.log"
readonly town="riverbend.$domain" site="https://riverbend.$domain:$https_port"
web() { curl -s --cacert "$trial/cert.pem" --resolve "$town:$https_port:127.0.0.1" --resolve "nowhere.$domain:$https_port:127.0.0.1" --resolve "$town:$http_port:127.0.0.1" --max-time 20 -b "$trial/jar" -c "$trial/jar" "$@"; }
code() { web -o /dev/null -w '%{http_code}' "$@"; }
is() { [[ $2 == "$3" ]] || fail "$1: $2 instead of $3"; say "$1: $2"; }
touch "$trial/jar"
for _ in $(seq 50); do [[ $(code "$site/health/live") != 200 ]] || break; sleep 0.1; done
is "ready, through nginx" "$(code "$site/health/ready")" 200
is "http is sent to https" "$(code "http://$town:$http_port/")" 308
is "a town that is none" "$(code "https://nowhere.$domain:$https_port/")" 404
is "another name" "$(curl -s -o /dev/null -w '%{http_code}' -H "Host: elsewhere.example" "http://127.0.0.1:$node1_port/Account/Login")" 400

say "signing in"
web "$site/Account/Login" >"$trial/login.html"
token=$(sed -n 's/.*name="__RequestVerificationToken"[^>]*value="\([^"]*\)".*/\1/p' "$trial/login.html" | head -1)
web -D "$trial/headers" -o /dev/null --data-urlencode "__RequestVerificationToken=$token" --data-urlencode "Input.UserName=ana.ruiz" --data-urlencode "Input.Password=seven quiet otters swim north" "$site/Account/Login"
grep -qi '^set-cookie: ub-session=.*secure' "$trial/headers" || fail "no session cookie, or not for https only: $(head -1 "$trial/headers")"
grep -qi '^strict-transport-security:' "$trial/headers" || fail "no Strict-Transport-Security"
is "signed in, by https only" "$(code "$site/Customers/Accounts")" 200

# As many pages as it takes 6 seconds, with the one session, while a node dies.
stays_up() {
    local victim=$1 until=$((SECONDS + 6)) pages=0 others=0
    kill -9 "$victim"
    wait "$victim" 2>/dev/null || true
    while ((SECONDS < until)); do
        if [[ $(code "$site/Customers/Accounts") == 200 ]]; then pages=$((pages + 1)); else others=$((others + 1)); fi
    done
    ((pages > 0 && others == 0)) || fail "with a node dead, $others of $((pages + others)) pages did not come"
    say "a node killed with SIGKILL: $pages pages, none lost, the session goes on"
}
stays_up "$node1"
node 1 "$node1_port"; node1=$spawned
ready "$node1_port"
stays_up "$node2"
say "done"
