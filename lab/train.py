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
from encoder import Encoder, EncoderConfig, contrastive_loss
from nano import Nano, NanoConfig
from optim import optimizers, set_lr
from plug import Plug, persona_loss
from tokens import KINDS, PAD
from prompts import TEXT, TITLE

PLANS = {
    # seconds for the timed steps; rows and lengths of batches
    "gpu": dict(made=4000, encoder_s=110, stage1_s=620, stage2_s=200, plug_s=30, final_s=90, rows=128, length=1024, persona_rows=192, persona_length=384,
                texts=1024, workers=13, nano={}, encoder={}, compare_s=0, ks=[1, 2, 4, 8]),
    # every path of `gpu` once, and Muon against AdamW on equal tokens
    "gpu-trial": dict(made=4000, encoder_s=6, stage1_s=4, stage2_s=6, plug_s=4, final_s=2, rows=128, length=1024, persona_rows=192, persona_length=384,
                      texts=1024, workers=13, nano={}, encoder={}, compare_s=14, ks=[2]),
    "small": dict(made=80, encoder_s=12, stage1_s=12, stage2_s=12, plug_s=8, final_s=8, rows=8, length=256, persona_rows=8, persona_length=384, texts=64,
                  workers=1, nano=dict(width=128, layers=3, heads=4, feed_forward=352), encoder=dict(size=256, layers=2, heads=4, feed_forward=256),
                  compare_s=0, ks=[2], limit=1500),
}


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

def encoder_batches(store: Store, texts: int, seed: int, longest: int = 160):
    """Endless (ids, mask, author): two texts each by texts/2 authors. Most batches come from one collection, and mails bring the other
    writers of their threads along, so that telling authors apart by topic does not help."""
    rng = random.Random(seed)
    names = {s: [a for a in store.by_author if a.startswith(s + "/") and len(store.by_author[a]) >= 2 and not store.validation[store.by_author[a][0]]]
             for s in np.unique(store.set)}
    names = {s: v for s, v in names.items() if len(v) > 1}
    p = {s: (min(len(v), 3000) ** .5) * (3 if s.startswith("made") else 1) for s, v in names.items()}
    thread = {}
    for i in np.flatnonzero(store.has_title & ~store.validation & np.isin(store.set, ["r_mail", "ilugc"])):
        thread.setdefault(store.field("title", i).tobytes(), []).append(int(i))

    def view(i):
        t, b = store.field("title", i), store.field("body", i)
        n = rng.randint(24, longest)
        if len(b) > 2 * n and rng.random() < .5:
            b = b[rng.randrange(len(b) - n):]
        ids = [*t, TEXT, *b] if len(t) and rng.random() < .75 else [*b]
        return ids[:n]

    while True:
        one = rng.choices(list(p), list(p.values()))[0] if rng.random() < .75 else None
        chosen: dict[str, tuple[int, int]] = {}
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
        for n, (a, (i, j)) in enumerate(chosen.items()):
            rows += [view(i), view(j)]
            who += [n, n]
        ids = np.full((len(rows), longest), PAD, np.int32)
        mask = np.zeros((len(rows), longest), np.int32)
        for k, r in enumerate(rows):
            ids[k, :len(r)], mask[k, :len(r)] = r, 1
        yield ids, mask, np.array(who, np.int32)


def train_encoder(store, plan, seconds):
    torch.manual_seed(0)
    enc = Encoder(EncoderConfig(**plan["encoder"])).to(DEVICE)
    opts = optimizers(enc, muon=True, lr_matrix=0.015, lr_rest=1.5e-3)
    step_fn = torch.compile(enc.vectors) if DEVICE == "cuda" else enc.vectors
    batches, n, end, t0, loss = loader(lambda s: encoder_batches(store, plan["texts"], s), 11, plan), 0, time.time() + seconds, time.time(), None
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
        set_lr(opts, min(1, (n + 1) / 200) * min(1, 1.02 - done))
        for o in opts:
            o.step(); o.zero_grad(set_to_none=True)
        n += 1
        if n % (200 if DEVICE == "cuda" else 20) == 0:
            say(f"encoder step {n} loss {loss.item():.3f}")
    del batches
    return enc.eval(), n


