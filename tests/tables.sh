#!/bin/sh
# Statement tables: every figure of the published tables in its cell, the forms as grids, layouts that tile, and the rules against a model.
cd "$(dirname "$0")/.." || exit 1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 tests/tables.py "${KANYIN:-build/kanyin}" "$work" && python3 tests/tables_rules.py "${KANYIN:-build/kanyin}" "$work"
