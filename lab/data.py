"""Records as token arrays, on disk as one .npz; batches for the language model and for persona training."""

import hashlib
import os
import random
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from types import SimpleNamespace

import numpy as np
from tokenizers import Tokenizer

import case_marks
import corpus
import prompts
import synthetic
from tokens import BOS, EOS, ID, PAD

FIELDS = ("title", "body", "message", "notes0", "notes1", "notes2")
META = ("set", "author", "validation", "date", "code", "stranger")
LIMIT = {"title": 64, "body": 700, "message": 200, "notes0": 96, "notes1": 96, "notes2": 96}
HERE = os.path.dirname(os.path.abspath(__file__))
HEADLINE_SETS = {"senate_press", "congress_press", "digitalgov", "f18", "acl_titles", "made_press"}


def _tokenize(records: list, seed: int) -> dict:
    """Flat token arrays and lengths for each field."""
    tok, rng = Tokenizer.from_file(os.path.join(HERE, "tokenizer.json")), random.Random(seed)
    fields = {f: [] for f in FIELDS}
    for r in records:
        made = prompts.notes(r.body, rng)
        for f, s in zip(FIELDS, (r.title, r.body[:3000], r.message, *made)):
            fields[f].append(case_marks.field(s) if s else "")
    out = {}
    for f, texts in fields.items():
        ids = [e.ids[:LIMIT[f]] for e in tok.encode_batch_fast(texts, add_special_tokens=False)]
        out[f] = np.fromiter((i for x in ids for i in x), np.uint16)
        out[f + "_n"] = np.array([len(x) for x in ids], np.int32)
    return out


def _meta(records: list) -> dict:
    return {"set": np.array([r.set for r in records]), "author": np.array([f"{r.set}/{hashlib.sha256(r.author.encode()).hexdigest()[:16]}" for r in records]),
            "validation": np.array([r.split == "validation" for r in records]), "date": np.array([r.date or 0 for r in records]),
            "code": np.array([r.code for r in records]), "stranger": np.array([r.stranger for r in records])}


def _made(args) -> dict:
    by_author, n, split, seed = args
    records = synthetic.authors(by_author, n, split, seed)
    return _tokenize(records, seed) | _meta(records)


def _join(parts: list[dict]) -> dict:
    return {k: np.concatenate([p[k] for p in parts]) for k in parts[0]}


