"""The prompt grammar `nano-1` of docs/formats.md on token ids, and notes made from a text."""

import random
import re

import numpy as np

from tokens import BOS, EOS, ID

TEXT, TITLE, NOTES, MESSAGE, TO, EXAMPLE, DRAFT = (ID[f"<|{n}|>"] for n in ("text", "title", "notes", "answers", "to", "example", "draft"))
SLOT = ID["<|reserved0|>"]  # stands where the persona's vectors go
ARTICLE_MAX, NOTES_MAX, MESSAGE_MAX, BEGINNING_MAX, SUBJECT_MAX, EX_X_MAX, EX_TITLE_MAX, EX_BODY_MAX = 192, 64, 128, 96, 48, 64, 48, 96

_STOP = set("""a an the and or but if then so of to in on at by for from with about into over after before under as is are was were be been being am do does did
have has had having will would can could should may might must shall i you he she it we they me him her us them my your his its our their mine yours this that these
those there here what which who whom when where why how all any both each few more most other some such no nor not only own same than too very just also up down out off
again once s t d ll m re ve don isn aren wasn didn doesn hi hello dear hey thanks thank regards cheers please best sincerely wrote said says one get got like know think want need because since while until during
use using used see way much many well still even i'm i've it's don't can't that's""".split())
_WORD = re.compile(r"[^\W_][\w'.%$/-]*[\w%]|[^\W_]|\$[\d.,]+\w*")


def _own_lines(body: str) -> str:
    """The body without greeting and closing, which a brief's notes would not hold."""
    lines = [ln for ln in body.split("\n") if ln.strip()]
    if len(lines) > 1 and len(lines[0]) < 40 and lines[0].rstrip()[-1:] in ",-:!" :
        lines = lines[1:]
    while len(lines) > 1 and len(lines[-1]) < 28:
        lines = lines[:-1]
    return "\n".join(lines)


def notes(body: str, rng: random.Random) -> tuple[str, str, str]:
    """Three ways to note down what a text says: a few key phrases, many in lower case, whole clauses; each in the text's order."""
    clauses = [c.strip() for c in re.split(r"[.!?;:\n,()\"“”]+(?:\s|$)", _own_lines(body)[:1800]) if c.strip()]
    phrases = []
    for c in clauses:
        run: list[str] = []
        for w in _WORD.findall(c) + ["the"]:
            if w.lower() in _STOP:
                if run:
                    phrases.append(" ".join(run[:4]))
                run = []
            else:
                run.append(w)
    scored = [(len(p) + 6 * (sum(map(str.isdigit, p)) > 0) + 4 * p[:1].isupper() + rng.random() * 8, i) for i, p in enumerate(phrases) if len(p) > 3]

    def best(n):
        return [phrases[i] for i in sorted(i for _, i in sorted(scored, reverse=True)[:n])]
    usable = [i for i, c in enumerate(clauses) if 2 < len(c.split()) < 14]
    some = [clauses[i] for i in sorted(rng.sample(usable, min(len(usable), rng.randint(1, 5))))]
    return "; ".join(best(rng.randint(1, 3))), "; ".join(best(rng.randint(4, 9))).lower(), "; ".join(some)


def example(kind: str, r) -> list[int]:
    """EX of the grammar, for a record with token arrays `title` and `body`."""
    if kind in ("headline", "subject"):
        return [EXAMPLE, TEXT, *r.body[:EX_X_MAX], DRAFT, *r.title[:EX_TITLE_MAX]]
    return [EXAMPLE, *([TITLE, *r.title[:EX_TITLE_MAX]] if len(r.title) else []), DRAFT, *r.body[:EX_BODY_MAX]]


def build(kind: str, r, rng: random.Random, examples=(), slots: int = 0, slot_at: str = "before-draft", notes_of: int | None = None,
          target_max: int = 320) -> tuple[list[int], list[int]]:
    """(prompt up to and with <|draft|>, target with </s> if it is not cut). `slots`: places for the persona's vectors."""
    place = [SLOT] * slots
    p = [BOS] + (place if slot_at == "start" else [])
    for e in examples:
        p += example(kind, e)
    p.append(ID[f"<|{kind}|>"])
    title = [TITLE, *r.title[:SUBJECT_MAX]] if len(r.title) else []
    if kind in ("headline", "subject"):
        p += [TEXT, *r.body[:ARTICLE_MAX]]
        target = r.title
    elif kind == "continue":
        cut = rng.randint(min(12, len(r.body) // 3), max(min(BEGINNING_MAX, len(r.body) // 2), 1)) if len(r.body) > 3 else 1
        p += (title if rng.random() < .8 else []) + [TEXT, *r.body[:cut]]
        target = r.body[cut:]
    else:
        n = r.notes[rng.randrange(3) if notes_of is None else notes_of] if rng.random() < .85 else []
        p += title if rng.random() < .95 else []
        if len(n):
            p += [NOTES, *n[:NOTES_MAX]]
        if kind == "reply" and len(r.message):
            p += [MESSAGE, *r.message[:MESSAGE_MAX]]
        target = r.body
    if slot_at == "before-draft":
        p += place
    p.append(DRAFT)
    t = list(target[:target_max])
    if len(target) <= target_max:
        t.append(EOS)
    return p, t
