#!/usr/bin/env bash
# Takes a base backup, checks it, and forgets old ones: base-backup.sh TARGET [KEEP_DAYS]
# TARGET/record.jsonl says what was taken; the product reads it (Backup__RecordFile).
# Run every night as the system's account `postgres` on the database server (PGHOST, PGPORT and PGUSER say otherwise). TARGET/base holds the backups, TARGET/wal the archive.
set -euo pipefail
target=${1:?TARGET, the folder of the backups} keep_days=${2:-14}
name=$(date -u +%Y-%m-%dT%H%M%SZ)
mkdir -p -m 700 "$target/base"
work="$target/base/.$name.part"
trap 'rm -rf "$work"' EXIT
pg_basebackup --pgdata="$work" --format=plain --wal-method=stream --checkpoint=fast --manifest-checksums=SHA256 --no-password
"${PG_VERIFYBACKUP:-pg_verifybackup}" --quiet "$work"
mv "$work" "$target/base/$name"
# Never the last two, however old; and only segments that no kept backup needs.
mapfile -t old < <(find "$target/base" -mindepth 1 -maxdepth 1 -type d -name '20*' | sort | head -n -2)
for backup in "${old[@]}"; do
    [[ -z $(find "$backup" -maxdepth 0 -mtime "+$keep_days") ]] || rm -rf "$backup"
done
oldest=$(find "$target/base" -mindepth 1 -maxdepth 1 -type d -name '20*' | sort | head -1)
first=$(sed -n 's/.*(file \([0-9A-F]*\)).*/\1/p' "$oldest/backup_label")
find "$target/wal" -maxdepth 1 -type f -regextype posix-extended -regex '.*/[0-9A-F]{24}' | while read -r segment; do
    [[ ! $(basename "$segment") < "$first" ]] || rm -f "$segment"
done
printf '{"kind":"Taken","at":"%s","backup":"%s"}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$name" >>"$target/record.jsonl"
echo "$target/base/$name"
