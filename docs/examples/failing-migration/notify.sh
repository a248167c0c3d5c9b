#!/bin/sh
# runFailed: everything there is to tell is in the environment.
set -eu
{
  echo "$DEPLOY_APP was not deployed to $DEPLOY_ENVIRONMENT: $DEPLOY_RESULT"
  echo "where: $DEPLOY_FAILED_HOOK in phase $DEPLOY_PHASE, exit code $DEPLOY_EXIT_CODE"
  echo "why: $DEPLOY_REASON"
} | tee message.txt
