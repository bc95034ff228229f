#!/bin/bash
# Ready means that the node serves and the database has this version's tables. The runtime image has no curl; bash speaks HTTP well enough.
exec 3<>/dev/tcp/127.0.0.1/8080 || exit 1
printf 'GET /health/ready HTTP/1.0\r\nHost: localhost\r\n\r\n' >&3
read -r answer <&3
[[ $answer == *" 200 "* ]]
