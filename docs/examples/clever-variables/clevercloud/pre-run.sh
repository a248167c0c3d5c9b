#!/bin/sh
# CC_PRE_RUN_HOOK: runs before every launch, also where the build came from the cache.
set -eu
mkdir -p state
date -u '+launched at %Y-%m-%dT%H:%M:%SZ' >> state/launches.txt
echo "launch number $(wc -l < state/launches.txt | tr -d ' ')"
