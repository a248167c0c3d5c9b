#!/bin/sh
# Compares archives with tar and zstd. Usage: bench/archive.sh [pairs] [trees] [directory on a memory file system]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
jar=$root/standalone/target/deploy-hooks-cli.jar
if [ ! -f "$jar" ]; then
  echo "No $jar. Run first: mvn -f standalone package -DskipTests" >&2
  exit 2
fi
work=$(mktemp -d "${3:-/dev/shm}/deploy-hooks-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/classes"
javac -proc:none -nowarn -Xlint:none -d "$work/classes" -cp "$jar" "$root"/bench/src/Archive*.java
java -Xmx128m -cp "$work/classes:$jar" Archive "$work" "${1:-7}" "${2:-small,large,tiny,flat}"
