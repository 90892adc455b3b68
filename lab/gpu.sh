#!/bin/bash
# Full training on a GPU machine: `gpu.sh DATA WORK`. congress_press may arrive later than the rest; the encoder does not need it.
set -eu
cd "$(dirname "$0")"
data=$1 work=$2
most=senate_press,digitalgov,f18,acl_titles,aeslc,r_mail,ilugc
python3 train.py --data "$data" --work "$work" --plan gpu --sets $most --steps compare,encoder
for _ in $(seq 120); do [ -e "$data/congress_press.jsonl.xz" ] && break; sleep 1; done
python3 train.py --data "$data" --work "$work" --plan gpu
