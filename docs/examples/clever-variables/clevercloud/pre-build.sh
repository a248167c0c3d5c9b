#!/bin/sh
# CC_PRE_BUILD_HOOK: hands a value to the build and to the hooks after it.
set -eu
echo "GREETING=Hello from ${CC_COMMIT_ID:-a directory without commits}" >> "$DEPLOY_OUTPUT"
echo "preparing $APP_ID in $APP_HOME"
