#!/usr/bin/env bash
# Install the wheel in dist/, and this folder, in every way that the README names, each into a home of its own, and make a
# handout with it in an empty folder: `release/installers.sh PYTHON`, with uv and pipx on the PATH.
set -euo pipefail

python=$1
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
export UV_PYTHON_DOWNLOADS=never UV_CONSTRAINT=${PIP_CONSTRAINT:-} # uv knows no PIP_CONSTRAINT

try() { # NAME PROGRAM
    mkdir "$place/$1-work"
    (cd "$place/$1-work" && env -i HOME="$place/$1-work" PATH=/usr/bin:/bin "$2" make low-back-relief --clinic sample)
    test -s "$place/$1-work/out/low-back-relief.pdf"
    echo "$1: $("$2" --version) makes a handout"
}

for what in "$(realpath dist/handouts-*.whl)" "$PWD"; do
    of=$([ -d "$what" ] && echo folder || echo wheel)

    "$python" -m venv "$place/pip-$of"
    "$place/pip-$of/bin/pip" install --quiet "$what"
    try "pip-$of" "$place/pip-$of/bin/handouts"

    UV_TOOL_DIR="$place/uv-$of" UV_TOOL_BIN_DIR="$place/uv-$of/bin" uv tool install --quiet --python "$python" "$what"
    try "uv-$of" "$place/uv-$of/bin/handouts"

    PIPX_HOME="$place/pipx-$of" PIPX_BIN_DIR="$place/pipx-$of/bin" pipx install --quiet --python "$python" "$what"
    try "pipx-$of" "$place/pipx-$of/bin/handouts"
done
