# Sourced by the trials: a folder and a PostgreSQL of Debian's packages that are gone when the script ends, and processes that end with it. Needs bash and Linux.
# Servers run as an account without rights and listen on the loopback address only.

say() { printf '%6.1f s  %s\n' "$(elapsed)" "$*"; }
elapsed() { echo "$(($(date +%s%N) / 1000000 - started_ms))" | awk '{ printf "%.1f", $1 / 1000 }'; }
fail() { echo "FAILED: $*" >&2; exit 1; }
need() { local program; for program; do command -v "$program" >/dev/null || { echo "This trial needs $program. On Debian: apt-get install nginx-light postgresql openssl curl" >&2; exit 2; }; done; }

# As the account; root steps down, anybody else is the account.
as_account() { if ((EUID == 0)); then setpriv --reuid="$account" --regid="$(id -g "$account")" --clear-groups -- "$@"; else "$@"; fi; }

free_port() {
    local port
    while port=$((20000 + RANDOM % 20000)); do
        (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || { echo "$port"; return; }
    done
}

# Runs a program in the background as the account, its output in a log; the trial ends it by its id.
spawn() {
    local log=$1
    shift
    as_account "$@" >"$log" 2>&1 </dev/null &
    spawned=$!
    processes+=("$spawned")
}

begin_trial() {
    started_ms=$(($(date +%s%N) / 1000000))
    repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
    account=$(id -un)
    ((EUID != 0)) || account=$(id -un postgres 2>/dev/null || echo nobody)
    pg_bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1)
    [[ -n $pg_bin ]] || need initdb
    trial=$(mktemp -d)
    chmod 711 "$trial"
    processes=() servers=()
    trap end_trial EXIT
    trap 'exit 130' INT TERM
    mkdir -m 700 "$trial/run" "$trial/logs"
    chown "$account" "$trial/run" "$trial/logs"
    app_password=$(openssl rand -hex 16) owner_password=$(openssl rand -hex 16) other_password=$(openssl rand -hex 16)
}

end_trial() {
    local status=$? process data
    trap - EXIT
    for process in "${processes[@]}"; do kill "$process" 2>/dev/null || true; done
    for process in "${processes[@]}"; do wait "$process" 2>/dev/null || true; done
    for data in "${servers[@]}"; do [[ ! -f $data/postmaster.pid ]] || as_account "$pg_bin/pg_ctl" stop -s -w -m immediate -D "$data" || true; done
    if ((status != 0 && status != 130)); then tail -n 15 "$trial"/logs/*.log >&2 2>/dev/null || true; fi
    rm -rf "$trial"
    exit "$status"
}

# A cluster in $trial/NAME on a free port, with settings line by line; `sql` and the connection strings speak to it.
make_cluster() {
    local data="$trial/$1"
    mkdir -m 700 "$data"
    chown "$account" "$data"
    as_account "$pg_bin/initdb" -D "$data" -U postgres --auth-local=trust --auth-host=scram-sha-256 --encoding=UTF8 --locale=C --data-checksums >/dev/null
    printf '%s\n' "${@:2}" | as_account tee -a "$data/postgresql.conf" >/dev/null
    start_cluster "$1"
    sql -v owner_password="$owner_password" -v app_password="$app_password" -v backup_password="$other_password" -v report_password="$other_password" -f "$repository/etc/postgres/roles.sql" >/dev/null
}

start_cluster() {
    local data="$trial/$1"
    pg_port=$(free_port)
    as_account "$pg_bin/pg_ctl" start -s -w -t 60 -D "$data" -l "$trial/logs/postgres.log" -o "-p $pg_port -c listen_addresses=127.0.0.1 -c unix_socket_directories=$trial/run"
    [[ " ${servers[*]} " == *" $data "* ]] || servers+=("$data")
    app_connection="Host=127.0.0.1;Port=$pg_port;Database=utilitybilling;Username=ub_app;Password=$app_password"
    owner_connection="Host=127.0.0.1;Port=$pg_port;Database=utilitybilling;Username=ub_owner;Password=$owner_password"
}

sql() { as_account "$pg_bin/psql" -X -q -v ON_ERROR_STOP=1 -h "$trial/run" -p "$pg_port" -U postgres -d "${database:-postgres}" "$@" </dev/null; }
ub() { TMPDIR="$trial/run" ConnectionStrings__Default="$app_connection" ConnectionStrings__Owner="${with_owner:+$owner_connection}" dotnet "$ub_folder/ub.dll" "$@"; }

# Builds what runs in production into the trial's folder. UB_TRY_CONFIGURATION=Debug takes what is built already.
publish() {
    local configuration=${UB_TRY_CONFIGURATION:-Release} project extra=()
    [[ $configuration == Release ]] || extra=(--no-build)
    for project; do
        dotnet publish "$repository/src/UtilityBilling.$project" -c "$configuration" -o "$trial/${project,,}" -v q --nologo "${extra[@]}" >"$trial/logs/publish.log" 2>&1 || fail "publish of $project: $(tail -3 "$trial/logs/publish.log")"
    done
    chmod -R o+rX "$trial/${project,,}"
}
