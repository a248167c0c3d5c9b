#!/bin/sh
# The run phase: replaces the running server. Returns when the new one listens, and fails when it does not.
set -eu
cd "$(dirname "$0")"
PORT=${PORT:-8080}
export PORT
./stop.sh
mkdir -p state
: > state/server.log

# A session of its own, so that neither the end of this script nor that of the terminal ends the server.
if command -v setsid >/dev/null 2>&1; then
  setsid nohup node "$PWD/src/server.js" > state/server.log 2>&1 < /dev/null &
else
  nohup node "$PWD/src/server.js" > state/server.log 2>&1 < /dev/null &
fi
pid=$!
echo "$pid" > state/server.pid

tries=100
until grep -q '^listening on ' state/server.log; do
  tries=$((tries - 1))
  if ! kill -0 "$pid" 2>/dev/null || [ "$tries" = 0 ]; then
    echo "the server did not start. Its log, $PWD/state/server.log, says:" >&2
    cat state/server.log >&2
    if grep -q 'is taken by another program' state/server.log; then
      echo "Stop that program, or choose another port in deploy-hooks.yml (env and readiness)." >&2
    fi
    ./stop.sh
    exit 1
  fi
  sleep 0.1
done
echo "the server listens on port $PORT, process $pid, log $PWD/state/server.log"
