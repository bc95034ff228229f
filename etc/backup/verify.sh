#!/usr/bin/env bash
# Says of a restored backup that it is whole, and writes it down where the product looks: verify.sh RECORD BACKUP 'MOMENT' ANCHORS
# RECORD is the file that Backup__RecordFile names, BACKUP what restore.sh printed, MOMENT up to when it was restored, ANCHORS the file of `ub audit anchor`.
# Run with the connection strings of the restored server; UB names another `ub`. Nothing is written down unless books and audit of every town hold.
set -euo pipefail
record=${1:?RECORD, the file of records} backup=${2:?BACKUP, its name} moment=${3:?the moment, with its offset from UTC} anchors=${4:?ANCHORS, the file of anchors}
ub=${UB:-ub}
"$ub" books verify || { echo "The books of the restored backup do not hold." >&2; exit 1; }
"$ub" audit verify --anchor "$anchors" || { echo "The audit of the restored backup does not hold." >&2; exit 1; }
printf '{"kind":"Restored","at":"%s","backup":"%s","moment":"%s"}\n' "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$backup" "$(date -u -d "$moment" +%Y-%m-%dT%H:%M:%SZ)" >>"$record"
