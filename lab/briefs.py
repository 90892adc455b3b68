"""Briefs of validation authors for `npm run bench:drafting`: e-mails' subjects and notes made from them as in training, and articles with their titles.

python briefs.py DATA OUT.json [--each 14]
"""

import argparse
import json
import random

import corpus
import prompts


def validation_records(folder: str, name: str, rng: random.Random, n: int, usable) -> list:
    records = [r for r in corpus.split(corpus.read(folder, name), folder) if r.split == "validation" and r.title and usable(r)]
    return rng.sample(records, min(n, len(records)))


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("data")
    a.add_argument("out")
    a.add_argument("--each", type=int, default=14)
    a = a.parse_args()
    rng, mails, titles = random.Random(17), [], []
    for name in ("r_mail", "ilugc", "aeslc"):
        for r in validation_records(a.data, name, rng, a.each, lambda r: not r.code and 120 < len(r.body) < 600 and "<" not in r.body):
            mails.append({"set": name, "subject": r.title, "notes": prompts.notes(r.body, rng)[rng.choice((0, 2, 2))]})
    for name in ("senate_press", "digitalgov", "acl_titles"):
        for r in validation_records(a.data, name, rng, 2 * a.each, lambda r: len(r.body) > 200):
            titles.append({"set": name, "text": r.body, "title": r.title})
    with open(a.out, "w") as f:
        json.dump({"mails": mails, "titles": titles}, f, ensure_ascii=False, indent=1)


if __name__ == "__main__":
    main()
