#!/bin/sh
# PostgreSQL's archive_command: archive_command = '/opt/utilitybilling/etc/backup/archive-wal.sh %p %f /backup/wal'
# A segment is complete and on the disk before its name appears, and none is ever replaced by another.
set -eu
source=$1 target="$3/$2"
if [ -e "$target" ]; then
    # After a crash PostgreSQL may hand over the same segment again; another one under the same name is an error.
    exec cmp -s "$source" "$target"
fi
cp "$source" "$target.new"
sync "$target.new"
mv "$target.new" "$target"
sync "$3"
