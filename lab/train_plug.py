"""Trains the persona plug (`plug.py`) on a frozen language model, with authors whose texts the model was not trained on, and
measures it on validation authors.

    python train_plug.py MODEL.gguf PLUGDATA OUT.npz [--k 8] [--instruction 8] [--minutes 30] [--lr 2e-3] [--threads 1]

MODEL is a GGUF, in parts or one file; PLUGDATA comes from plug_data.ts. The vectors are at the beginning of the system turn's content.
The instruction vectors are initialised with embeddings of the system turn's own text (Lester et al., arXiv 2104.08691: the initial values
matter much for small models). Prints JSON lines; resumes from OUT.part if it exists.
"""

import argparse
import json
import os
import random
import time
from collections import defaultdict

import numpy as np
import torch
import torch.nn.functional as F

import lm
from plug import KINDS, Plug

WAYS = ("own", "shuffled", "mean", "instruction", "none")
HISTORY = 24  # maximum number of items of a history


class Data:
    def __init__(self, folder: str):
        with open(f"{folder}/about.json") as f:
            self.about = json.load(f)
        e = self.about["encoder"]["size"]
        self.items = torch.from_numpy(np.fromfile(f"{folder}/items.f32", np.float32).reshape(-1, e))
        self.briefs = torch.from_numpy(np.fromfile(f"{folder}/briefs.f32", np.float32).reshape(-1, e))
        with open(f"{folder}/examples.jsonl") as f:
            self.examples = [json.loads(line) for line in f]
        self.by_author = defaultdict(list)
        for x in self.examples:
            self.by_author[x["author"]].append(x["row"])
        self.by_author = {a: r for a, r in self.by_author.items() if len(r) >= 4}
        split = {x["author"]: x["split"] for x in self.examples}
        self.train = [a for a in self.by_author if split[a] == "train"]
        self.validation = [a for a in self.by_author if split[a] == "validation"]

    def history(self, author: str, but: int, rng: random.Random, least: int = 2):
        rows = [r for r in self.by_author[author] if r != but]
        return rng.sample(rows, min(len(rows), rng.randint(least, HISTORY)))


def batch(data: Data, pairs):
    """pairs: (row of the text, rows of the history or None for the average)"""
    xs = [data.examples[row] for row, _ in pairs]
    longest, most = max(len(x["tokens"]) for x in xs), max(1, max(len(h or []) for _, h in pairs))
    ids, where = torch.full((len(xs), longest), 2), torch.zeros(len(xs), longest, dtype=torch.bool)
    history, mask = torch.zeros(len(xs), most, data.items.shape[1]), torch.zeros(len(xs), most, dtype=torch.bool)
    for i, (x, (_, h)) in enumerate(zip(xs, pairs)):
        n = len(x["tokens"])
        ids[i, :n], where[i, :n] = torch.tensor(x["tokens"]), torch.tensor(x["loss"], dtype=torch.bool)
        if h:
            history[i, : len(h)], mask[i, : len(h)] = data.items[h], True
    kind = torch.tensor([KINDS.index(x["kind"]) for x in xs])
    return ids, where, kind, data.briefs[[row for row, _ in pairs]], history, mask


def nats(model, plug, data, pairs, way):
    ids, where, kind, brief, history, mask = batch(data, pairs)
    rows = None
    if way != "none":
        i = plug.norm * (plug.control if way == "instruction" else plug.instruction)[kind]
        rows = (
            i
            if way == "instruction"
            else torch.cat([i, plug.persona(brief if way != "mean" else F.normalize(history.sum(1), dim=-1), history, mask)], 1)
        )
    with lm.autocast():
        return model.loss_with_rows(ids, where, rows, data.about["slot"])


