"""Synthetic authors: a habit is a transform that is applied to an author's whole history and targets alike.

A person is a handful of habits. Some habits are kept for validation only: a plug that reads style from history must follow habits it
has never been trained on.
"""

import random
import re
from dataclasses import replace

from corpus import MAIL, Record

_CONTRACT = {"do not": "don't", "does not": "doesn't", "did not": "didn't", "is not": "isn't", "are not": "aren't", "was not": "wasn't",
             "can not": "can't", "cannot": "can't", "will not": "won't", "would not": "wouldn't", "could not": "couldn't", "i am": "i'm",
             "it is": "it's", "that is": "that's", "we are": "we're", "you are": "you're", "i have": "i've", "we have": "we've", "i will": "i'll"}
_BRITISH = {"color": "colour", "favor": "favour", "honor": "honour", "labor": "labour", "center": "centre", "organiz": "organis",
            "recogniz": "recognis", "analyz": "analys", "behavior": "behaviour", "defense": "defence", "program ": "programme ", "realiz": "realis"}
_CASUAL = {"hello": "hey", "going to": "gonna", "want to": "wanna", "thank you": "thanks", "however": "but", "therefore": "so", "very": "really",
           "yes": "yep", "children": "kids", "assist": "help", "purchase": "buy", "require": "need", "regarding": "about", "receive": "get"}
_FORMAL = {v: k for k, v in _CASUAL.items() if k not in ("hello", "very")} | {"help": "assist", "buy": "purchase", "get": "obtain", "use": "utilize"}


def _words(table):
    rx = re.compile(r"\b(" + "|".join(map(re.escape, sorted(table, key=len, reverse=True))) + r")", re.I)

    def swap(m):
        new = table[m[1].lower()]
        return new.upper() if m[1].isupper() and len(m[1]) > 1 else new[:1].upper() + new[1:] if m[1][:1].isupper() else new
    return lambda s: rx.sub(swap, s)


def _title_case(s):
    return re.sub(r"[A-Za-z][\w']*", lambda m: m[0] if len(m[0]) < 4 and m[0] in ("a", "an", "the", "of", "in", "on", "to", "for", "and", "at", "by")
                  else m[0][:1].upper() + m[0][1:].lower(), s)


def _sentence_case(s):
    s = s.lower()
    return s[:1].upper() + s[1:]


def _first_clause(s):
    return re.split(r"[,:;–—-]\s| (?:for|in|on|at|with|after|before) ", s)[0]


_each_sentence_end = re.compile(r"(?<=[a-z])\.(?=\s|$)")
# applied to titles and to bodies
WHOLE = {"lower": str.lower, "contract": _words(_CONTRACT), "expand": _words({v: k for k, v in _CONTRACT.items()}), "british": _words(_BRITISH),
         "casual": _words(_CASUAL), "formal": _words(_FORMAL), "ampersand": lambda s: re.sub(r"\band\b", "&", s),
         "percent": lambda s: re.sub(r" percent\b", "%", s)}
TITLE = {"upper": str.upper, "title_case": _title_case, "sentence_case": _sentence_case, "first_clause": _first_clause, "bang": lambda s: s.rstrip(".!?") + "!",
         "short": lambda s: " ".join(s.split()[:5]), "stop": lambda s: s.rstrip(".!?") + ".", "quoted": lambda s: '"' + s + '"',
         "no_the": lambda s: re.sub(r"\b(?:the|a|an) ", "", s, flags=re.I), "colon": lambda s: re.sub(r" (?:to|for|on) ", ": ", s, count=1)}
BODY = {"bang": lambda s: _each_sentence_end.sub("!", s), "dash": lambda s: re.sub(r", (?=and|but|so|which)", " — ", s),
        "short_sentences": lambda s: re.sub(r",? (?:and|but|so) ([a-z])", lambda m: ". " + m[1].upper(), s),
        "long_sentences": lambda s: re.sub(r"(?<=[a-z])\. ([A-Z])", lambda m: ", and " + m[1].lower(), s),
        "no_stop": lambda s: re.sub(r"(?<=[a-z])\.(?=\n|$)", "", s), "lines": lambda s: re.sub(r"(?<=[a-z])([.!?]) ", r"\1\n", s),
        "paragraphs": lambda s: re.sub(r"(?<=[a-z])([.!?]) ", r"\1\n\n", s), "two_spaces": lambda s: re.sub(r"(?<=[a-z])\. ", ".  ", s)}
