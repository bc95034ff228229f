#!/usr/bin/env bash
# Drill B1, on this machine and PostgreSQL of Debian's packages: back up with the shipped scripts, run a cycle's bills, drop a table, restore to the second before,
# verify the books and the audit of every town. Prints what it took; leaves nothing behind. UB_TRY_CONFIGURATION=Debug takes what is built; UB_DRILL_RECORD keeps the file of records.
set -euo pipefail
source "$(dirname "${BASH_SOURCE[0]}")/../production/throwaway.sh"
need openssl dotnet awk setpriv
begin_trial
readonly here="$repository/etc/backup"
say "publishing"
publish Cli
ub_folder="$trial/cli"

say "PostgreSQL $("$pg_bin/postgres" --version | awk '{ print $3 }') with a continuous archive"
mkdir -p "$trial/scripts" "$trial/backup/wal" "$trial/backup/base"
cp "$here"/*.sh "$trial/scripts/"
chown -R "$account" "$trial/backup"
make_cluster data wal_level=replica archive_mode=on "archive_command = '$trial/scripts/archive-wal.sh %p %f $trial/backup/wal'"
with_owner=yes ub migrate >/dev/null 2>"$trial/logs/migrate.log"
(cd "$repository" && ub seed --preset riverbend --accounts 40 --months 5 >/dev/null 2>"$trial/logs/seed.log")
say "a town with five months of bills"

taken=$(as_account env PGHOST="$trial/run" PGPORT="$pg_port" PGUSER=postgres PG_VERIFYBACKUP="$pg_bin/pg_verifybackup" PATH="$pg_bin:$PATH" "$trial/scripts/base-backup.sh" "$trial/backup")
say "base backup $(basename "$taken"), $(du -sm "$taken" | cut -f1) MB, verified"

# What comes after the backup lives in the archive alone: a second town with its bill runs and receipts.
(cd "$repository" && ub seed --preset san-marcos --accounts 30 --months 3 >/dev/null 2>>"$trial/logs/seed.log")
count() {
    database=utilitybilling sql -At -F ' · ' -c "select (select count(*) from platform.tenants) || ' towns', (select count(*) from billing.bill_runs where state = 'Posted') || ' posted runs', (select count(*) from billing.bills) || ' bills',
        (select count(*) from billing.entries) || ' entries', (select sum(amount) from billing.entries where amount > 0) || ' in debits', (select count(*) from audit.audit_logs) || ' audit records'"
}
before=$(count)
ub audit anchor --out "$trial/anchors.jsonl" >/dev/null
say "after more bill runs: $before"

moment=$(sql -At -c "select clock_timestamp()")
sleep 1
database=utilitybilling sql -c "set client_min_messages = error; drop table billing.bill_lines cascade"
if ub books verify >/dev/null 2>&1; then fail "the books verify although a table is gone"; fi
sql -c "select pg_switch_wal()" >/dev/null
for _ in $(seq 100); do
    archived=$(sql -At -c "select coalesce(last_archived_time > '$moment', false) from pg_stat_archiver")
    [[ $archived != t ]] || break
    sleep 0.1
done
[[ $archived == t ]] || fail "the archive does not keep up"
say "a table is dropped; restoring to the second before"

restoring=$(elapsed)
as_account "$trial/scripts/restore.sh" "$trial/backup" "$trial/backup/restored" "$moment" >/dev/null
start_cluster backup/restored
for _ in $(seq 200); do [[ $(sql -At -c "select pg_is_in_recovery()") != f ]] || break; sleep 0.1; done
[[ $(sql -At -c "select pg_is_in_recovery()") == f ]] || fail "the restored server does not open"
say "restored in $(awk -v a="$restoring" -v b="$(elapsed)" 'BEGIN { printf "%.1f", b - a }') s"
after=$(count)
[[ $after == "$before" ]] || fail "after the restore: $after"
printf '#!/bin/sh\nTMPDIR="%s" ConnectionStrings__Default="%s" exec dotnet "%s/ub.dll" "$@"\n' "$trial/run" "$app_connection" "$ub_folder" >"$trial/restored-ub"
chmod 700 "$trial/restored-ub"
UB="$trial/restored-ub" "$here/verify.sh" "$trial/backup/record.jsonl" "$(basename "$taken")" "$moment" "$trial/anchors.jsonl" >"$trial/logs/verify.log" 2>&1 || fail "$(tail -5 "$trial/logs/verify.log")"
say "books and audit of every town hold; on record: $(tr '\n' ' ' <"$trial/backup/record.jsonl")"
[[ $(grep -c '"kind":"Taken"' "$trial/backup/record.jsonl") == 1 && $(grep -c '"kind":"Restored"' "$trial/backup/record.jsonl") == 1 ]] || fail "the records are wrong"
[[ -z ${UB_DRILL_RECORD:-} ]] || cp "$trial/backup/record.jsonl" "$UB_DRILL_RECORD"
say "done"