@torch.no_grad()
def measure(model, plug, data, texts: int, seed: int = 5):
    """Nats a token by collection for each way, on `texts` texts of validation authors."""
    rng, sums = random.Random(seed), defaultdict(lambda: [0.0, 0])
    by_set = defaultdict(list)
    for a in data.validation:
        by_set[a.split("/")[0]].append(a)
    chosen = []
    for s, authors in sorted(by_set.items()):
        for _ in range(max(4, texts // len(by_set))):
            a = rng.choice(authors)
            row = rng.choice(data.by_author[a])
            others = [b for b in authors if b != a] or data.validation
            chosen.append((s, row, data.history(a, row, rng, 4), data.history(rng.choice(others), -1, rng, 4)))
    chosen.sort(key=lambda c: len(data.examples[c[1]]["tokens"]))
    per = []
    for k in range(0, len(chosen), 6):
        some = chosen[k : k + 6]
        for way in WAYS:
            n, row = nats(model, plug, data, [(r, theirs if way == "shuffled" else own) for _, r, own, theirs in some], way)
            for i, (s, r, _, _) in enumerate(some):
                total, count = n[row == i].sum().item(), int((row == i).sum())
                per.append((s, data.examples[r]["author"], way, total, count))
                for key in ((s, way), ("all", way)):
                    sums[key][0] += total
                    sums[key][1] += count
    table = defaultdict(dict)
    for (s, way), (total, count) in sorted(sums.items()):
        table[s][way] = round(total / max(1, count), 4)
    return dict(table), per


def arguments() -> argparse.Namespace:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("model"), a.add_argument("data"), a.add_argument("out")
    a.add_argument("--k", type=int, default=8)
    a.add_argument("--instruction", type=int, default=8)
    a.add_argument("--minutes", type=float, default=30)
    a.add_argument("--lr", type=float, default=2e-3)
    a.add_argument("--rows", type=int, default=6)
    a.add_argument("--threads", type=int, default=1)
    a.add_argument("--measure", type=int, default=240)
    return a.parse_args()


def main():
    a = arguments()
    torch.set_num_threads(a.threads), torch.manual_seed(3)
    model, data, rng = lm.load_parts(a.model).requires_grad_(False), Data(a.data), random.Random(4)
    norm = model.token_embd.norm(dim=1).mean().item()
    plug = Plug(data.items.shape[1], model.d, norm, a.k, a.instruction)
    means = torch.stack([data.items[data.by_author[x][:12]].mean(0) for x in data.train])
    plug.spread(means)
    with torch.no_grad():  # initialise with embeddings of the system turn's tokens, repeated as needed
        words = data.examples[0]["tokens"][data.about["slot"] :]
        start = model.token_embd[torch.tensor([words[i % 16] for i in range(a.instruction + a.k)])] / norm
        (
            plug.instruction.copy_(start[: a.instruction].expand_as(plug.instruction)),
            plug.control.copy_(start[: a.instruction].expand_as(plug.control)),
        )
        plug.outer.bias.copy_(start[a.instruction :].flatten())
    optimizer = torch.optim.AdamW(plug.parameters(), lr=a.lr, weight_decay=1e-4, fused=True)
    steps, spent, part = 0, 0.0, a.out + ".part"
    if os.path.exists(part):
        state = torch.load(part)
        plug.load_state_dict(state["plug"]), optimizer.load_state_dict(state["optimizer"])
        steps, spent = state["steps"], state["seconds"]
    started = saved = time.time()
    seconds, mean, seen = a.minutes * 60, {}, 0
    names = sorted(data.train)
    weights = [min(len(data.by_author[x]), 12) ** 0.5 for x in names]
    waiting = []  # batches of texts of similar length, as padding costs as much as text
    while (now := spent + time.time() - started) < seconds:
        if not waiting:
            authors = rng.choices(names, weights, k=8 * a.rows)
            drawn = [(row, data.history(x, row, rng)) for x in authors for row in [rng.choice(data.by_author[x])]]
            drawn.sort(key=lambda pair: len(data.examples[pair[0]]["tokens"]))
            waiting = [drawn[k : k + a.rows] for k in range(0, len(drawn), a.rows)]
            rng.shuffle(waiting)
        pairs = waiting.pop()
        way = "instruction" if rng.random() < 0.15 else "own"
        n, _ = nats(model, plug, data, pairs, way)
        n.mean().backward()
        torch.nn.utils.clip_grad_norm_(plug.parameters(), 1.0)
        for g in optimizer.param_groups:
            g["lr"] = a.lr * min(1, (steps + 1) / 30) * max(0.02, 1 - now / seconds)
        optimizer.step(), optimizer.zero_grad(set_to_none=True)
        steps += 1
        seen += sum(len(data.examples[r]["tokens"]) for r, _ in pairs)
        mean[way] = 0.95 * mean.get(way, n.mean().item()) + 0.05 * n.mean().item()
        if steps % 20 == 0:
            print(
                json.dumps(
                    {
                        "step": steps,
                        "s": round(now),
                        "tokens": seen,
                        "loss": {w: round(v, 4) for w, v in mean.items()},
                        "tau": round(plug.temperature.item(), 3),
                    }
                ),
                flush=True,
            )
        if time.time() - saved > 180:
            torch.save({"plug": plug.state_dict(), "optimizer": optimizer.state_dict(), "steps": steps, "seconds": now}, part)
            saved = time.time()
    with torch.no_grad():  # mean persona over training authors
        some = rng.sample(names, min(400, len(names)))
        total = sum(
            plug.persona(h.mean(0, keepdim=True), h[None], torch.ones(1, len(h), dtype=torch.bool))[0]
            for h in (data.items[data.by_author[x][:HISTORY]] for x in some)
        )
        plug.mean_persona.copy_(total / len(some))
    table, per = measure(model, plug, data, a.measure)
    print(json.dumps({"k": a.k, "instruction": a.instruction, "steps": steps, "tokens": seen, "validation": table}), flush=True)
    np.savez(
        a.out,
        **{n: v.detach().float().numpy() for n, v in plug.state_dict().items()},
        k=a.k,
        n=a.instruction,
        norm=norm,
        slot="system",
        losses=json.dumps(table),
        per=json.dumps(per),
    )


if __name__ == "__main__":
    main()
