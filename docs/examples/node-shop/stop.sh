#!/bin/sh
# Stops the server that launch.sh has started, and nothing else: the number of a process may belong to another by now.
set -eu
cd "$(dirname "$0")"
[ -f state/server.pid ] || exit 0
pid=$(cat state/server.pid)

ours() {
  if [ -d /proc/self ]; then
    tr '\0' ' ' 2>/dev/null < "/proc/$pid/cmdline" | grep -qF "$PWD/src/server.js"
  else
    ps -p "$pid" -o args= 2>/dev/null | grep -qF "$PWD/src/server.js"
  fi
}

if ours; then
  kill "$pid"
  tries=50
  while ours; do
    tries=$((tries - 1))
    [ "$tries" -gt 0 ] || kill -9 "$pid" 2>/dev/null || true
    sleep 0.1
  done
  echo "stopped the server, process $pid"
fi
rm -f state/server.pid