@torch.no_grad()
def encode(enc, rows: list, longest: int = 256, batch: int = 1024) -> torch.Tensor:
    """rows: token id arrays; (len(rows), C) bfloat16 on the device; rows are sorted by length for speed"""
    out = torch.zeros(len(rows), enc.c.size, dtype=torch.bfloat16, device=DEVICE)
    order = np.argsort([min(len(r), longest) for r in rows])
    for s in range(0, len(order), batch):
        ix = order[s:s + batch]
        n = max(1, min(longest, max(len(rows[i]) for i in ix)))
        ids, mask = np.full((len(ix), n), PAD, np.int64), np.zeros((len(ix), n), np.int64)
        for k, i in enumerate(ix):
            r = rows[i][:n]
            ids[k, :len(r)], mask[k, :len(r)] = r, 1
        with autocast():
            out[torch.from_numpy(ix).to(DEVICE)] = enc.vectors(torch.from_numpy(ids).to(DEVICE), torch.from_numpy(mask).to(DEVICE)).bfloat16()
    return out


def encode_store(enc, store) -> tuple[torch.Tensor, torch.Tensor]:
    """Every record's vector as an item (n, C), and as a brief (2, n, C): for titles its body, for mails its subject and notes."""
    def join(t, b):
        return np.concatenate((t, [TEXT], b)) if len(t) else b
    items = encode(enc, [join(store.field("title", i), store.field("body", i)[:256]) for i in range(store.n)])
    heads = encode(enc, [store.field("body", i)[:256] for i in range(store.n)])
    mails = encode(enc, [join(store.field("title", i), store.field(f"notes{i % 3}", i)) for i in range(store.n)])
    return items, torch.stack((heads, mails))


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

def language_loss(lm, tokens, weights):
    with autocast():
        logits = lm.logits(lm.trunk(lm.embed(tokens[:, :-1]).bfloat16()))
    nll = F.cross_entropy(logits.flatten(0, 1).float(), tokens[:, 1:].flatten(), reduction="none")
    w = weights[:, 1:].flatten().float()
    return (nll * w).sum() / w.sum()


def train_language_model(store, plan, seconds, muon=True, lm=None, checkpoint=None, steps=None):
    torch.manual_seed(1)
    lm = lm or Nano(NanoConfig(**plan["nano"])).to(DEVICE)
    opts = optimizers(lm, muon)
    loss_fn = torch.compile(language_loss) if DEVICE == "cuda" else language_loss
    batches = loader(lambda s: data.packed(store, STAGE1, plan["rows"], plan["length"], s), 21, plan)
    n, first, saved = 0, None, time.time()
    for b in batches:
        if n == steps or (steps is None and first and time.time() - first >= seconds):
            break
        loss = loss_fn(lm, *to_device(b))
        loss.backward()
        torch.nn.utils.clip_grad_norm_(lm.parameters(), 1.0)
        set_lr(opts, min(1, (n + 1) / 200))
        for o in opts:
            o.step(); o.zero_grad(set_to_none=True)
        n += 1
        if n == 3:
            loss.item()
            first = time.time()  # compilation does not count
        if n % (250 if DEVICE == "cuda" else 25) == 0:
            rate = (n - 3) * plan["rows"] * plan["length"] / (time.time() - first)
            say(f"{'muon' if muon else 'adamw'} step {n} loss {loss.item():.3f} tokens {n * plan['rows'] * plan['length'] / 1e6:.0f}M, {rate / 1e3:.0f}k/s")
            if checkpoint and time.time() - saved > 180:
                torch.save(lm.state_dict(), checkpoint)
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


