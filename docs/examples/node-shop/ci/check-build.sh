#!/bin/sh
# postBuild: a build that is not complete must never be launched.
set -eu
for file in index.html catalogue.json build-info.json; do
  [ -s "dist/$file" ] || { echo "dist/$file is missing or empty" >&2; exit 1; }
done
asset=$(sed -n 's/.*href="\/\(assets\/[^"]*\)".*/\1/p' dist/index.html)
[ -s "dist/$asset" ] || { echo "the page asks for '$asset', which the build did not make" >&2; exit 1; }
echo "the build is complete: $asset is there"
