#!/bin/sh
# Compares the decision "unchanged?" with git status and sha256sum. Usage: bench/unchanged.sh [pairs] [directory on a memory file system]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
jar=$root/standalone/target/deploy-hooks-cli.jar
if [ ! -f "$jar" ]; then
  echo "No $jar. Run first: mvn -f standalone package -DskipTests" >&2
  exit 2
fi
work=$(mktemp -d "${2:-/dev/shm}/deploy-hooks-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir "$work/classes"
javac -proc:none -nowarn -Xlint:none -d "$work/classes" -cp "$jar" "$root/bench/src/Unchanged.java"
java -cp "$work/classes:$jar" Unchanged "$work" "${1:-9}"
