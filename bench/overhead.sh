#!/bin/sh
# Measures what a trivial hook costs above a bare shell. Usage: bench/overhead.sh [n] [pairs]
set -eu
root=$(cd "$(dirname "$0")/.." && pwd)
classes=$root/standalone/target/classes
if [ ! -d "$classes/io/jenkins/plugins/deployhooks/local" ]; then
  echo "No classes in $classes. Run first: mvn -f standalone package -DskipTests" >&2
  exit 2
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/classes" "$work/checkout"
jars=$root/standalone/target/deploy-hooks-standalone-1-SNAPSHOT-cli.jar
javac -proc:none -nowarn -Xlint:none -d "$work/classes" -cp "$classes:$jars" "$root"/bench/src/*.java
java -cp "$work/classes:$classes:$jars" Overhead "${1:-200}" "${2:-11}" "$work/checkout"
