"""The references' negative log-likelihood on a folder in LaMP's format, in PyTorch: what `idiolect eval` has to agree with, and the paired
test of own history against another author's.

python evaluate.py WORK LAMP_FOLDER… [--limit N]
"""

import argparse
import json
import math
import os
import random

import numpy as np
import torch
from tokenizers import Tokenizer

import case_marks
import corpus
import export
import prompts
import train
from tokens import KINDS

TASKS = {"LaMP_4": ("headline", "following article: "), "LaMP_5": ("headline", "of a paper: "), "LaMP_6": ("subject", "following email: ")}


def wilcoxon(d: np.ndarray) -> float:
    """Two-sided p of the signed-rank test, normal approximation."""
    d = d[d != 0]
    r = np.argsort(np.argsort(np.abs(d))) + 1
    w, n = r[d > 0].sum(), len(d)
    z = (w - n * (n + 1) / 4) / math.sqrt(n * (n + 1) * (2 * n + 1) / 24)
    return math.erfc(abs(z) / math.sqrt(2))


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("work")
    a.add_argument("folders", nargs="+")
    a.add_argument("--limit", type=int)
    a.add_argument("--threads", type=int, default=1)
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    work = train.Work(a.work)
    enc, lm = train.shipped_encoder(work), train.load_nano(work("nano.npz"))
    plug, slot_at = export.read_plug(work("plug.npz"))
    tok = Tokenizer.from_file(os.path.join(corpus.HERE, "tokenizer.json"))
    ids = lambda text: np.array(tok.encode(case_marks.field(text)).ids if text else [], np.int64)
    every = {}
    for folder in a.folders:
        questions = json.load(open(os.path.join(folder, "questions.json")))
        outputs = json.load(open(os.path.join(folder, "outputs.json")))
        gold = {g["id"]: g["output"] for g in outputs["golds"]}
        kind, before = TASKS[outputs["task"]]
        if a.limit:
            questions = random.Random(0).sample(questions, min(a.limit, len(questions)))
        cache = {}

        def vectors(profile):
            key = profile[-1]["id"], len(profile)
            if key not in cache:
                cache[key] = train.encode(enc, [np.concatenate((ids(p["title"]), [prompts.TEXT], ids(p.get("text") or p["abstract"]))) for p in profile]).float()
            return cache[key]
        rows = []
        for n, q in enumerate(questions):
            other = next(x for x in (questions[(n + k) % len(questions)] for k in range(1, len(questions))) if x["author"] != q["author"])
            body, title = ids(q["input"].split(before, 1)[1]), ids(gold[q["id"]])
            brief = train.encode(enc, [body]).float()
            k = torch.tensor([KINDS.index(kind)])
            r = type("R", (), {"title": title, "body": body})
            result = {}
            with torch.no_grad():
                for way in ("none", "instruction", "shuffled", "plug"):
                    history = vectors((other if way == "shuffled" else q)["profile"])[None]
                    slots = plug.rows(k, brief, history, torch.ones(history.shape[:2], dtype=torch.bool))[0]
                    chosen = slots[:0] if way == "none" else slots[plug.n + plug.k:] if way == "instruction" else slots[:plug.n + plug.k]
                    p, y = prompts.build(kind, r, random.Random(0), (), len(chosen), slot_at)
                    t = torch.tensor(p + y)[None]
                    x = lm.embed(t)
                    x[0, t[0] == prompts.SLOT] = chosen
                    h = lm.trunk(x)[0, len(p) - 1:-1]
                    result[way] = torch.nn.functional.cross_entropy(lm.logits(h), t[0, len(p):], reduction="sum").item() / len(y)
            rows.append(result)
        name = os.path.basename(folder.rstrip("/"))
        every[name] = {w: round(float(np.mean([r[w] for r in rows])), 4) for w in rows[0]}
        for against in ("shuffled", "instruction", "none"):
            d = np.array([r[against] - r["plug"] for r in rows])
            every[name][f"plug better than {against} by"] = f"{d.mean():.4f} nats a token, p = {wilcoxon(d):.2g}, {np.mean(d > 0):.0%} of {len(d)}"
        print(name, json.dumps(every[name], indent=1), flush=True)


if __name__ == "__main__":
    main()
