#!/bin/sh
# Thousands of deployments with faults at every port. Usage: bench/faults.sh [runs] [seed]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
work=$(mktemp -d /dev/shm/deploy-hooks-faults.XXXXXX 2>/dev/null || mktemp -d)
trap 'rm -rf "$work"' EXIT
seed=${2:-$(date +%s)}
echo "seed $seed"
mvn -q -B -f "$root/standalone" test -Dtest=FaultSuite -Dfaults.runs="${1:-10000}" -Dfaults.seed="$seed" \
  -Dfaults.directory="$work"
