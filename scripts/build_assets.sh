#!/usr/bin/env bash
# Makes the assets of `marsad report` and of the workbench from their assets-src/ and the npm packages of package-lock.json
# (`npm ci` first). The report: one script with its libraries, and the borders of all countries. The workbench: a script for each
# file of assets-src/, with what they share in chunks, the map's worker and style, and fonts.
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
# The figures are drawn with it: Latin and Arabic letters in one font.
for weight in 400Regular 700Bold; do
    cp "node_modules/@expo-google-fonts/ibm-plex-sans-arabic/$weight/IBMPlexSansArabic_$weight.ttf" "$report/assets/"
done

web=src/marsad/web
find "$web/assets" -mindepth 1 ! -name README.md -delete
node_modules/.bin/esbuild "$web"/assets-src/*.js --bundle --minify --splitting --format=esm --target=es2022 \
    --charset=utf8 --legal-comments=inline --log-level=warning --outdir="$web/assets"
cp node_modules/maplibre-gl/dist/maplibre-gl-worker.mjs node_modules/maplibre-gl/dist/maplibre-gl.css "$web/assets"
mkdir -p "$web/assets/fonts"
for font in ibm-plex-sans-arabic/files/ibm-plex-sans-arabic-{arabic,latin}-{400,600}-normal \
    noto-naskh-arabic/files/noto-naskh-arabic-arabic-{400,700}-normal; do
    cp "node_modules/@fontsource/$font.woff2" "$web/assets/fonts/"
done
