"""The whole training in one go: data, style encoder, language model, plug. `python train.py --help`; plans: `small` (CPU, minutes), `gpu`.

Every step writes its result under --work and is skipped when that is there already, so that a run which was cut off goes on.
"""

import argparse
import json
import math
import os
import random
import sys
import time
from dataclasses import asdict

import numpy as np
import torch
import torch.nn.functional as F
from torch.utils.data import DataLoader, IterableDataset, get_worker_info

import corpus
import data
from data import STAGE1, STAGE2, Store
from encoder import ENCODER_TOKENS, Encoder, EncoderConfig, contrastive_loss
from nano import Nano, NanoConfig
from optim import optimizers, set_lr
from plug import Plug, persona_loss
from tokens import KINDS, PAD
from prompts import TEXT, TITLE

SMALL = dict(made=80, encoder_s=12, stage1_s=12, stage2_s=12, plug_s=8, final_s=8, rows=8, length=256, encoder_tokens=4096, persona_rows=8, persona_length=320,
             workers=1, nano=dict(width=128, layers=3, heads=4, feed_forward=352), encoder=dict(size=256, layers=1, heads=4, feed_forward=256),
             compare_s=0, ks=[2], k=2, slot="start", limit=1500, most=1)
PLANS = {
    # seconds for the timed steps; rows and lengths of batches; `most`: factor on PERSONA_RECORDS
    "small": SMALL | dict(encoder_s=60, stage1_s=120, stage2_s=60, plug_s=20, final_s=40),
    "test": SMALL | dict(nano=dict(width=64, layers=1, heads=2, feed_forward=128), encoder_s=4, stage1_s=4, stage2_s=4, plug_s=2, final_s=2),
    "cpu": dict(made=3200, encoder_s=720, stage1_s=6400, stage2_tokens=37_700_000, plug_s=75, final_s=480, rows=32, length=512, encoder_tokens=24576, persona_rows=32, persona_length=256,
                workers=1, nano=dict(width=384, layers=4, heads=4, feed_forward=1024, tied=False), encoder=dict(size=256, layers=2, heads=4, feed_forward=640),
                compare_s=80, ks=[1, 2, 4, 8], k=4, slot="start", limit=60000, congress=50000, most=1),
    "gpu": dict(made=4000, encoder_s=110, stage1_s=620, stage2_s=200, plug_s=30, final_s=90, rows=128, length=1024, encoder_tokens=131072, persona_rows=192,
                persona_length=320, workers=13, nano=dict(width=512, layers=10, heads=8, feed_forward=1408), encoder=dict(size=384, layers=4, heads=6, feed_forward=1024),
                compare_s=20, ks=[1, 2, 4, 8], k=4, slot="start", most=8),
}

# records of one author that persona training uses: collections with few authors give more of each
PERSONA_RECORDS = {"senate_press": 250, "congress_press": 60, "digitalgov": 250, "f18": 250, "acl_titles": 20, "aeslc": 40, "r_mail": 12, "ilugc": 12,
                   "made_mail": 4, "made_press": 24}


def say(*words):
    print(f"[{time.time() - START:7.1f}s]", *words, flush=True)


class Stream(IterableDataset):
    """Batches of a generator function `make(seed)` as tensors, made in the loader's workers."""

    def __init__(self, make, seed):
        self.make, self.seed = make, seed

    def __iter__(self):
        info = get_worker_info()
        seed = self.seed * 1009 + (info.id if info else 0)
        for b in self.make(seed):
            if isinstance(b, dict):
                yield {k: torch.from_numpy(v.astype(np.int64 if v.dtype.kind in "iu" else v.dtype)) if isinstance(v, np.ndarray) else v for k, v in b.items()}
            else:
                yield tuple(torch.from_numpy(x.astype(np.int32)) for x in b)


def loader(make, seed, plan, share=1.0):
    n = max(1, int(plan["workers"] * share)) if plan["workers"] > 1 else 0
    return iter(DataLoader(Stream(make, seed), batch_size=None, num_workers=n, prefetch_factor=4 if n else None, pin_memory=DEVICE == "cuda"))


def to_device(b):
    if isinstance(b, dict):
        return {k: v.to(DEVICE, non_blocking=True) if torch.is_tensor(v) else v for k, v in b.items()}
    return tuple(x.to(DEVICE, non_blocking=True).long() for x in b)


def autocast():
    return torch.autocast(DEVICE, torch.bfloat16)


