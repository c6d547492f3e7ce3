#!/bin/bash
# PrairieLearn runs this for each submission. Without results.json it shows that grading failed, not 0 points.
set -uo pipefail
: "${GRADE:=/grade}" "${COURSE:=/course}"
cd "$COURSE"
mkdir -p "$GRADE/results"
node scripts/command.mjs grade "$GRADE/student" OPTIONS \
  --format prairielearn --out "$GRADE/results/results.json"
[ $? -le 1 ] # 1: a check failed
