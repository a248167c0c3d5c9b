#!/bin/sh
# Thousands of deployments with faults at every port, and some on a controller that is killed. Prints a table of each.
# Usage: bench/faults.sh [runs] [seed] [rounds on a controller, five deployments each: 0 for none]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d /dev/shm/deploy-hooks-faults.XXXXXX 2>/dev/null || mktemp -d)
trap 'rm -rf "$work"' EXIT
seed=${2:-$(date +%s)}
rounds=${3:-10}
echo "seed $seed"
mvn -q -B -f "$root/standalone" test -Dtest=FaultSuite -Dfaults.runs="${1:-10000}" -Dfaults.seed="$seed" \
  -Dfaults.directory="$work"
[ "$rounds" -eq 0 ] || mvn -q -B -f "$root" test -Dtest=ControllerFaults -Dfaults.rounds="$rounds" -Dfaults.seed="$seed"
