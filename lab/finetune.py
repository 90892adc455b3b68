"""Trains the language model further on the sequences of `pairs.ts`; the loss is computed on the tokens of every answer.

    python finetune.py BASE.gguf DATA WORK [--threads 1] [--lr 2e-4] [--tokens 4000000] [--decay-from T] [--minutes M]
                       [--start TRAINED-00001-of-0000N.gguf]

The rate is constant after the warm-up and falls to zero over the tokens from --decay-from to --tokens (a trapezoid, arXiv 2405.18392), so
that a run of any length can continue from the state before the decay. --start takes the weights of an exported model in place of the
base's, if no checkpoint is left. A checkpoint with the optimizer's state is written every five minutes and at the end; a run that finds
one resumes from it.
"""

import argparse
import json
import math
import os
import time
from collections import defaultdict

import numpy as np
import torch

import lm

DEVICE = "cuda" if torch.cuda.is_available() else "cpu"


def batches(data: str, skip: int, size: int):
    """Steps of about `size` tokens, each a list of (tokens, where) padded to a common length; passes over the sequences in an order that
    the pass seeds."""
    tokens, loss = np.fromfile(f"{data}/train.tokens.bin", np.uint16), np.fromfile(f"{data}/train.loss.bin", np.uint8)
    lengths = np.fromfile(f"{data}/train.lengths.bin", np.uint32).astype(np.int64)
    starts = np.concatenate([[0], lengths.cumsum()[:-1]])
    seen, epoch = 0, 0
    while True:
        step, count = [], 0
        for i in np.random.default_rng(epoch).permutation(len(lengths)):
            step.append(i)
            count += int(lengths[i])
            if count >= size:
                seen += count
                if seen > skip:
                    step.sort(key=lambda j: lengths[j])
                    yield (
                        [
                            pad([(tokens[starts[j] : starts[j] + lengths[j]], loss[starts[j] : starts[j] + lengths[j]]) for j in group])
                            for group in grouped(step, lengths)
                        ],
                        count,
                    )
                step, count = [], 0
        epoch += 1


def grouped(step, lengths, size: int = 1200 if DEVICE == "cpu" else 32_000):
    """Batches of sequences of similar length, at most `size` tokens including padding."""
    groups = []
    for j in step:
        if groups and lengths[j] * (len(groups[-1]) + 1) <= size:
            groups[-1].append(j)
        else:
            groups.append([j])
    return groups


def pad(pairs):
    longest = max(len(t) for t, _ in pairs)
    ids, where = np.full((len(pairs), longest), 2, np.int64), np.zeros((len(pairs), longest), bool)
    for row, (t, w) in enumerate(pairs):
        ids[row, : len(t)], where[row, : len(t)] = t, w
    return torch.from_numpy(ids).to(DEVICE), torch.from_numpy(where).to(DEVICE)


@torch.no_grad()
def validate(model, data: str, each: int = 1) -> dict[str, tuple[float, float]]:
    """(bits a character, nats a token) of real texts for each kind and over all; of every `each`-th text."""
    with open(f"{data}/validation.json") as f:
        pairs = sorted(json.load(f)[::each], key=lambda p: len(p["tokens"]))
    sums = defaultdict(lambda: [0.0, 0, 0])
    for k in range(0, len(pairs), 8):
        some = pairs[k : k + 8]
        ids, where = pad([(p["tokens"], p["loss"]) for p in some])
        nats, row = model.loss(ids, where)
        for n, p in enumerate(some):
            for group in (p["kind"], "all"):
                sums[group][0] += nats[row == n].sum().item()
                sums[group][1] += int(sum(p["loss"]))
                sums[group][2] += p["characters"]
    return {g: (round(n / c / math.log(2), 4), round(n / t, 4)) for g, (n, t, c) in sorted(sums.items())}


def arguments() -> argparse.Namespace:
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("base"), a.add_argument("data"), a.add_argument("work")
    a.add_argument("--threads", type=int, default=1)
    a.add_argument("--lr", type=float, default=2e-4)
    a.add_argument("--tokens", type=int, default=4_000_000)
    a.add_argument("--decay-from", type=int)
    a.add_argument("--batch", type=int, default=3000 if DEVICE == "cpu" else 32_000)
    a.add_argument("--minutes", type=float, default=1e9)
    a.add_argument("--name", default="lm")
    a.add_argument("--start")
    a.add_argument("--validate-every", type=int, default=250_000)
    return a.parse_args()


def main():
    a = arguments()
    torch.set_num_threads(a.threads)
    torch.set_default_device(DEVICE)
    os.makedirs(a.work, exist_ok=True)
    decay_from = a.decay_from if a.decay_from is not None else int(a.tokens * 0.75)
    model = lm.load(a.base) if a.start is None else lm.load_parts(a.start)
    groups = [
        {"params": [p for p in model.parameters() if p.dim() > 1], "weight_decay": 0.01},
        {"params": [p for p in model.parameters() if p.dim() == 1], "weight_decay": 0},
    ]
    optimizer = torch.optim.AdamW(groups, lr=a.lr, betas=(0.9, 0.98), fused=True)
    path, seen, steps = f"{a.work}/{a.name}.pt", 0, 0
    if os.path.exists(path):
        state = torch.load(path, mmap=True)
        model.load_state_dict(state["model"]), optimizer.load_state_dict(state["optimizer"])
        seen, steps = state["seen"], state["steps"]
    log = open(f"{a.work}/{a.name}.log", "a", buffering=1)

    def report(each=3):
        with lm.autocast(DEVICE):
            print(json.dumps({"tokens": seen, "validation": validate(model, a.data, each)}), file=log)

    def save(where):
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "seen": seen, "steps": steps}, where + ".part")
        os.replace(where + ".part", where)

    if seen == 0:
        report()
    started = saved = time.time()
    cpu, mean, at = time.process_time(), None, seen
    for step, count in batches(a.data, seen, a.batch):
        if seen >= a.tokens or time.time() - started > a.minutes * 60:
            break
        rate = a.lr * min(1, (steps + 1) / 40) * min(1, max(0.005, (a.tokens - seen) / max(1, a.tokens - decay_from)))
        for g in optimizer.param_groups:
            g["lr"] = rate
        targets = sum(int(where[:, 1:].sum()) for _, where in step)
        total = 0.0
        for ids, where in step:
            with lm.autocast(DEVICE):
                nats, _ = model.loss(ids, where)
            (nats.sum() / targets).backward()
            total += nats.sum().item()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step(), optimizer.zero_grad(set_to_none=True)
        before, seen, steps = seen, seen + count, steps + 1
        mean = total / targets if mean is None else 0.95 * mean + 0.05 * total / targets
        if steps % 10 == 0:
            print(
                json.dumps(
                    {
                        "step": steps,
                        "tokens": seen,
                        "loss": round(mean, 4),
                        "rate": rate,
                        "per_s": round((seen - at) / (time.time() - started), 1),
                        "per_cpu_s": round((seen - at) / (time.process_time() - cpu), 1),
                    }
                ),
                file=log,
            )
        if seen // a.validate_every > before // a.validate_every:
            report()
        if before < decay_from <= seen:
            save(f"{a.work}/{a.name}.before-decay.pt")
        if time.time() - saved > 300:
            save(path)
            saved = time.time()
    save(path)
    report(1)


if __name__ == "__main__":
    main()
