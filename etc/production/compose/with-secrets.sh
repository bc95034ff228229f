#!/bin/sh
# Hands the connection strings of Docker's secrets to the program; they are in no image, no compose file and no `docker inspect`.
set -eu
[ ! -f /run/secrets/app_connection ] || export ConnectionStrings__Default="$(cat /run/secrets/app_connection)"
[ ! -f /run/secrets/owner_connection ] || export ConnectionStrings__Owner="$(cat /run/secrets/owner_connection)"
exec "$@"
