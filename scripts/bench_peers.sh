#!/usr/bin/env bash
# scripts/bench_peers.sh
#
# Makes .venv-peers/ with the peers that bench/compare_times.py runs beside this project (bench/peers/requirements.txt).
# HeidelTime needs a Java development kit; on Debian: apt-get install default-jdk-headless. CI never runs this.
set -euo pipefail
cd "$(dirname "$0")/.."
command -v javac >/dev/null || echo "bench-peers: no javac; HeidelTime will be left out (Debian: apt-get install default-jdk-headless)" >&2
[ -x .venv-peers/bin/python ] || python3 -m venv .venv-peers
.venv-peers/bin/python -m pip install --quiet --disable-pip-version-check -r bench/peers/requirements.txt
