#!/bin/sh
# Ignores the request to end (SIGTERM), and leaves a child in a session of its own that ignores it as well.
trap 'echo "SIGTERM? I would rather not"' TERM
setsid sh -c 'trap "" TERM; echo $$ > pids.txt; while :; do sleep 1; done' &
echo "this takes for ever"
while :; do sleep 0.2; done
