#!/usr/bin/env bash
# scripts/setup.sh VENV run|dev
#
# Makes the environment VENV with exactly the packages of requirements/run.txt or requirements/dev.txt, checked by their hashes,
# and this project in it. Can be run again at any time. Needs Python 3.11 or newer; on Debian, root or sudo lets it
# install what the system lacks (python3-venv, npm, and for tests of report and workbench chromium).
set -euo pipefail
cd "$(dirname "$0")/.."

venv=${1:?usage: scripts/setup.sh VENV run|dev}
kind=${2:?usage: scripts/setup.sh VENV run|dev}
requirements=requirements/$kind.txt
log=$(mktemp)
trap 'rm -f "$log"' EXIT

say() { printf 'setup: %s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

# Runs a command in silence; when it fails, shows what it said.
quietly() {
    "$@" >"$log" 2>&1 || { cat "$log" >&2; return 1; }
}

[ -f "$requirements" ] || die "no $requirements; the second argument is run or dev"

as_root() {
    if [ "$(id -u)" -eq 0 ]; then "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

apt_updated=
# Installs Debian packages; fails where there is no apt or no right to use it.
apt_install() {
    command -v apt-get >/dev/null || return 1
    say "installing $* (Debian packages)"
    if [ -z "$apt_updated" ]; then
        quietly as_root apt-get update -qq || return 1
        apt_updated=yes
    fi
    quietly as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"
}

find_python() {
    local candidate
    for candidate in ${PYTHON:+"$PYTHON"} python3 python3.13 python3.12 python3.11; do
        if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            command -v "$candidate"
            return
        fi
    done
    die "Python 3.11 or newer is needed; install it (Debian: apt-get install python3 python3-venv) or set PYTHON=/path/to/python3"
}

make_venv() {
    if "$venv/bin/python" -m pip --version >/dev/null 2>&1; then
        return
    fi
    local python
    python=$(find_python)
    say "making $venv with $("$python" --version)"
    if ! "$python" -m venv --clear "$venv" >"$log" 2>&1; then
        apt_install python3-venv || { cat "$log" >&2; die "no environment could be made; on Debian: apt-get install python3-venv"; }
        quietly "$python" -m venv --clear "$venv"
    fi
}

install_packages() {
    say "installing the packages of $requirements"
    if command -v uv >/dev/null &&
        uv pip install --quiet --python "$venv/bin/python" --require-hashes -r "$requirements" >"$log" 2>&1; then
        :
    else
        quietly "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$requirements"
    fi
    quietly "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
}

# The scripts of the report and the workbench come from npm. Without npm all but these two works.
install_assets() {
    [ -f package-lock.json ] || return 0
    if ! command -v npm >/dev/null && ! apt_install nodejs npm; then
        [ "$kind" = run ] || [ -z "${CI:-}" ] || die "npm is needed in CI"
        say "no npm, so no assets for the report and the workbench; install Node.js with npm and run this again"
        return 0
    fi
    say "installing the assets of report and workbench (npm)"
    quietly npm ci --no-audit --no-fund --loglevel=error
    quietly npm run --if-present build
}

# Only the tests of the report and the workbench need a browser.
install_browser() {
    local name
    for name in chromium chromium-browser google-chrome; do
        if command -v "$name" >/dev/null; then return 0; fi
    done
    apt_install chromium && return 0
    [ -z "${CI:-}" ] || die "chromium is needed in CI and could not be installed"
    say "no chromium: the tests marked browser will be skipped (Debian: apt-get install chromium)"
}

make_venv
install_packages
install_assets
if [ "$kind" = dev ]; then install_browser; fi
say "$venv is ready"
