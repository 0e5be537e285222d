#!/usr/bin/env bash
# Codes the example articles into a store, shows the events, writes the report, and says what to try next.
set -euo pipefail
cd "$(dirname "$0")/.."

marsad=${MARSAD:-.venv/bin/marsad}
out=demo-output
store=$out/demo.duckdb

mkdir -p "$out"
rm -f "$store" "$store.wal"

echo "== Coding the articles in examples/ into $store"
"$marsad" code examples --store "$store" --format table

echo
echo "== Linking what several articles tell of the same happening"
"$marsad" link --store "$store"
echo
"$marsad" incidents --store "$store" --sources 2

if "$marsad" report --help >/dev/null 2>&1; then
    echo
    echo "== Writing the report"
    "$marsad" report --store "$store" -o "$out/report.html"
fi

event=$("$marsad" sql "SELECT event_id FROM current_events ORDER BY confidence DESC, event_id LIMIT 1" --store "$store" --format csv | tail -n 1)

echo
echo "== To try next"
try() { printf '  # %s\n  %s %s\n' "$1" "$marsad" "$2"; }
try "this record in a browser, to read, check and correct it: open the address with the token that this prints" "serve --store $store"
try "all events" "list --store $store"
try "one event with its words in the article" "show $event --store $store"
try "which words and which rule filled each value" "explain $event --store $store"
try "what several outlets say of the same happenings" "incidents --store $store"
try "the record as a table in the shape of ACLED's" "export --format acled --store $store -o $out/acled.csv"
try "any question to the record" "sql \"SELECT type, count(*) FROM current_events GROUP BY 1\" --store $store"
try "what is read before anything is coded" "mentions \"قتل ثلاثة جنود في الموصل أمس\" --published 2017-03-05"
try "an article of your own" "code YOUR.txt --published 2017-03-05 --format json"
if [ -f "$out/report.html" ]; then printf '  # the map and the figures, in a browser\n  %s\n' "$out/report.html"; fi
