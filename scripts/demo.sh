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

if "$marsad" report --help >/dev/null 2>&1; then
    echo
    echo "== Writing the report"
    "$marsad" report --store "$store" -o "$out/report.html"
fi

cat <<END

== To try next
  $marsad list --store $store                   the events, one a line
  $marsad show ID --store $store                one event with its words in the article
  $marsad explain ID --store $store             which words and which rule filled each value
  $marsad sql "SELECT type, count(*) FROM current_events GROUP BY 1" --store $store
  $marsad mentions "قتل ثلاثة جنود في الموصل أمس" --published 2017-03-05
  $marsad code YOUR.txt --published 2017-03-05 --format json
END
if [ -f "$out/report.html" ]; then echo "  open $out/report.html in a browser"; fi