def anneal(lm, opts, plugs, store, items, briefs, plan, seconds):
    """Stage 2: the rate falls to nothing on the tasks, half of each step on packed text (with and without examples of the same author),
    half on prompts with a persona, so that the model has met vectors in this place; it is frozen afterwards."""
    plug_opt = torch.optim.AdamW([p for q in plugs.values() for p in q.parameters()], lr=1e-3, weight_decay=1e-4, fused=DEVICE == "cuda")
    loss_fn = torch.compile(language_loss) if DEVICE == "cuda" else language_loss
    trunk = torch.compile(lm.trunk) if DEVICE == "cuda" else lm.trunk
    packed = loader(lambda s: data.packed(store, STAGE2, plan["rows"] // 2, plan["length"], s), 31, plan, .5)
    persona = loader(lambda s: data.persona_batches(store, STAGE2, plan["persona_rows"], plan["persona_length"], s, N_INSTRUCTION, list(plugs), plain_share=.1,
                                                    slot_at=(["before-draft", "start"], [.85, .15])), 32, plan, .5)
    n, t0 = 0, None
    while True:
        done = (time.time() - t0) / seconds if t0 else 0
        if done >= 1:
            break
        a = loss_fn(lm, *to_device(next(packed)))
        a.backward()
        b = to_device(next(persona))
        c = persona_loss(lm, plugs[b["k"]], b, items, briefs, trunk=trunk)
        c.backward()
        torch.nn.utils.clip_grad_norm_(lm.parameters(), 1.0)
        for q in plugs.values():
            torch.nn.utils.clip_grad_norm_(q.parameters(), 1.0)
        set_lr(opts, max(.02, 1 - done))
        for o in (*opts, plug_opt):
            o.step(); o.zero_grad(set_to_none=True)
        n += 1
        if n == 3:
            t0 = time.time()
        if n % (100 if DEVICE == "cuda" else 10) == 0:
            say(f"anneal step {n} packed {a.item():.3f} persona {c.item():.3f} k {b['k']}")
    return n * (plan["rows"] // 2 * plan["length"] + plan["persona_rows"] * plan["persona_length"])


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
            h = items[rng.sample(store.by_author[a], min(48, len(store.by_author[a])))].float()[None]
            total += plug.persona(h.mean(1), h, torch.ones(h.shape[:2], dtype=torch.bool, device=h.device))[0]
    plug.mean_persona.copy_(total / len(names))


def train_plug(lm, plug, store, items, briefs, plan, seconds, slot_at="before-draft", lr=1e-3):
    for p in lm.parameters():
        p.requires_grad_(False)
    opt = torch.optim.AdamW(plug.parameters(), lr=lr, weight_decay=1e-4, fused=DEVICE == "cuda")
    trunk = torch.compile(lm.trunk) if DEVICE == "cuda" else lm.trunk
    batches = loader(lambda s: data.persona_batches(store, STAGE2, plan["persona_rows"], plan["persona_length"], s, N_INSTRUCTION, plug.k, slot_at=slot_at), 41, plan)
    n, t0, loss = 0, time.time(), None
    for b in batches:
        done = (time.time() - t0) / seconds
        if done >= 1:
            break
        loss = persona_loss(lm, plug, to_device(b), items, briefs, trunk=trunk)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(plug.parameters(), 1.0)
        for g in opt.param_groups:
            g["lr"] = lr * min(1, (n + 1) / 50) * (1.01 - done)
        opt.step(); opt.zero_grad(set_to_none=True)
        n += 1
        if n % (200 if DEVICE == "cuda" else 10) == 0:
            say(f"plug k {plug.k} step {n} loss {loss.item():.3f} tau {plug.temperature.item():.2f}")
    del batches
    mean_persona(plug, store, items, plan)
    return n


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


def save_plug(plug, path):
    np.savez(path, **{k: v.detach().float().cpu().numpy() for k, v in plug.state_dict().items()}, k=plug.k, n=plug.n, norm=plug.norm)


N_INSTRUCTION = 4


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--data", required=True, help="folder of the .jsonl.xz collections")
    a.add_argument("--work", required=True, help="folder for everything that is made")
    a.add_argument("--plan", choices=PLANS, default="small")
    a.add_argument("--until", choices=["data", "compare", "encoder", "all"], default="all")
    a.add_argument("--sets", default=",".join(corpus.SETS))
    a = a.parse_args()
    plan = PLANS[a.plan]
    os.makedirs(a.work, exist_ok=True)
    path = lambda name: os.path.join(a.work, name)
    report = json.load(open(path("report.json"))) if os.path.exists(path("report.json")) else {}

    def note(**kw):
        report.update(kw)
        say(json.dumps(kw)[:1500])
        json.dump(report, open(path("report.json"), "w"), indent=1)

    parts = []
    for group, made in (([s for s in corpus.SETS if s != "congress_press"], plan["made"]), (["congress_press"], 0)):
        group = [s for s in group if s in a.sets.split(",") and os.path.exists(os.path.join(a.data, s + ".jsonl.xz"))]
        if group:
            p = path("data-" + "-".join(s[:3] for s in group) + ".npz")
            if not os.path.exists(p):
                data.build(a.data, group, p + ".part.npz", made, max(2, plan["workers"]), plan.get("limit"))
                os.replace(p + ".part.npz", p)
            parts.append(p)
    store = Store(parts)
    say("records", store.n, "tokens (M)", round(sum(int(store.length[f].sum()) for f in ("title", "body")) / 1e6, 1), "authors", len(store.by_author))
    if a.until == "data":
        return

    if plan["compare_s"] and "compare" not in report:
        result, steps = {}, None
        for muon in (True, False):
            lm, _, seen = train_language_model(store, plan, plan["compare_s"], muon, steps=steps)
            steps = seen // (plan["rows"] * plan["length"])
            result["muon" if muon else "adamw"] = {"tokens": seen, "validation": language_validation(lm, store, plan, STAGE1)}
            del lm
        note(compare=result)
    if a.until == "compare":
        return

    if not os.path.exists(path("encoder.pt")):
        enc, steps = train_encoder(store, plan, plan["encoder_s"])
        torch.save({"config": asdict(enc.c), "state": enc.state_dict()}, path("encoder.pt.part"))
        os.replace(path("encoder.pt.part"), path("encoder.pt"))
        note(encoder_steps=steps)
    if a.until == "encoder":
        return
    saved = torch.load(path("encoder.pt"), map_location=DEVICE)
    enc = Encoder(EncoderConfig(**saved["config"])).to(DEVICE).eval()
    enc.load_state_dict(saved["state"])
    items, briefs = encode_store(enc, store)
    note(verification={n: verification(store, items, n, pairs=4000 if DEVICE == "cuda" else 300) for n in (1, 8)})

    if not os.path.exists(path("nano.npz")):
        lm, opts, seen = train_language_model(store, plan, plan["stage1_s"], True, checkpoint=path("nano.stage1.pt"))
        note(stage1_tokens=seen, stage1_validation=language_validation(lm, store, plan, STAGE1))
        plugs = {k: Plug(enc.c.size, lm.c.width, lm.embedding_norm(), k, N_INSTRUCTION).to(DEVICE) for k in plan["ks"]}
        seen2 = anneal(lm, opts, plugs, store, items, briefs, plan, plan["stage2_s"])
        note(tokens=seen + seen2, validation=language_validation(lm, store, plan, STAGE2), parameters=sum(p.numel() for p in lm.parameters()))
        made = round_to_q8_0(lm)
        note(validation_q8_0=language_validation(lm, store, plan, STAGE2), embedding_norm=lm.embedding_norm())
        for k, q in plugs.items():
            save_plug(q, path(f"plug-anneal-{k}.npz"))
            torch.save(q.state_dict(), path(f"plug-anneal-{k}.pt"))
        np.savez(path("nano.part.npz"), config=json.dumps(asdict(lm.c)), **made)
        os.replace(path("nano.part.npz"), path("nano.npz"))
    lm = load_nano(path("nano.npz"))

    norm = lm.embedding_norm()
    best = (math.inf, None)
    sweep = report.get("sweep", {})
    for k, at in [(k, "before-draft") for k in plan["ks"]] + ([(4, "start")] if 4 in plan["ks"] else []):
        name = f"{k}-{at}"
        plug = Plug(enc.c.size, lm.c.width, norm, k, N_INSTRUCTION).to(DEVICE)
        if not os.path.exists(path(f"plug-{name}.npz")):
            if os.path.exists(path(f"plug-anneal-{k}.pt")):
                plug.load_state_dict(torch.load(path(f"plug-anneal-{k}.pt"), map_location=DEVICE))
                plug.norm = norm
            train_plug(lm, plug, store, items, briefs, plan, plan["plug_s"], at)
            sweep[name] = plug_validation(lm, plug, store, items, briefs, plan, at)
            note(sweep=sweep)
            save_plug(plug, path(f"plug-{name}.npz"))
            torch.save(plug.state_dict(), path(f"plug-{name}.pt"))
        loss = sweep[name]["own"]["all"]
        if loss < best[0]:
            best = (loss, (k, at))
    k, at = best[1]
    note(chosen={"k": k, "slot": at})
    if not os.path.exists(path("plug.npz")):
        plug = Plug(enc.c.size, lm.c.width, norm, k, N_INSTRUCTION).to(DEVICE)
        plug.load_state_dict(torch.load(path(f"plug-{k}-{at}.pt"), map_location=DEVICE))
        train_plug(lm, plug, store, items, briefs, plan, plan["final_s"], at, lr=6e-4)
        note(final=plug_validation(lm, plug, store, items, briefs, plan, at, batches=16))
        save_plug(plug, path("plug.part.npz"))
        os.replace(path("plug.part.npz"), path("plug.npz"))
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
