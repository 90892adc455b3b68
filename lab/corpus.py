"""Text by author: reading the collections, the split by author, clean-up.

A record is (set, author, title or None, body, date, message or None). Validation authors are chosen once by a seeded hash and listed,
hashed, in validation_authors.json; no text of theirs, nor any text that equals one of theirs, is used for training anything.
"""

import datetime
import email.utils
import functools
import hashlib
import json
import lzma
import os
import random
import re
from collections import defaultdict
from dataclasses import dataclass

SETS = ["senate_press", "congress_press", "digitalgov", "f18", "acl_titles", "aeslc", "r_mail", "ilugc"]
MAIL = {"aeslc", "r_mail", "ilugc"}
# authors held out for validation, and the number of texts an author must have to be chosen
HELD_OUT = {
    "senate_press": (10, 20),
    "congress_press": (15, 20),
    "digitalgov": (12, 5),
    "f18": (6, 5),
    "acl_titles": (90, 5),
    "aeslc": (12, 5),
    "r_mail": (250, 5),
    "ilugc": (150, 5),
}
HERE = os.path.dirname(os.path.abspath(__file__))


@dataclass
class Record:
    set: str
    author: str
    title: str | None
    body: str
    date: float | None = None  # Unix time in seconds
    message: str | None = None  # the message it answers
    split: str = "train"
    code: bool = False  # mostly source code or log output
    plug_holdout: bool = False  # plug holdout: a training author whose texts the plug is trained on, but not the language model


_JUNK = re.compile(r"\[\[alternative HTML version deleted\]\]|\{\{.*?\}\}|</?[a-z]+[^<>]{0,200}>", re.S)
_DATED = re.compile(r"^\s*(?:For Immediate Release:?\s*)?(?:\w+ \d{1,2}, \d{4}|\d{1,2}[./]\d{1,2}[./]\d{2,4})\s*", re.I)
_DATELINE = re.compile(r"^(.{25,180}?)\s+((?:WASHINGTON|Washington)(?:,? ?D\.? ?C\.?)?\s*(?:\([^)]{0,30}\))?\s*[-–—:].*)$", re.S)
_ADDRESS = re.compile(r"\b[\w.+-]+ ?(?:@| at ) ?[\w-]+(?:\.[\w-]+)+\b")
_PHONE = re.compile(r"(?<![\w.])(?:\+?\d{1,3}[ .-]?)?(?:\(\d{2,5}\)|\d{3,5})[ .-]\d{3,4}[ .-]?\d{3,4}(?!\w)")


def clean(text: str) -> str:
    """Removes remaining markup; masks addresses and telephone numbers that the collection's own anonymisation missed."""
    text = _JUNK.sub(" ", text.replace("<email>", "\0e").replace("<url>", "\0u").replace("<phone>", "\0p"))
    text = _PHONE.sub("\0p", _ADDRESS.sub("\0e", text))
    text = text.replace("\0e", "<email>").replace("\0u", "<url>").replace("\0p", "<phone>")
    return re.sub(r"[ \t]+", " ", text).strip()


_SAID = re.compile(
    r"^>?\s*(?:(?:On|Am|Le|El|Il) [^\n]{4,160}(?:wrote|writes|schrieb|crit|said)\W{0,4}"
    r"|[^\n]{3,140} (?:wrote|writes|schrieb)(?: on [^\n]{5,60})?\s?:"
    r"|wrote:"
    r"|[^\n]{0,120}<<email>>:"
    r"|On (?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)\w*\W|\d{1,2}\W|[A-Z][a-z]{2,8}\.? \d)[^\n]{6,120}"
    r"|Quoting [^\n]{3,80}:?|-+ ?Forwarded [Mm]essage[ -]*"
    r"|(?:From|To|Cc|CC|Sent|Date|Subject|Reply-To|Content-[\w-]+|Message-ID|MIME-Version|X-[\w-]+):[^\n]*"
    r"|=20|This is a multi-?part message in MIME format\.?)$"
)
_CARD = re.compile(r"<(?:phone|email)>|\b(?:tel|fax|phone|mobile|cell|voice)\b ?[:.]", re.I)
_END = re.compile(r"-+ (?:next part|Original Message)|_{5,}|[-.=_]{14,}", re.I)
_CODE = re.compile(r"[{}$|\\]|[=#;<]{1}[^\w<]|\w\(|\)$|^\s*[>+#\[%]|^\S+$|\d{3,}.*\d{3,}")


def _is_rule(line: str) -> bool:
    """A line of dashes, stars and the like, after which a list's footer or a signature follows."""
    s = line.replace(" ", "")
    return len(s) >= 8 and not any(c.isalnum() for c in s) or s == "--"


def own_words(text: str) -> str:
    """A mailing-list mail without MIME parts, attribution lines, footers and contact blocks, which drafts must not learn."""
    lines = text.split("\n")
    if lines[0].startswith(("This is a multi", "--", "boundary")) and any(ln.startswith("Content-") for ln in lines[:8]):
        start = next((i for i, ln in enumerate(lines[:30]) if i and not lines[i - 1].strip() and lines[i - 2].startswith("Content-")), 0)
        lines = lines[start:]
        lines = lines[: next((i for i, ln in enumerate(lines) if ln.startswith("--") and len(ln) > 12), len(lines))]
    out: list[str] = []
    for i, line in enumerate(map(str.rstrip, lines)):
        if i and (_is_rule(line) or _END.match(line)):
            break
        if not _SAID.match(line):
            out.append(line)
    for n in range(max(1, len(out) - 9), len(out)):
        if _CARD.search(out[n]):
            first = n
            while first > 1 and out[first - 1].strip() and n - first < 6:
                first -= 1
            out = out[: first if first > 1 else n]
            break
    return re.sub(r"\n{3,}", "\n\n", "\n".join(out)).strip()


