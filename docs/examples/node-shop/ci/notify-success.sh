#!/bin/sh
# runSucceeded: tells people where the shop is. A real one would write to a chat; this one writes to a file as well.
set -eu
mkdir -p messages
message="$DEPLOY_APP is up: http://127.0.0.1:$PORT/ (deployment $DEPLOY_ID, schema ${SHOP_SCHEMA:-unknown})"
echo "$message" | tee messages/last.txt
echo "stop it with: $PWD/stop.sh"
