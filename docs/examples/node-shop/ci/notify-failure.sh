#!/bin/sh
# runFailed: the cause is in the environment.
set -eu
mkdir -p messages
echo "$DEPLOY_APP was not deployed ($DEPLOY_RESULT in phase $DEPLOY_PHASE): $DEPLOY_REASON" | tee messages/last.txt