# ---- style encoder

def encoder_batches(store: Store, tokens: int, seed: int, longest: int = 80):
    """Endless (ids, mask, author): two texts each by as many authors as `tokens` allow, all cut to one length. Most batches come from one collection, and mails bring the other
    writers of their threads along, so that telling authors apart by topic does not help."""
    rng = random.Random(seed)
    names = {s: [a for a in store.by_author if a.startswith(s + "/") and len(store.by_author[a]) >= 2 and not store.validation[store.by_author[a][0]]]
             for s in np.unique(store.set)}
    names = {s: v for s, v in names.items() if len(v) > 1}
    p = {s: (min(len(v), 3000) ** .5) * (3 if s.startswith("made") else 1) for s, v in names.items()}
    thread = {}
    for i in np.flatnonzero(store.has_title & ~store.validation & np.isin(store.set, ["r_mail", "ilugc"])):
        thread.setdefault(store.field("title", i).tobytes(), []).append(int(i))

    def view(i, n):
        t, b = store.field("title", i), store.field("body", i)
        if len(b) > 2 * n and rng.random() < .5:
            b = b[rng.randrange(len(b) - n):]
        ids = [*t, TEXT, *b] if len(t) and rng.random() < .75 else [*b]
        return ids[:n]

    while True:
        one = rng.choices(list(p), list(p.values()))[0] if rng.random() < .75 else None
        chosen: dict[str, tuple[int, int]] = {}
        n = longest
        texts = min(1024, tokens // n)
        while len(chosen) < texts // 2:
            s = one or rng.choices(list(p), list(p.values()))[0]
            if one and len(names[s]) <= len([a for a in chosen if a.startswith(s + "/")]) + 2:
                one = None
                continue
            a = rng.choice(names[s])
            if a in chosen:
                continue
            i, j = rng.sample(store.by_author[a], 2)
            chosen[a] = (i, j)
            if s in ("r_mail", "ilugc"):
                for m in thread.get(store.field("title", i).tobytes(), [])[:6]:
                    other = store.author[m]
                    if other not in chosen and len(store.by_author[other]) >= 2 and len(chosen) < texts // 2:
                        chosen[other] = (m, rng.choice([x for x in store.by_author[other] if x != m]))
        rows, who = [], []
        for k, (i, j) in enumerate(chosen.values()):
            rows += [view(i, n), view(j, n)]
            who += [k, k]
        ids = np.full((len(rows), n), PAD, np.int32)
        mask = np.zeros((len(rows), n), np.int32)
        for k, r in enumerate(rows):
            ids[k, :len(r)], mask[k, :len(r)] = r, 1
        yield ids, mask, np.array(who, np.int32)


def train_encoder(store, plan, seconds):
    torch.manual_seed(0)
    enc = Encoder(EncoderConfig(**plan["encoder"])).to(DEVICE)
    opts = optimizers(enc, muon=True, lr_matrix=0.015, lr_rest=1.5e-3)
    step_fn = torch.compile(enc.vectors, dynamic=False)
    batches, n, end, t0, loss = loader(lambda s: encoder_batches(store, plan["encoder_tokens"], s), 11, plan), 0, time.time() + seconds, time.time(), None
    for b in batches:
        done = (time.time() - t0) / seconds
        if done >= 1:
            break
        ids, mask, who = to_device(b)
        with autocast():
            v = step_fn(ids, mask)
        loss = contrastive_loss(v, who)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(enc.parameters(), 1.0)
        set_lr(opts, min(1, (n + 1) / 40) * min(1, 1.02 - done))
        for o in opts:
            o.step(); o.zero_grad(set_to_none=True)
        n += 1
        if n % (200 if DEVICE == "cuda" else 20) == 0:
            say(f"encoder step {n} loss {loss.item():.3f}")
    del batches
    return enc.eval(), n


@torch.no_grad()
def encode(enc, rows: list, longest: int = ENCODER_TOKENS, batch: int = 256) -> torch.Tensor:
    """rows: token id arrays; (len(rows), C) bfloat16 on the device; rows are sorted by length for speed"""
    if not hasattr(enc, "c"):
        return enc(rows)  # somebody else's encoder
    out = torch.zeros(len(rows), enc.c.size, dtype=torch.bfloat16, device=DEVICE)
    order = np.argsort([min(len(r), longest) for r in rows])
    for s in range(0, len(order), batch):
        ix = order[s:s + batch]
        n = max(1, min(longest, max(len(rows[i]) for i in ix)))
        ids, mask = np.full((len(ix), n), PAD, np.int64), np.zeros((len(ix), n), np.int64)
        for k, i in enumerate(ix):
            r = rows[i][:n]
            ids[k, :len(r)], mask[k, :len(r)] = r, 1
        if hasattr(enc, "session"):
            h = enc.session.run(None, {"input_ids": ids, "attention_mask": mask})[0]
            v = (h * mask[..., None]).sum(1) / np.maximum(1, mask.sum(1, keepdims=True))  # a brief may be empty: a vector of zeros
            out[torch.from_numpy(ix)] = F.normalize(torch.from_numpy(v), dim=-1).bfloat16()
            continue
        with autocast():
            out[torch.from_numpy(ix).to(DEVICE)] = enc.vectors(torch.from_numpy(ids).to(DEVICE), torch.from_numpy(mask).to(DEVICE)).bfloat16()
    return out


class QuantizedEncoder:
    """The int8 ONNX file that ships: on a CPU the plug learns from the very vectors that the program will make."""

    def __init__(self, path: str, size: int):
        import onnxruntime
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = torch.get_num_threads()
        self.session = onnxruntime.InferenceSession(path, options, providers=["CPUExecutionProvider"])
        self.c = EncoderConfig(size=size)


def within_authors(enc, store, authors: int = 3000, texts: int = 8) -> torch.Tensor:
    """(E, E): the mean covariance of training authors' vectors about each author's mean"""
    rng = random.Random(8)
    names = [v for v in store.by_author.values() if len(v) >= 3 and not store.validation[v[0]]]
    chosen = [rng.sample(v, min(texts, len(v))) for v in rng.sample(names, min(authors, len(names)))]
    v = encode(enc, [item_tokens(store, i) for c in chosen for i in c]).float()
    apart = torch.cat([part - part.mean(0) for part in v.split([len(c) for c in chosen])])
    return apart.T @ apart / len(apart)


def item_tokens(store, i: int) -> np.ndarray:
    """What the encoder reads for a record: docs/formats.md, "Encoder text"."""
    title, body = store.field("title", i), store.field("body", i)[:ENCODER_TOKENS]
    return np.concatenate((title, [TEXT], body)) if len(title) else body


def encode_store(enc, store) -> tuple[torch.Tensor, torch.Tensor]:
    """Every record's vector as an item (n, C), and as a brief (2, n, C): for titles its body, for mails its subject and notes."""
    def join(t, b):
        return np.concatenate((t, [TEXT], b)) if len(t) else b
    items = encode(enc, [item_tokens(store, i) for i in range(store.n)])
    say("items encoded")
    mail = np.isin(store.set, data.MAILS)
    titled = np.flatnonzero(store.has_title)
    rest = np.flatnonzero(mail | ~store.has_title)
    briefs = torch.zeros(2, *items.shape, dtype=items.dtype, device=items.device)
    briefs[0, titled] = encode(enc, [store.field("body", i) for i in titled])
    briefs[1, rest] = encode(enc, [join(store.field("title", i), store.field(f"notes{i % 3}", i)) for i in rest])
    return items, briefs


def verification(store, items, texts: int, seed: int = 0, pairs: int = 4000) -> dict:
    """AUC and EER of telling whether two sets of `texts` texts are by one author, on validation authors of one collection at a time."""
    rng = random.Random(seed)
    scores, same = [], []
    sets = [s for s in corpus.SETS]
    names = {s: [a for a in store.by_author if a.startswith(s + "/") and store.validation[store.by_author[a][0]] and len(store.by_author[a]) >= 2 * texts] for s in sets}
    names = {s: v for s, v in names.items() if len(v) > 2}
    if not names:
        return {}
    for _ in range(pairs):
        s = rng.choice(list(names))
        a, b = rng.sample(names[s], 2)
        mine = rng.sample(store.by_author[a], 2 * texts)
        theirs = rng.sample(store.by_author[b], texts)
        c = [F.normalize(items[ix].float().mean(0), dim=0) for ix in (mine[:texts], mine[texts:], theirs)]
        scores += [float(c[0] @ c[1]), float(c[0] @ c[2])]
        same += [1, 0]
    s, y = np.array(scores), np.array(same)
    order = np.argsort(-s)
    tpr, fpr = np.cumsum(y[order]) / y.sum(), np.cumsum(1 - y[order]) / (1 - y).sum()
    e = np.argmin(np.abs(1 - tpr - fpr))
    return {"auc": float(np.trapezoid(tpr, fpr)), "eer": float((1 - tpr[e] + fpr[e]) / 2)}


# ---- language model

def language_loss(lm, tokens, weights, trunk=None):
    with autocast():
        h = (trunk or lm.trunk)(lm.embed(tokens[:, :-1]).bfloat16())
    w = weights[:, 1:].flatten().float()
    keep = w.nonzero()[:, 0]
    return lm.losses(h.flatten(0, 1)[keep], tokens[:, 1:].flatten()[keep], w[keep] / w.sum())


def compiled_trunk(lm):
    """One compilation a model: what it costs is paid once, and no new one comes with each step of the training."""
    if not hasattr(lm, "_compiled"):
        object.__setattr__(lm, "_compiled", torch.compile(lm.trunk, dynamic=False))
    return lm._compiled


def train_language_model(store, plan, seconds, muon=True, lm=None, checkpoint=None, steps=None, seed=21, opts=None):
    torch.manual_seed(1)
    lm = lm or Nano(NanoConfig(**plan["nano"])).to(DEVICE)
    opts = opts or optimizers(lm, muon)
    batches = loader(lambda s: data.packed(store, STAGE1, plan["rows"], plan["length"], s), seed, plan)
    n, first, saved = 0, None, time.time()
    for b in batches:
        if n == steps or (steps is None and first and time.time() - first >= seconds):
            break
        loss = language_loss(lm, *to_device(b), compiled_trunk(lm))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(lm.parameters(), 1.0)
        set_lr(opts, min(1, (n + 1) / 60))
        for o in opts:
            o.step(); o.zero_grad(set_to_none=True)
        n += 1
        if n == 3:
            loss.item()
            first = time.time()  # compilation does not count
        if n % (250 if DEVICE == "cuda" else 25) == 0:
            rate = (n - 3) * plan["rows"] * plan["length"] / (time.time() - first)
            say(f"{'muon' if muon else 'adamw'} step {n} loss {loss.item():.3f} tokens {n * plan['rows'] * plan['length'] / 1e6:.0f}M, {rate / 1e3:.0f}k/s")
            if checkpoint and time.time() - saved > 300:
                checkpoint(n * plan["rows"] * plan["length"], opts)
                saved = time.time()
    del batches
    return lm, opts, n * plan["rows"] * plan["length"]


@torch.no_grad()
def language_validation(lm, store, plan, mix, batches=6) -> float:
    make = data.packed(store, mix, min(plan["rows"], 64), plan["length"], 5, validation=True)
    total = 0.0
    for _ in range(batches):
        total += language_loss(lm, *to_device(tuple(torch.from_numpy(x.astype(np.int32)) for x in next(make)))).item()
    return total / batches


def anneal(lm, opts, plug, rest, mine, items, briefs, plan, work):
    """Stage 2: the rate falls to nothing on the tasks, four fifths of each step on packed text (with and without examples of the same author),
    the rest on prompts with a persona that is trained along, so that the model learns to listen to vectors in this place; it is frozen afterwards.
    It lasts `stage2_s` seconds, or `stage2_tokens` where the plan says so: such a run writes checkpoints and goes on from the last one. `rest` and `mine` share no text: a model that knows the draft by heart has nothing to learn from a persona."""
    plug.spread(author_means(mine, items))
    plug_opt = torch.optim.AdamW([{"params": [*plug.parameters()], "lr": 2e-3, "peak": 2e-3}], weight_decay=1e-4, fused=True)
    parts, n, saved = (lm, plug, *opts, plug_opt), 0, time.time()
    if work.has("anneal.part.pt"):
        before = torch.load(work("anneal.part.pt"), map_location=DEVICE)
        n = before["steps"]
        for part, state in zip(parts, before["parts"]):
            part.load_state_dict(state)
    rows, persona_rows = plan["rows"], plan["persona_rows"] // 2
    packed = loader(lambda s: data.packed(rest, STAGE2, rows, plan["length"], s), 31 + n + 100 * plan["draw"], plan, .5)
    persona = loader(lambda s: data.persona_batches(mine, STAGE2, persona_rows, plan["persona_length"], s, N_INSTRUCTION, plug.k, plain_share=.1,
                                                    slot_at=(["before-draft", "start"], [.3, .7])), 32 + n + 100 * plan["draw"], plan, .5)
    t0, each = None, rows * plan["length"] + persona_rows * plan["persona_length"]
    while True:
        done = n * each / plan["stage2_tokens"] if "stage2_tokens" in plan else (time.time() - t0) / plan["stage2_s"] if t0 else 0
        if done >= 1:
            break
        a = language_loss(lm, *to_device(next(packed)), compiled_trunk(lm))
        a.backward()
        b = to_device(next(persona))
        c = persona_loss(lm, plug, b, items, briefs, trunk=compiled_trunk(lm))
        c.backward()
        torch.nn.utils.clip_grad_norm_(lm.parameters(), 1.0)
        torch.nn.utils.clip_grad_norm_(plug.parameters(), 1.0)
        set_lr((*opts, plug_opt), max(.02, 1 - done))
        for o in (*opts, plug_opt):
            o.step(); o.zero_grad(set_to_none=True)
        n += 1
        if n == 3:
            t0 = time.time()
        if n % (100 if DEVICE == "cuda" else 10) == 0:
            if not math.isfinite(a.item() + c.item()):
                raise FloatingPointError(f"the loss is {a.item()} on text and {c.item()} with a persona after {n} steps")
            say(f"anneal step {n} packed {a.item():.3f} persona {c.item():.3f} tau {plug.temperature.item():.2f}")
            if "stage2_tokens" in plan and time.time() - saved > 300:
                work.save({"steps": n, "parts": [part.state_dict() for part in parts]}, "anneal.part.pt")
                saved = time.time()
    return n * each


def q8_0(w: torch.Tensor) -> tuple[np.ndarray, np.ndarray]:
    """Blocks of 32 along the last dimension: (int8 values, float16 scales)"""
    x = w.detach().float().cpu().numpy().reshape(-1, 32)
    d = np.abs(x).max(1, keepdims=True) / 127
    q = np.round(np.divide(x, d, out=np.zeros_like(x), where=d > 0)).astype(np.int8)
    return q, d.astype(np.float16)


def round_to_q8_0(lm) -> dict:
    """Rounds the matrices in place to what the GGUF holds; returns its contents."""
    out = {}
    with torch.no_grad():
        for name, p in lm.named_parameters():
            if p.dim() == 2:
                q, d = q8_0(p)
                p.copy_(torch.from_numpy((q.astype(np.float32) * d.astype(np.float32)).reshape(p.shape)))
                out[name + ".q"], out[name + ".d"] = q, d
            else:
                out[name] = p.detach().float().cpu().numpy()
    return out


# ---- plug

def mean_persona(plug, store, items, plan, authors=1500):
    """P-bar over training authors; also in place of P where there is no history"""
    rng = random.Random(3)
    names = [a for a, v in store.by_author.items() if len(v) >= 4 and not store.validation[v[0]] and not a.startswith("made")]
    names = rng.sample(names, min(authors, len(names)))
    total = torch.zeros_like(plug.mean_persona)
    with torch.no_grad():
        for a in names:
            h = items[rng.sample(store.by_author[a], min(data.HISTORY, len(store.by_author[a])))].float()[None]
            total += plug.persona(h.mean(1), h, torch.ones(h.shape[:2], dtype=torch.bool, device=h.device))[0]
    plug.mean_persona.copy_(total / len(names))


def author_means(store, items, most=3000) -> torch.Tensor:
    """(authors, E): the mean vector of some of each training author's texts"""
    rng = random.Random(6)
    mine = [v for v in store.by_author.values() if len(v) >= 4 and not store.validation[v[0]]]
    return torch.stack([items[rng.sample(v, min(12, len(v)))].float().mean(0) for v in rng.sample(mine, min(most, len(mine)))])


def plug_losses(lm, plug, store, items, briefs, plan, slot_at="before-draft", mix=STAGE2, rows=None, seed=41, **draw):
    """Endless losses on strangers, authors whom the language model has never met, as it has never met the user: on texts that the model has seen, the plug only
    learns to call up what the model remembers (docs/decisions/0011-the-plug-learns-from-strangers.md). `draw`: of data.persona_batches."""
    draw = dict(control_share=.12, shares=data.PLUG_DRAW, strangers=True) | draw
    lm.requires_grad_(False)
    for b in loader(lambda s: data.persona_batches(store, mix, rows or plan["persona_rows"], plan["persona_length"], s, N_INSTRUCTION, plug.k, slot_at=slot_at, **draw), seed, plan):
        yield persona_loss(lm, plug, to_device(b), items, briefs, trunk=compiled_trunk(lm))


def train_plug(plug, losses, seconds, lr):
    """A step for each of `losses`, until the time is over."""
    opt = torch.optim.AdamW(plug.parameters(), lr=lr, weight_decay=1e-4, fused=True)
    t0 = time.time()
    for n, loss in enumerate(losses, 1):
        done = (time.time() - t0) / seconds
        if done >= 1:
            break
        loss.backward()
        torch.nn.utils.clip_grad_norm_(plug.parameters(), 1.0)
        for g in opt.param_groups:
            g["lr"] = lr * min(1, n / 50) * (1.01 - done)
        opt.step(); opt.zero_grad(set_to_none=True)
        if n % (200 if DEVICE == "cuda" else 10) == 0:
            say(f"plug k {plug.k} step {n} loss {loss.item():.3f} tau {plug.temperature.item():.2f}")


@torch.no_grad()
def plug_validation(lm, plug, store, items, briefs, plan, slot_at="before-draft", batches=8) -> dict:
    """Nats a token on validation authors, by kind and collection, of: own history, another author's, the average author, the instruction alone, nothing."""
    ways = {"own": {}, "shuffled": dict(shuffled=True), "instruction": dict(control_share=1.0), "none": dict(plain_share=1.0, control_share=0.0), "average": {}}
    out = {}
    for way, how in ways.items():
        total: dict = {}
        args = dict(control_share=0.0, retrieval_share=0.0) | how
        make = data.persona_batches(store, STAGE2, plan["persona_rows"], plan["persona_length"], 99, N_INSTRUCTION, plug.k, validation=True, slot_at=slot_at, **args)
        for _ in range(batches):
            b = next(make)
            t = to_device({k: torch.from_numpy(v.astype(np.int64) if v.dtype.kind in "iu" else v) if isinstance(v, np.ndarray) else v for k, v in b.items()})
            if way == "average":
                t["history"].fill_(-1)
            nll, count = persona_loss(lm, plug, t, items, briefs, per_row=True)
            for row in range(len(nll)):
                key = f"{KINDS[b['kind'][row]]}/{store.set[b['item'][row]]}"
                s = total.setdefault(key, [0.0, 0])
                s[0] += nll[row].item(); s[1] += count[row].item()
        out[way] = {k: round(v[0] / max(1, v[1]), 4) for k, v in sorted(total.items())} | {
            "all": round(sum(v[0] for v in total.values()) / sum(v[1] for v in total.values()), 4)}
    return out


N_INSTRUCTION = 4


def prepare(folder, work, plan, sets) -> Store:
    """Tokenizes the collections once (congress_press on its own: on a machine with little memory or bandwidth it comes later or not whole)."""
    parts = []
    for group, made, limit in (([s for s in corpus.SETS if s != "congress_press"], plan["made"], plan.get("limit")),
                               (["congress_press"], 0, plan.get("congress", plan.get("limit")))):
        group = [s for s in group if s in sets and os.path.exists(os.path.join(folder, s + ".jsonl.xz"))]
        if group:
            p = os.path.join(work, "data-" + "-".join(s[:3] for s in group) + ".npz")
            if not os.path.exists(p):
                data.build(folder, group, p + ".part.npz", made, max(2, plan["workers"]), limit)
                os.replace(p + ".part.npz", p)
            parts.append(p)
    store = Store(parts)
    say("records", store.n, "tokens (M)", round(sum(int(store.length[f].sum()) for f in ("title", "body")) / 1e6, 1), "authors", len(store.by_author))
    return store


class Work:
    """The folder of results: what is there already is not made again."""

    def __init__(self, folder):
        self.folder = folder
        os.makedirs(folder, exist_ok=True)

    def __call__(self, name):
        return os.path.join(self.folder, name)

    def has(self, name):
        return os.path.exists(self(name))

    def save(self, what, name):
        torch.save(what, self(name + ".part"))
        os.replace(self(name + ".part"), self(name))

    @property
    def report(self):
        return json.load(open(self("report.json"))) if self.has("report.json") else {}

    def note(self, **kw):
        say(json.dumps(kw)[:1800])
        with open(self("report.json.part"), "w") as f:
            json.dump(self.report | kw, f, indent=1)
        os.replace(self("report.json.part"), self("report.json"))


def step_compare(work, plan, store):
    """Muon against AdamW at equal tokens."""
    result, steps = {}, None
    for muon in (True, False):
        lm, _, seen = train_language_model(store, plan, plan["compare_s"], muon, steps=steps)
        steps = seen // (plan["rows"] * plan["length"])
        result["muon" if muon else "adamw"] = {"tokens": seen, "validation": language_validation(lm, store, plan, STAGE1)}
    work.note(compare=result)


def step_encoder(work, plan, store):
    enc, steps = train_encoder(store, plan, plan["encoder_s"])
    enc.whiten(within_authors(enc, store))
    work.save({"config": asdict(enc.c), "state": enc.state_dict()}, "encoder.pt")
    work.note(encoder_steps=steps)


def load_encoder(work) -> Encoder:
    saved = torch.load(work("encoder.pt"), map_location=DEVICE)
    enc = Encoder(EncoderConfig(**saved["config"])).to(DEVICE).eval()
    enc.load_state_dict(saved["state"])
    return enc


def shipped_encoder(work):
    if DEVICE != "cpu":
        return load_encoder(work)
    import export
    if not work.has("encoder/onnx/model_quantized.onnx"):
        export.encoder_to_onnx(work("encoder.pt"), work("encoder"))
    return QuantizedEncoder(work("encoder/onnx/model_quantized.onnx"), load_encoder(work).c.size)


def persona_records(store, plan) -> np.ndarray:
    return store.for_personas({s: n * plan["most"] for s, n in PERSONA_RECORDS.items()})


def step_vectors(work, plan, store):
    """(persona store, items, briefs): the records that persona training uses, and their vectors"""
    mine = store.subset(persona_records(store, plan))
    if not work.has("vectors.pt"):
        items, briefs = encode_store(shipped_encoder(work), mine)
        work.save((items.cpu(), briefs.cpu()), "vectors.pt")
        work.note(persona_records=mine.n, verification={n: verification(mine, items, n, pairs=2000) for n in (1, 8)})
    items, briefs = torch.load(work("vectors.pt"), map_location=DEVICE)
    return mine, items, briefs


def step_stage1(work, plan, store):
    """Goes on from the last checkpoint, with the seconds that are left of the plan's."""
    lm = Nano(NanoConfig(**plan["nano"])).to(DEVICE)
    opts, before = optimizers(lm, True), {"seconds": 0, "tokens": 0}
    if work.has("nano.stage1.part.pt"):
        before = torch.load(work("nano.stage1.part.pt"), map_location=DEVICE)
        lm.load_state_dict(before["state"])
        for o, saved in zip(opts, before["optimizers"]):
            o.load_state_dict(saved)
    start = time.time()

    def checkpoint(tokens, opts):
        work.save({"state": lm.state_dict(), "optimizers": [o.state_dict() for o in opts], "seconds": before["seconds"] + time.time() - start,
                   "tokens": before["tokens"] + tokens}, "nano.stage1.part.pt")
    _, _, seen = train_language_model(store, plan, plan["stage1_s"] - before["seconds"], lm=lm, checkpoint=checkpoint, seed=21 + int(before["seconds"]), opts=opts)
    checkpoint(seen, opts)  # a longer training goes on from here
    work.save({"state": lm.state_dict(), "tokens": before["tokens"] + seen}, "nano.stage1.pt")
    work.note(stage1_tokens=before["tokens"] + seen, stage1_validation=language_validation(lm, store, plan, STAGE1))


def step_anneal(work, plan, store):
    mine, items, briefs = step_vectors(work, plan, store)
    saved = torch.load(work("nano.stage1.pt"), map_location=DEVICE)
    lm = Nano(NanoConfig(**plan["nano"])).to(DEVICE)
    lm.load_state_dict(saved["state"])
    plug = Plug(items.shape[1], lm.c.width, lm.embedding_norm(), plan["k"], N_INSTRUCTION).to(DEVICE)
    rest = store.subset(np.setdiff1d(np.arange(store.n), persona_records(store, plan)))
    seen = anneal(lm, optimizers(lm, True), plug, rest, mine, items, briefs, plan, work)
    work.note(tokens=saved["tokens"] + seen, validation=language_validation(lm, store, plan, STAGE2), parameters=sum(p.numel() for p in lm.parameters()))
    made = round_to_q8_0(lm)
    work.note(validation_q8_0=language_validation(lm, store, plan, STAGE2), embedding_norm=lm.embedding_norm())
    work.save(plug.state_dict(), "plug-anneal.pt")
    np.savez(work("nano.part.npz"), config=json.dumps(asdict(lm.c)), **made)
    os.replace(work("nano.part.npz"), work("nano.npz"))


def step_sweep(work, plan, store):
    """A short training for each K before the draft, and for the plan's K at the start, all from the same beginning on the frozen model."""
    mine, items, briefs = step_vectors(work, plan, store)
    lm, sweep = load_nano(work("nano.npz")), work.report.get("sweep", {})
    for k, at in [(k, "before-draft") for k in plan["ks"]] + [(plan["k"], "start")]:
        if f"{k}-{at}" not in sweep:
            torch.manual_seed(2)
            plug = Plug(items.shape[1], lm.c.width, lm.embedding_norm(), k, N_INSTRUCTION).to(DEVICE)
            plug.spread(author_means(mine, items))
            train_plug(plug, plug_losses(lm, plug, mine, items, briefs, plan, at), plan["plug_s"], lr=3e-3)
            mean_persona(plug, mine, items, plan)
            sweep[f"{k}-{at}"] = plug_validation(lm, plug, mine, items, briefs, plan, at)
            work.note(sweep=sweep)


def step_plug(work, plan, store):
    """The annealed plug, trained on with the model frozen as it ships."""
    mine, items, briefs = step_vectors(work, plan, store)
    lm, at = load_nano(work("nano.npz")), plan["slot"]
    plug = Plug(items.shape[1], lm.c.width, lm.embedding_norm(), plan["k"], N_INSTRUCTION).to(DEVICE)
    plug.load_state_dict(torch.load(work("plug-anneal.pt"), map_location=DEVICE))
    train_plug(plug, plug_losses(lm, plug, mine, items, briefs, plan, at), plan["final_s"], lr=2e-3)
    finish(work, plan, lm, plug, mine, items, briefs)


def finish(work, plan, lm, plug, mine, items, briefs):
    """The average author, the losses on validation authors, and the file."""
    at = plan["slot"]
    mean_persona(plug, mine, items, plan)
    work.note(chosen={"k": plug.k, "slot": at}, final=plug_validation(lm, plug, mine, items, briefs, plan, at, batches=16 if DEVICE == "cuda" else 10))
    np.savez(work("plug.part.npz"), **{n: v.detach().float().cpu().numpy() for n, v in plug.state_dict().items()}, k=plug.k, n=plug.n, norm=plug.norm, slot=at)
    os.replace(work("plug.part.npz"), work("plug.npz"))


STEPS = {"compare": step_compare, "encoder": step_encoder, "stage1": step_stage1, "vectors": step_vectors, "anneal": step_anneal, "sweep": step_sweep, "plug": step_plug}
MADE = {"encoder": "encoder.pt", "stage1": "nano.stage1.pt", "anneal": "nano.npz", "plug": "plug.npz"}


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("--data", required=True, help="folder of the .jsonl.xz collections")
    a.add_argument("--work", required=True, help="folder for everything that is made")
    a.add_argument("--plan", choices=PLANS, default="small")
    a.add_argument("--steps", default="encoder,stage1,anneal,plug", help=f"of {', '.join(STEPS)}; encoder and stage1 may run side by side")
    a.add_argument("--sets", default=",".join(corpus.SETS))
    a.add_argument("--draw", type=int, default=0, help="which draws the last stage sees: runs from one first stage with other draws are averaged (average.py)")
    a = a.parse_args()
    plan, work = PLANS[a.plan] | dict(draw=a.draw), Work(a.work)
    store = prepare(a.data, a.work, plan, a.sets.split(","))
    for step in filter(None, a.steps.split(",")):
        if not (step in MADE and work.has(MADE[step])):
            STEPS[step](work, plan, store)
    say("done")


def load_nano(path: str) -> Nano:
    z = np.load(path)
    lm = Nano(NanoConfig(**json.loads(str(z["config"])))).to(DEVICE)
    with torch.no_grad():
        for name, p in lm.named_parameters():
            w = z[name] if name in z else z[name + ".q"].astype(np.float32) * z[name + ".d"].astype(np.float32)
            p.copy_(torch.from_numpy(w.reshape(p.shape)))
    return lm


START = time.time()
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
if __name__ == "__main__":
    torch.set_float32_matmul_precision("high")
    if DEVICE == "cpu":
        torch.set_num_threads(int(os.environ.get("LAB_THREADS", "2")))
    main()
