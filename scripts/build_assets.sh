#!/usr/bin/env bash
# Makes the assets of `marsad report` in src/marsad/report/assets/ from assets-src/ and the npm packages of
# package-lock.json (`npm ci` first): one script with its libraries, and the borders of all countries.
set -euo pipefail
cd "$(dirname "$0")/.."

report=src/marsad/report
if [ ! -x node_modules/.bin/esbuild ]; then
    echo "build_assets: no node_modules; run npm ci first" >&2
    exit 1
fi

node_modules/.bin/esbuild "$report/assets-src/main.js" --bundle --minify --format=iife --target=es2020 \
    --charset=utf8 --legal-comments=inline --log-level=warning --outfile="$report/assets/report.js"
cp node_modules/world-atlas/countries-10m.json "$report/assets/countries.json"
