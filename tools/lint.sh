#!/bin/sh
# Lints diagrams and forms when Node is there; the Java build does not need it otherwise. What rows of tables
# answer is looked at without Node, by TablesAreSoundTest and by Retour itself when tables are deployed.
#   lint.sh             diagrams and forms
#   lint.sh pictures    besides, whether docs/journeys shows the diagrams as they are, and no label lies on a line
set -eu
cd "$(dirname "$0")"

if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
  echo "Node is not here: diagrams and forms are not linted, and their pictures not looked at."
  exit 0
fi
major=$(node -p 'process.versions.node.split(".")[0]')
if [ "$major" -lt 20 ]; then
  echo "Node $major is too old to lint diagrams and forms; 20 or newer does."
  exit 0
fi
if [ ! -d node_modules ] || [ package-lock.json -nt node_modules ]; then
  npm ci --no-audit --no-fund --loglevel=error
  touch node_modules
fi
npm run --silent lint
if [ "${1:-}" = pictures ]; then
  npm run --silent check-pictures
fi
