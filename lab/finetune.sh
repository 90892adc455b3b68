#!/bin/bash
# The language model from the collections to the GGUF: finetune.sh DATA BASE.gguf WORK [TOKENS].
# Steps whose output exists are skipped; the training resumes from its checkpoint.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
data=$1 base=$2 work=$3 tokens=${4:-4000000}
mkdir -p "$work"
[ -e "$work/records.jsonl" ] || python3 "$here/records.py" "$data" "$work/records.jsonl"
[ -e "$work/replay.jsonl" ] || node "$here/replay.ts" "$base" "$work/records.jsonl" "$work/replay.jsonl"
[ -e "$work/sequences/train.lengths.bin" ] || node "$here/pairs.ts" "$work/records.jsonl" "$base" "$work/sequences" \
    --replay "$work/replay.jsonl" --written "$here/written" --tokens "$tokens"
python3 "$here/finetune.py" "$base" "$work/sequences" "$work" --tokens "$tokens"
python3 "$here/export_lm.py" "$base" "$work/lm.pt" "$work/idiolect-small"