def is_code(text: str) -> bool:
    lines = [ln for ln in text.split("\n") if ln.strip()]
    return sum(bool(_CODE.search(ln)) for ln in lines) > 0.3 * len(lines)


def _date(s: str | None) -> float | None:
    if not s:
        return None
    try:
        return datetime.datetime.fromisoformat(s.replace("Z", "+00:00")[:10]).timestamp()
    except ValueError:
        try:
            return email.utils.parsedate_to_datetime(s).timestamp()
        except (ValueError, TypeError):
            return None


def _headline_of(text: str) -> tuple[str | None, str]:
    """Headline of a press release of the House, which has no title field; many start with the headline, followed by the dateline."""
    text = _DATED.sub("", text)
    m = _DATELINE.match(text[:600])
    if not m or ". " in m[1] or '"' in m[1][:1] or m[1].count(" ") < 3:
        return None, text
    return m[1].strip(), text[m.start(2) :]


def read(folder: str, name: str, tidy: bool = False) -> list[Record]:
    """`tidy`: mails cleaned for training; otherwise raw, as the program receives them."""
    out = []
    with lzma.open(os.path.join(folder, name + ".jsonl.xz"), "rt") as f:
        for line in f:
            d = json.loads(line)
            title, body = d.get("title"), clean(d["text"])
            if name == "congress_press":
                title, body = _headline_of(body)
            mail = tidy and name in ("r_mail", "ilugc")
            if mail:
                body = own_words(body)
            if len(body) >= 30:
                out.append(Record(name, d["author"], clean(title) if title else None, body, _date(d["date"]), code=mail and is_code(body)))
    if name in ("r_mail", "ilugc"):
        _pair_threads(out)
    return out


def _pair_threads(records: list[Record]) -> None:
    """Pairs replies: a mail answers the previous one with the same subject by another author within ten days."""
    threads = defaultdict(list)
    for r in records:
        if r.title and r.date:
            threads[re.sub(r"\W+", " ", r.title.lower()).strip()].append(r)
    for mails in threads.values():
        mails.sort(key=lambda r: r.date)
        for before, after in zip(mails, mails[1:]):
            if before.author != after.author and after.date - before.date < 10 * 86400 and 40 < len(before.body) < 3000:
                after.message = before.body


def author_key(r: Record) -> str:
    return hashlib.sha256(f"{r.set}/{r.author}".encode()).hexdigest()[:16]


def text_key(r: Record) -> str:
    return hashlib.sha256(re.sub(r"\W+", "", (r.body[:400]).lower()).encode()).hexdigest()[:16]


@functools.cache
def validation_keys(folder: str) -> dict[str, list[str]]:
    """Hashes of the validation authors: from a list in the data folder if there is one, else from validation_authors.json."""
    beside = os.path.join(folder, "validation_authors.json")
    with open(beside if os.path.exists(beside) else os.path.join(HERE, "validation_authors.json")) as f:
        return json.load(f)


def split(records: list[Record], folder: str = HERE) -> list[Record]:
    """Marks the validation authors' records, and those of the training authors (three in ten, by their hash) that the language model is not
    trained on.
    Drops records that equal one of the validation authors', of a plug-holdout author's where the author is none, or each other."""
    held = {k for keys in validation_keys(folder).values() for k in keys}
    for r in records:
        key = author_key(r)
        r.split = "validation" if key in held else "train"
        r.plug_holdout = r.split == "train" and int(key, 16) % 10 < 3
    theirs = {text_key(r) for r in records if r.split == "validation"}
    holdout_texts = {text_key(r) for r in records if r.plug_holdout}
    seen, out = set(), []
    for r in records:
        text = text_key(r)
        k = (r.set, r.author, text)
        if k in seen or (r.split == "train" and (text in theirs or (text in holdout_texts and not r.plug_holdout))):
            continue
        seen.add(k)
        out.append(r)
    return out


def choose_validation_authors(folder: str) -> dict[str, list[str]]:
    chosen = {}
    for name in SETS:
        count = defaultdict(int)
        for r in read(folder, name):
            if r.title or name == "congress_press":
                count[author_key(r)] += 1
        n, least = HELD_OUT[name]
        able = sorted(k for k, c in count.items() if c >= least)  # keys are hashes: their order is a fixed shuffle
        chosen[name] = able[:n]
    return chosen


def tokenizer_sample(folder: str, characters: int = 3_500_000) -> list[str]:
    rng, out = random.Random(0), []
    for name in SETS:
        records = [r for r in split(read(folder, name)) if r.split == "train"]
        rng.shuffle(records)
        n = 0
        for r in records:
            out.append((r.title + "\n" if r.title else "") + r.body[:2000])
            n += len(out[-1])
            if n > characters:
                break
    return out


if __name__ == "__main__":
    import sys

    with open(os.path.join(HERE, "validation_authors.json"), "w") as f:
        json.dump(choose_validation_authors(sys.argv[1]), f, indent=1)
