#!/bin/sh
# Measures what the engine costs above a bare shell, and that it is linear. Usage: bench/overhead.sh [n] [pairs]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
jar=$root/standalone/target/deploy-hooks-cli.jar
if [ ! -f "$jar" ]; then
  echo "There is no $jar. Run first: mvn -f standalone package -DskipTests" >&2
  exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/classes" "$work/checkout"
javac -proc:none -nowarn -Xlint:none -d "$work/classes" -cp "$jar" "$root"/bench/src/*.java
# the options of ./deploy-hooks
java -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$work/classes:$jar" Overhead "${1:-200}" "${2:-11}" "$work/checkout"