def build(folder: str, sets: list[str], out: str, made: int, workers: int, limit: int | None = None) -> None:
    """Reads, splits and tokenizes the sets, adds `made` synthetic training authors (and a tenth as many for validation)."""
    rng = random.Random(2)
    with ProcessPoolExecutor(min(workers, len(sets))) as pool:
        records = [r for part in pool.map(corpus.read, [folder] * len(sets), sets, [True] * len(sets)) for r in (rng.sample(part, limit) if limit and len(part) > limit else part)]
    records = corpus.split(records, folder)
    by = {"train": defaultdict(list), "validation": defaultdict(list)}
    for r in records:
        if r.title and not r.code:
            by[r.split][r.set, r.author].append(r)
    size = max(1, -(-len(records) // (workers * 4)))
    with ProcessPoolExecutor(workers) as pool:
        jobs = []
        for split, n in (("train", made), ("validation", made // 10)):
            keys = list(by[split])
            per = max(1, n // workers)
            for s in range(0, n, per):
                mine = {k: by[split][k] for k in keys[s // per::max(1, n // per)]}
                if any(len(v) >= 6 for v in mine.values()):
                    jobs.append(pool.submit(_made, (mine, per, split, s + 7)))
        chunks = [records[i:i + size] for i in range(0, len(records), size)]
        plain = list(pool.map(_tokenize, chunks, range(len(chunks))))
        parts = [t | _meta(c) for t, c in zip(plain, chunks)] + [j.result() for j in jobs]
    np.savez(out, **_join(parts))


class Store:
    """All records as token arrays; `store[i]` gives title, body, message and notes of record i."""

    def __init__(self, paths: list[str]):
        z = _join([dict(np.load(p)) for p in paths])
        self.set, self.author, self.validation, self.date, self.code, self.stranger = (z[f] for f in META)
        self.flat = {f: z[f] for f in FIELDS}
        self.length = {f: z[f + "_n"] for f in FIELDS}
        self._index()

    def _index(self) -> None:
        self.end = {f: np.cumsum(self.length[f], dtype=np.int64) for f in FIELDS}
        self.n = len(self.set)
        self.by_author: dict[str, list[int]] = defaultdict(list)
        for i, a in enumerate(self.author):
            self.by_author[a].append(i)
        self.has_title = self.length["title"] > 0
        self.masked_title, self.masked_body = self._holds_mask("title"), self._holds_mask("body")

    def _holds_mask(self, f: str) -> np.ndarray:
        """(n,): whether the field has a masked address or number in it: no title that anybody wants"""
        tok = Tokenizer.from_file(os.path.join(HERE, "tokenizer.json"))
        name = [tok.token_to_id(w) for w in ("phone", "email", "url")]
        opening = [i for p, i in tok.get_vocab().items() if p.endswith("<")]
        flat = self.flat[f]
        hit = np.flatnonzero(np.isin(flat[1:], name) & np.isin(flat[:-1], opening))
        out = np.zeros(self.n, bool)
        out[np.searchsorted(self.end[f], hit, side="right")] = True
        return out

    def subset(self, chosen: np.ndarray) -> "Store":
        """The chosen records as a store of their own."""
        s = object.__new__(Store)
        for f in META:
            setattr(s, f, getattr(self, f)[chosen])
        s.flat = {f: np.concatenate([self.field(f, i) for i in chosen]) for f in FIELDS}
        s.length = {f: self.length[f][chosen] for f in FIELDS}
        s._index()
        return s

    def for_personas(self, most: dict, least: int = 4, seed: int = 4) -> np.ndarray:
        """Records for persona training, of each author who has `least`: at most `most[collection]` and three quarters of them (the language model's own
        training keeps to the others); of strangers twice as many; of validation authors 64."""
        rng, out = random.Random(seed), []
        for items in self.by_author.values():
            if len(items) >= least:
                one, have = items[0], len(items)
                n = 64 if self.validation[one] else 2 * most[self.set[one]] if self.stranger[one] else min(most[self.set[one]], 3 * have // 4)
                out += sorted(rng.sample(items, min(n, len(items))))
        return np.array(out)

    def field(self, f: str, i: int) -> np.ndarray:
        e = self.end[f][i]
        return self.flat[f][e - self.length[f][i]:e]

    def __getitem__(self, i: int):
        return SimpleNamespace(title=self.field("title", i), body=self.field("body", i), message=self.field("message", i),
                               notes=[self.field(f"notes{k}", i) for k in range(3)])

    def indices(self, sets, validation: bool = False, titled: bool = False, strangers: bool = False) -> np.ndarray:
        ok = np.isin(self.set, list(sets)) & (self.validation == validation) & (self.stranger == strangers)
        return np.flatnonzero(ok & self.has_title if titled else ok)

    def others(self, i: int, rng: random.Random, n: int) -> list[int]:
        mine = [j for j in self.by_author[self.author[i]] if j != i]
        return rng.sample(mine, min(n, len(mine)))


MAILS = ("r_mail", "ilugc", "aeslc", "made_mail")
# share of the documents drawn, by what is done with them
STAGE1 = {"copy": .08, "plain": .28, "headline": .22, "subject": .08, "email": .17, "reply": .09, "continue": .08}
STAGE2 = {"plain": .25, "headline": .22, "subject": .13, "email": .20, "reply": .08, "continue": .12}
# `copy`: spans of a text, in order, after the text: a small model learns to look things up early, which titles and notes live on
# share of the sets in each task
DRAW = {
    "plain": {"congress_press": .45, "senate_press": .18, "r_mail": .16, "ilugc": .12, "acl_titles": .04, "digitalgov": .025, "f18": .01, "aeslc": .015},
    "headline": {"senate_press": .46, "congress_press": .12, "acl_titles": .18, "digitalgov": .08, "f18": .03, "made_press": .13},
    "subject": {"r_mail": .4, "ilugc": .35, "aeslc": .12, "made_mail": .13},
    "email": {"r_mail": .33, "ilugc": .33, "aeslc": .12, "made_mail": .22},
    "reply": {"r_mail": .5, "ilugc": .5},
    "continue": {"r_mail": .25, "ilugc": .25, "aeslc": .1, "made_mail": .15, "congress_press": .15, "senate_press": .1},
}

DRAW["copy"] = DRAW["plain"]

# the same for the plug: more of the made people, whose habits show in a few words
PLUG_DRAW = DRAW | {
    "headline": {"senate_press": .34, "congress_press": .08, "acl_titles": .14, "digitalgov": .10, "f18": .04, "made_press": .30},
    "subject": {"r_mail": .25, "ilugc": .25, "aeslc": .12, "made_mail": .38},
    "email": {"r_mail": .2, "ilugc": .2, "aeslc": .12, "made_mail": .48},
    "continue": {"r_mail": .2, "ilugc": .2, "aeslc": .1, "made_mail": .35, "congress_press": .1, "senate_press": .05},
}


POOL = 4000  # texts for a task, of which a collection with fewer would be learned by heart


class Sampler:
    """Draws (kind, record index), of validation authors, of the training authors whom the language model meets, or of the strangers among them.
    `pool`: a collection with fewer texts than this for a task is drawn less in proportion."""

    def __init__(self, store: Store, mix: dict, validation: bool = False, least: int = 1, shares: dict = DRAW, strangers: bool = False,
                 pool: int = POOL):
        count = {a: len(v) for a, v in store.by_author.items()}
        enough = np.array([count[a] >= least for a in store.author])
        self.pool = {}
        for kind in mix:
            for s in shares[kind]:
                ix = store.indices([s], validation, kind in ("headline", "subject"), strangers)
                ix = ix[enough[ix]]
                n = store.length["body"][ix]
                ix = ix[(n > 12) if kind in ("headline", "subject", "plain", "copy") else (n > 20) & (n < 420)]
                if kind in ("headline", "subject"):
                    ix = ix[~store.masked_title[ix]]
                elif kind not in ("plain", "copy"):
                    ix = ix[~store.masked_body[ix] & ~store.code[ix]]  # no draft should hold a masked address or a log
                if kind == "reply":
                    ix = ix[store.length["message"][ix] > 0]
                self.pool[kind, s] = ix
        self.kinds = [k for k in mix if any(len(self.pool[k, s]) for s in shares[k])]
        self.p_kind = [mix[k] for k in self.kinds]
        self.sets = {k: [s for s in shares[k] if len(self.pool[k, s])] for k in self.kinds}
        self.p_set = {k: [shares[k][s] * (1 if validation else min(1, len(self.pool[k, s]) / pool)) for s in self.sets[k]] for k in self.kinds}

    def draw(self, rng: random.Random) -> tuple[str, int]:
        kind = rng.choices(self.kinds, self.p_kind)[0]
        s = rng.choices(self.sets[kind], self.p_set[kind])[0]
        pool = self.pool[kind, s]
        return kind, int(pool[rng.randrange(len(pool))])


CONTEXT_WEIGHT = 3  # what a token of a task's prompt counts, against 8 for a token of the draft, of an example's draft, or of plain text


def prompt_weights(p: list[int]) -> np.ndarray:
    """(len(p),) uint8: 8 where an example's draft stands (between <|draft|> and the next mark), else CONTEXT_WEIGHT."""
    t = np.array(p)
    last = np.maximum.accumulate(np.where(t < len(ID), np.arange(len(t)), 0))  # the mark before each token
    return np.where((t[last] == prompts.DRAFT) & (t != prompts.DRAFT), 8, CONTEXT_WEIGHT).astype(np.uint8)


def packed(store: Store, mix: dict, rows: int, length: int, seed: int, validation: bool = False):
    """Endless (tokens, weights), uint16 and uint8, shape (rows, length + 1): documents one after the other."""
    rng, sampler = random.Random(seed), Sampler(store, mix, validation)
    tokens, weights = np.zeros((rows, length + 1), np.uint16), np.zeros((rows, length + 1), np.uint8)
    buf_t: list[np.ndarray] = []
    buf_w: list[np.ndarray] = []
    have = 0
    need = rows * (length + 1)
    while True:
        while have < need:
            kind, i = sampler.draw(rng)
            r = store[i]
            if kind == "plain":
                t = [BOS] + ([prompts.TITLE, *r.title] if len(r.title) and rng.random() < .7 else []) + [prompts.TEXT, *r.body, EOS]
                w = np.full(len(t), 8, np.uint8)
            elif kind == "copy":
                b = r.body[:128]
                p, y = [BOS, prompts.TEXT, *b, prompts.NOTES], []
                for s in sorted(rng.randrange(len(b) - 3) for _ in range(rng.randint(1, 4))):
                    y += [*b[s:s + rng.randint(3, 24)], prompts.NOTES]
                y[-1] = EOS
                t = p + y
                w = np.full(len(t), CONTEXT_WEIGHT, np.uint8)
                w[len(p):] = 8
            else:
                ex = [store[j] for j in store.others(i, rng, rng.randint(1, 4))] if rng.random() < .4 else []
                if kind in ("headline", "subject"):
                    ex = [e for e in ex if len(e.title)]
                p, y = prompts.build(kind, r, rng, ex)
                t = p + y
                w = np.concatenate((prompt_weights(p), np.full(len(y), 8, np.uint8)))
            buf_t.append(np.array(t, np.uint16)); buf_w.append(w)
            have += len(t)
        t, w = np.concatenate(buf_t), np.concatenate(buf_w)
        tokens[:], weights[:] = t[:need].reshape(rows, -1), w[:need].reshape(rows, -1)
        buf_t, buf_w = [], []  # the rest is dropped: the next batch begins with a whole document
        have = 0
        yield tokens.copy(), weights.copy()


HISTORY = 32  # items of history at most in training


def persona_batches(store: Store, mix: dict, rows: int, length: int, seed: int, n_instruction: int, k, validation: bool = False,
                    plain_share: float = .0, control_share: float = .18, retrieval_share: float = .2, slot_at=None, shuffled: bool = False, shares: dict = DRAW,
                    strangers: bool = False, pool: int = POOL):
    """Endless batches for persona training, each a dictionary of arrays with `rows` rows:

    tokens (rows, length) uint16; slot (rows, length) int16: which row of [I ; P ; control I] stands there, -1: none; target (rows, length) bool;
    kind (rows,); item (rows,): the record asked for; history (rows, HISTORY) record indices, -1: none; k: persona vectors of this batch.
    `k` and `slot_at`: a value, or a list to draw from. `strangers`, `pool`: see Sampler. `shuffled`: another author's history of the same set (with its own targets left alone).
    """
    other = random.Random(seed + 1)  # of its own, so that everything else is drawn alike with and without `shuffled`
    rng, sampler = random.Random(seed), Sampler(store, {m: v for m, v in mix.items() if m != "plain"}, validation, least=3, shares=shares, strangers=strangers, pool=pool)
    by_set: dict[str, list[str]] = defaultdict(list)
    if shuffled:
        for a, items in store.by_author.items():
            if store.validation[items[0]] == validation and len(items) >= 3:
                by_set[str(store.set[items[0]])].append(a)
    from tokens import KINDS
    while True:
        kk = rng.choice(k) if isinstance(k, (list, tuple)) else k
        b = {"tokens": np.full((rows, length), PAD, np.uint16), "slot": np.full((rows, length), -1, np.int16), "target": np.zeros((rows, length), bool),
             "kind": np.zeros(rows, np.int64), "item": np.zeros(rows, np.int64), "history": np.full((rows, HISTORY), -1, np.int64), "k": kk}
        row = 0
        while row < rows:
            kind, i = sampler.draw(rng)
            r = store[i]
            u = rng.random()
            plain, control = u < plain_share, plain_share <= u < plain_share + control_share
            slots = 0 if plain else n_instruction if control else n_instruction + kk
            at = rng.choices(*slot_at)[0] if isinstance(slot_at, (list, tuple)) else slot_at or "before-draft"
            hist = store.others(i, rng, HISTORY)
            ex = []
            if rng.random() < retrieval_share:
                ex = [e for e in (store[j] for j in hist[:1]) if kind not in ("headline", "subject") or len(e.title)]
            p, y = prompts.build(kind, r, rng, ex, slots, at, target_max=160)
            room = length - len(p) - (n_instruction + kk - slots)  # the same with and without vectors, so that losses compare
            y = y[:room] if room > 8 else []
            if not y:
                continue
            t = np.array(p + y)
            b["tokens"][row, :len(t)] = t
            places = np.flatnonzero(t == prompts.SLOT)
            b["slot"][row, places] = np.arange(len(places)) + (n_instruction + kk if control else 0)
            b["target"][row, len(p):len(t)] = True
            b["kind"][row], b["item"][row] = KINDS.index(kind), i
            if shuffled:
                some = other.sample(by_set[str(store.set[i])], min(2, len(by_set[str(store.set[i])])))
                theirs = store.by_author[next((a for a in some if a != store.author[i]), store.author[i])]
                hist = other.sample(theirs, min(HISTORY, len(theirs)))
            n = len(hist)
            if not validation and n > 2:  # the released code's augmentation, stronger: any number of items is left
                n = max(1, int(n * rng.random() ** .7)) if rng.random() < .8 else n
            b["history"][row, :n] = hist[:n]
            row += 1
        yield b
