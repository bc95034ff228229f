#!/usr/bin/env bash
# Makes a data folder that PostgreSQL recovers up to a moment: restore.sh TARGET NEW_DATA 'YYYY-MM-DD HH:MM:SS.ffffff+00' [BASE]
# Takes the newest base backup that was complete before the moment, or BASE. Then start a server on NEW_DATA: it replays the archive, opens, and is a server of its own.
# Never restores over a folder that exists. Run as the account that the server will run as.
set -euo pipefail
target=${1:?TARGET, the folder of the backups} data=${2:?NEW_DATA, a folder that does not exist yet} moment=${3:?the moment, with its offset from UTC}
[[ ! -e $data ]] || { echo "$data exists; restore into a new folder." >&2; exit 1; }
wanted=$(date -u -d "$moment" +%Y-%m-%dT%H%M%SZ)
base=${4:-$(find "$target/base" -mindepth 1 -maxdepth 1 -type d -name '20*' -printf '%f\n' | sort | awk -v wanted="$wanted" '$0 <= wanted' | tail -1)}
[[ -n $base && -d $target/base/$base ]] || { echo "No base backup in $target/base is older than $moment." >&2; exit 1; }
cp -a "$target/base/$base" "$data"
chmod 700 "$data"
cat >>"$data/postgresql.auto.conf" <<CONF
restore_command = 'cp "$(realpath "$target")/wal/%f" "%p"'
recovery_target_time = '$moment'
recovery_target_action = 'promote'
archive_mode = off
CONF
touch "$data/recovery.signal"
echo "$base"
