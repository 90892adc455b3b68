"""The plug's last training on texts that the language model has not seen, where that model was trained before strangers were set apart (decision 11): what the
limits of `--plan cpu` left out of the posts to the R lists (beyond 60,000) and of the representatives' releases (beyond 50,000), and made people built on them.
Then goes on with two batches a step, unseen texts and seen ones of every collection: the first teach to read a history, the second keep the vectors from getting in the way of
titles unlike those of the two collections.

python unseen.py DATA WORK [--plug PLUG.npz]     (WORK: nano.npz, plug-anneal.pt and encoder.pt of `train.py --plan cpu`; writes plug.npz. `--plug`: begins with this one)
"""

import argparse
import os
import random
from collections import defaultdict

import numpy as np
import torch

import corpus
import data
import export
import synthetic
import train
from plug import Plug

SEEN = {"r_mail": 60000, "congress_press": 50000}  # the plan's limits; data.build draws these texts with this seed
SHARES = {"headline": {"congress_press": .5, "made_press": .5}, "subject": {"r_mail": .7, "made_mail": .3}, "email": {"r_mail": .7, "made_mail": .3},
          "reply": {"r_mail": 1}, "continue": {"r_mail": .5, "congress_press": .5}}
MIX = {"headline": .35, "subject": .25, "email": .2, "reply": .08, "continue": .12}
SEEN_SHARES = data.DRAW | {"headline": {"senate_press": .45, "acl_titles": .25, "digitalgov": .2, "f18": .1}}
SEEN_MIX = {"headline": .6, "subject": .2, "email": .1, "reply": .05, "continue": .05}
UNTITLED, HISTORY, MADE = 3000, 10, 330  # untitled releases; further texts of each writer of mail, as history only; made people


def build(folder: str, out: str) -> None:
    """Tokenizes the unseen texts (`stranger`: targets) and enough others by the same writers to be their history."""
    every, seen = [], set()
    for name, limit in SEEN.items():
        part = corpus.read(folder, name, True)
        seen |= {id(r) for r in random.Random(2).sample(part, limit)}
        every += part
    every = corpus.split(every, folder)
    known = {corpus.text_key(r) for r in every if id(r) in seen}
    for r in every:
        r.stranger = r.split == "train" and id(r) not in seen and corpus.text_key(r) not in known
    rng = random.Random(5)
    mails = [r for r in every if r.stranger and r.set == "r_mail"]
    titled = [r for r in every if r.stranger and r.set == "congress_press" and r.title]
    plain = rng.sample([r for r in every if r.stranger and r.set == "congress_press" and not r.title], UNTITLED)
    earlier, groups = defaultdict(list), defaultdict(list)
    for r in every:
        if r.set == "r_mail" and r.split == "train" and not r.stranger:
            earlier[r.author].append(r)
    history = [r for a in sorted({r.author for r in mails}) for r in rng.sample(earlier[a], min(HISTORY, len(earlier[a])))]
    for r in mails + titled:
        if r.title and not r.code:
            groups[r.set, r.author].append(r)
    records = mails + titled + plain + history + synthetic.authors(groups, MADE, "train", 77)
    np.savez(out, **data._tokenize(records, 3), **data._meta(records))


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("data")
    a.add_argument("work")
    a.add_argument("--plug")
    a.add_argument("--seconds", type=float, nargs=2, default=(230, 170), metavar=("UNSEEN", "BOTH"))
    a = a.parse_args()
    plan, work = train.PLANS["cpu"], train.Work(a.work)
    if not work.has("unseen.npz"):
        build(a.data, work("unseen.part.npz"))
        os.replace(work("unseen.part.npz"), work("unseen.npz"))
    unseen = data.Store([work("unseen.npz")])
    if not work.has("unseen-vectors.pt"):
        items, briefs = train.encode_store(train.shipped_encoder(work), unseen)
        work.save((items.cpu(), briefs.cpu()), "unseen-vectors.pt")
    items, briefs = torch.load(work("unseen-vectors.pt"), map_location=train.DEVICE)
    lm = train.load_nano(work("nano.npz"))
    if a.plug:
        plug = export.read_plug(a.plug)[0].to(train.DEVICE)
    else:
        plug = Plug(items.shape[1], lm.c.width, lm.embedding_norm(), plan["k"], train.N_INSTRUCTION).to(train.DEVICE)
        plug.load_state_dict(torch.load(work("plug-anneal.pt"), map_location=train.DEVICE))
    seen = train.step_vectors(work, plan, train.prepare(a.data, a.work, plan, corpus.SETS))
    at, mine, alone, both = plan["slot"], (unseen, items, briefs), *a.seconds
    new = dict(mix=MIX, shares=SHARES, retrieval_share=.1, pool=1)
    known = dict(mix=SEEN_MIX, shares=SEEN_SHARES, retrieval_share=.1, pool=1)
    train.train_plug(plug, train.plug_losses(lm, plug, *mine, plan, at, **new), alone, lr=2e-3)
    pairs = zip(train.plug_losses(lm, plug, *mine, plan, at, rows=20, seed=43, **new), train.plug_losses(lm, plug, *seen, plan, at, rows=20, seed=44, **known))
    train.train_plug(plug, (.6 * x + .4 * y for x, y in pairs), both, lr=2e-3)
    train.finish(work, plan, lm, plug, *seen)


if __name__ == "__main__":
    torch.set_float32_matmul_precision("high")
    main()
