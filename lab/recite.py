"""Memorisation test: the longest run of words that a draft shares with any training text, and addresses or telephone numbers in drafts.

python recite.py DATA PREDICTIONS.jsonl… --questions LAMP/SET…
    (files of `idiolect eval --data LAMP/SET --temperature 0.8 --predictions FILE`)

A run is counted in words, case and punctuation aside. Runs that also occur in the prompt are ignored.
"""

import argparse
import json
import os
import re
import zlib

import numpy as np

import corpus

WORD = re.compile(r"[^\W_]+")
N = 6  # words hashed together
LEAST = 8  # shorter runs are common phrases


def words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def grams(text: list[str]) -> np.ndarray:
    """(len - N + 1,) uint64: a hash of each N words in a row"""
    h = np.array([zlib.crc32(w.encode()) for w in text], np.uint64)
    out = np.zeros(max(0, len(h) - N + 1), np.uint64)
    for k in range(N):
        out = out * np.uint64(0x9E3779B97F4A7C15) + h[k : k + len(out)]
    return out


def runs(sample: list[str], known: np.ndarray) -> list[tuple[int, int]]:
    """(first word, words) of each run whose every N-gram is known: an upper bound, as the N-grams may come from several texts."""
    g = grams(sample)
    hit = known[np.minimum(np.searchsorted(known, g), len(known) - 1)] == g
    out, start = [], None
    for i, h in enumerate([*hit, False]):
        if h and start is None:
            start = i
        elif not h and start is not None:
            out.append((start, i - start + N - 1))
            start = None
    return out


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("data")
    a.add_argument("predictions", nargs="+")
    a.add_argument("--questions", nargs="+", default=[], help="the data sets' folders: what a prompt held is copied, not recited")
    a = a.parse_args()
    texts, known = [], []
    for name in corpus.SETS:
        for r in corpus.split(corpus.read(a.data, name)):
            if r.split == "train":
                w = words((r.title or "") + " " + r.body)
                known.append(grams(w))
                texts.append(" " + " ".join(w) + " ")
    owner = np.repeat(np.arange(len(known), dtype=np.uint32), [len(k) for k in known])
    known = np.concatenate(known)
    order = np.argsort(known)
    known, owner = known[order], owner[order]
    lengths, longest, masked, seen = [], [], 0, 0
    inputs = {q["id"]: q["input"] for f in a.questions for q in json.load(open(os.path.join(f, "questions.json")))}
    for path in a.predictions:
        for line in open(path):
            d = json.loads(line)
            text, given = d["prediction"], " " + " ".join(words(inputs.get(d["question"], ""))) + " "
            seen += 1
            masked += bool(corpus._ADDRESS.search(text) or corpus._PHONE.search(text))
            sample, best = words(text), (0, "")
            for start, bound in runs(sample, known):
                for i in range(start, start + bound - LEAST + 1):  # the longest part that occurs in a single training text
                    g = grams(sample[i : i + N])
                    for t in set(owner[np.searchsorted(known, g)[0] : np.searchsorted(known, g, "right")[0]].tolist()):
                        n = max(best[0] + 1, LEAST)
                        while i + n <= start + bound and f" {(part := ' '.join(sample[i : i + n]))} " in texts[t]:
                            if f" {part} " not in given:
                                best = (n, part)
                            n += 1
            lengths.append(best[0])
            longest.append(best)
    lengths = np.array(lengths)
    print(
        json.dumps(
            {
                "samples": seen,
                "with an address or a telephone number": masked,
                "longest run, words": int(lengths.max()),
                "samples with a run of 10 words or more": int((lengths >= 10).sum()),
                "of 20 or more": int((lengths >= 20).sum()),
                "longest": [t for _, t in sorted(longest, reverse=True)[:5]],
            },
            indent=1,
        )
    )


if __name__ == "__main__":
    main()