GREETINGS = ["Hi all,", "Hello,", "Dear all,", "Hey,", "Hi there,", "Good morning,", "Greetings,", "Folks,", "Dear colleagues,", "hi,", "Hi -", "Hello everyone,"]
CLOSINGS = ["Cheers,", "Best,", "Best regards,", "Thanks,", "Kind regards,", "Many thanks,", "Yours,", "Talk soon,", "Take care,", "thx,", "Regards,", "Warmly,", "All the best,", "Sincerely,"]
NAMES = ["Ann", "Tom", "Maya", "J.", "Priya", "Oliver", "Sam", "Lena", "Ravi", "K", "Rosa", "Ben", "Mei", "Ida", "Carlos", "Nora"]
PREFIXES = ["Update: ", "News: ", "NEWS - ", "Q: ", "[note] ", "Today: ", "Just in: ", "Re-read: ", "re: ", "FYI - ", "Heads up: ", "*** "]
# never seen in training
HELD_OUT = {"ellipsis": ("body", lambda s: _each_sentence_end.sub("...", s)), "small_i": ("whole", lambda s: re.sub(r"\bI\b", "i", s)),
            "pipes": ("title", lambda s: re.sub(r", |: | - ", " | ", s) + " |"), "why": ("title", lambda s: "Why " + s)}


def _strip_ends(body: str) -> str:
    """Greeting and closing lines out, so that a made person's own can stand there."""
    lines = body.split("\n")
    if lines and re.match(r"^(hi|hello|dear|hey|good)\b.{0,40}$", lines[0], re.I):
        lines = lines[1:]
    while lines and len(lines[-1]) < 28 and not re.search(r"[.!?]$", lines[-1]) and len(lines) > 1:
        lines = lines[:-1]
    return "\n".join(lines).strip() or body


def person(rng: random.Random, mail: bool, held_out: bool = False):
    """A made person: (name, transform of a record)."""
    whole = rng.sample(list(WHOLE), rng.choice((0, 1, 1, 2)))
    title = rng.sample(list(TITLE), rng.choice((0, 1, 1, 2)))
    body = rng.sample(list(BODY), rng.choice((0, 1, 2)) if mail else rng.choice((0, 0, 1)))
    prefix = rng.choice(PREFIXES) if rng.random() < .15 else ""
    greeting = rng.choice(GREETINGS) if mail and rng.random() < .6 else None
    closing = f"{rng.choice(CLOSINGS)}\n{rng.choice(NAMES)}" if mail and rng.random() < .6 else None
    extra = rng.choice(list(HELD_OUT)) if held_out else None
    steps_title = [TITLE[t] for t in title] + [WHOLE[w] for w in whole]
    steps_body = [BODY[b] for b in body] + [WHOLE[w] for w in whole]
    if extra:
        where, f = HELD_OUT[extra]
        if where in ("body", "whole"):
            steps_body.append(f)
        if where in ("title", "whole"):
            steps_title.append(f)
    name = "+".join(whole + title + body + ([prefix] if prefix else []) + [g for g in (greeting, closing) if g] + ([extra] if extra else []))

    def transform(r: Record) -> Record:
        t, b = r.title, r.body[:2400]
        if greeting or closing:
            b = "\n\n".join(p for p in (greeting, _strip_ends(b), closing) if p)
        for f in steps_body:
            b = f(b)
        if t:
            for f in steps_title:
                t = f(t) or t
            t = prefix + t
        return replace(r, title=t, body=b)
    return name, transform


def authors(by_author: dict, how_many: int, split: str, seed: int) -> list[Record]:
    """`by_author`: (set, author) -> records. Each made author is a real one's texts (at most 24), transformed."""
    rng, out = random.Random(seed), []
    keys = [k for k, rs in by_author.items() if len(rs) >= 6]
    weights = [min(len(by_author[k]), 40) ** .5 for k in keys]
    for n in range(how_many):
        k = rng.choices(keys, weights)[0]
        name, transform = person(rng, k[0] in MAIL, held_out=split == "validation")
        rs = rng.sample(by_author[k], min(24, len(by_author[k])))
        for r in rs:
            t = transform(r)
            out.append(replace(t, set="made_" + ("mail" if k[0] in MAIL else "press"), author=f"{n}:{k[1]}:{name}", split=split))
    return out
