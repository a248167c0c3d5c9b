#!/bin/sh
# The run phase: replaces the running server. Whether the new one is ready is for the health check to find out.
set -eu
cd "$(dirname "$0")"
./stop.sh
mkdir -p state
nohup node "$PWD/app.js" > state/server.log 2>&1 < /dev/null &
echo "$!" > state/server.pid
echo "the server is starting, process $!, log $PWD/state/server.log"
