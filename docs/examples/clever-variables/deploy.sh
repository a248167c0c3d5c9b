#!/bin/sh
# Deploys this directory by its variables alone: there is no deploy-hooks.yml.
set -eu
cd "$(dirname "$0")"
set -a
. ./clever.env
set +a
exec "${DEPLOY_HOOKS:-../../../deploy-hooks}" run . \
  --profile clever-cloud --app clever-shop --environment local \
  --build 'mkdir -p dist && printf "<h1>%s</h1>\n" "$GREETING" > dist/page.html' \
  --run ./launch.sh "$@"
