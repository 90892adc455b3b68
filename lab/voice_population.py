"""The voice meter's reference population: masked texts and function words of training authors (lab/corpus.py's split).

    python voice_population.py DATA ../resources/voice    writes english.txt.gz and german.txt.gz (function words alone)
    python voice_population.py DATA --validation OUT      the validation authors' texts, for bench/voice-meter.ts
    python voice_population.py DATA --tuning OUT POP      training authors' texts and a population without them, to choose by

Nothing readable goes into the resource: common words stay, every other word becomes its shape; of characters only counts by hash. Masking
is the program's own (app/persona/voice-meter/mask.ts by mask-texts.ts), so that population and user are treated alike.
"""

import base64
import gzip
import hashlib
import json
import lzma
import math
import os
import random
import re
import struct
import subprocess
import sys
from collections import Counter, defaultdict
from collections.abc import Container

import corpus

# set: (minimum texts of an author, number of authors, texts of each)
TAKEN = {
    "aeslc": (3, 60, 60),
    "r_mail": (8, 110, 24),
    "ilugc": (8, 80, 24),
    "digitalgov": (5, 15, 15),
    "f18": (4, 15, 15),
    "senate_press": (20, 12, 12),
}
MAIL = ("aeslc", "r_mail", "ilugc")
LEAST_WORDS, MOST_CHARACTERS = 20, 1500
# words that at least this share of authors use, averaged over the kinds of mail and in each kind, are not masked; a word of a topic is
# frequent in one kind only
COMMON, COMMON_EACH = 0.3, 0.18
USED, USED_EACH = 0.05, 0.02  # the same for words in lower case
# maximum burstiness of such a word, its mean count in the texts that contain it: a topic's words are repeated (Church and Gale 1995)
BURSTS = 1.2
VOCABULARY = 4096
SAMPLED = 4  # of the other writers' texts, one 4-gram bucket in four is kept: enough for a likelihood, too few to reconstruct a text
SEEN = 5  # rarer tokens of the population are not used as evidence
OTHERS = 4  # one author in four is not a reference: position 0 is calibrated on these
TEXTS_OF_OTHER = 3  # number of texts that references.ts uses
COUNT_STEP = 16
FORMAT = "idiolect-voice-2"
HERE = os.path.dirname(os.path.abspath(__file__))
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def texts_by_author(folder: str, name: str, split: str) -> dict[str, list[str]]:
    by = defaultdict(list)
    for r in corpus.split(corpus.read(folder, name, tidy=True)):
        if r.split == split and not r.code and len(WORD.findall(r.body)) >= LEAST_WORDS:
            by[r.author].append(r.body[:MOST_CHARACTERS])
    return by


def choose(folder: str, left_out: Container[tuple[str, str]] = ()) -> list[tuple[str, list[str]]]:
    rng, chosen = random.Random(7), []
    for name, (least, count, each) in TAKEN.items():
        by = texts_by_author(folder, name, "train")
        names = sorted((a for a, t in by.items() if len(t) >= least), key=lambda a: hashlib.sha256(f"{name}/{a}".encode()).hexdigest())
        chosen += [(name, rng.sample(by[a], min(each, len(by[a])))) for a in names[:count] if (name, a) not in left_out]
    return chosen


def function_words(authors: list[tuple[str, list[str]]]) -> list[str]:
    users, size = defaultdict(Counter), Counter()
    times, texts_with, lower = Counter(), Counter(), Counter()
    for name, texts in authors:
        if name in MAIL:
            size[name] += 1
            words = [[w.replace("’", "'") for w in WORD.findall(t)] for t in texts]
            lower.update(w for t in words for w in t if w[0].islower())
            counts = [Counter(w.lower() for w in t) for t in words]
            times.update(sum(counts, Counter()))
            texts_with.update(w for c in counts for w in c)
            users[name].update({w for c in counts for w in c})
    share = {w: [users[n][w] / size[n] for n in MAIL] for w in users["aeslc"] if len(w) > 1 or w in "ai"}

    def shared(w: str, mean: float, each: float) -> bool:
        return sum(share[w]) / len(MAIL) >= mean and min(share[w]) >= each

    kept = {w for w in share if shared(w, COMMON, COMMON_EACH)}
    kept |= {w for w in share if shared(w, USED, USED_EACH) and times[w] / texts_with[w] <= BURSTS and lower[w] > 0.5 * times[w]}
    return sorted(kept | set(word_list("english-function-words.txt")))


def word_list(name: str) -> list[str]:
    with open(os.path.join(HERE, name)) as f:
        return sorted({w for line in f if not line.startswith("#") for w in line.split()})


def mask(texts: list[str], words: list[str]) -> list[dict]:
    """Sentences of masked tokens and buckets of 4-grams, by the program's own rules."""
    asked = json.dumps({"functionWords": words, "texts": texts})
    node = os.environ.get("NODE", "node")
    return json.loads(
        subprocess.run([node, os.path.join(HERE, "mask-texts.ts")], input=asked, capture_output=True, text=True, check=True).stdout
    )


def write(path: str, header: dict, lines: list[str]) -> None:
    content = "\n".join([json.dumps(header, ensure_ascii=False), *lines])
    with open(path, "wb") as f:
        f.write(gzip.compress(content.encode(), 9, mtime=0))
    print(path, f"{os.path.getsize(path):,} bytes", f"{len(lines)} texts", f"{len(header['functionWords'])} function words")


def main(folder: str, out: str) -> None:
    os.makedirs(out, exist_ok=True)
    write_population(os.path.join(out, "english.txt.gz"), choose(folder))
    header = {
        "format": FORMAT,
        "language": "de",
        "version": "words",
        "functionWords": word_list("german-function-words.txt"),
        "vocabulary": [],
        "roles": [],
        "characters": "",
    }
    write(os.path.join(out, "german.txt.gz"), header, [])


def write_population(path: str, authors: list[tuple[str, list[str]]]) -> None:
    words = function_words(authors)
    masked = iter(mask([t for _, texts in authors for t in texts], words))
    by_author = [[next(masked) for _ in texts] for _, texts in authors]
    counts = Counter(token for texts in by_author for t in texts for s in t["sentences"] for token in s)
    grams = Counter(g for texts in by_author for t in texts for g in t["grams"])
    vocabulary = ["<s>", "</s>", "<other>"] + [t for t, c in counts.most_common(VOCABULARY - 3) if c >= SEEN]
    ids = {t: i for i, t in enumerate(vocabulary)}
    roles = ["other" if i % OTHERS == OTHERS - 1 else "reference" for i in range(len(authors))]
    lines, rng = [], random.Random(7)
    for number, texts in enumerate(by_author):
        for i, text in enumerate(texts):
            line = f"{number}\t" + " ".join("".join(chr(256 + ids.get(token, 2)) for token in s) for s in text["sentences"])
            if roles[number] == "other" and i < TEXTS_OF_OTHER:
                of = Counter(text["grams"])
                kept = sorted(rng.sample(sorted(of), len(of) // SAMPLED))
                line += (
                    "\t" + base64.b64encode(struct.pack(f"<{sum(of[g] for g in kept)}H", *(g for g in kept for _ in range(of[g])))).decode()
                )
            lines.append(line)
    version = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    characters = base64.b64encode(bytes(round(COUNT_STEP * math.log2(1 + grams[g])) for g in range(65536))).decode()
    write(
        path,
        {
            "format": FORMAT,
            "language": "en",
            "version": version,
            "functionWords": words,
            "vocabulary": vocabulary,
            "roles": roles,
            "characters": characters,
        },
        lines,
    )


def tuning(folder: str, out: str, path: str) -> None:
    """Tuning split, on which hyperparameters are chosen: a population without every second training author who has many texts, and the
    texts of those authors."""
    left_out = {}
    for name in MAIL:
        by = texts_by_author(folder, name, "train")
        names = sorted((a for a, t in by.items() if len(t) >= 25), key=lambda a: hashlib.sha256(f"{name}/{a}".encode()).hexdigest())[::2]
        left_out.update({(name, a): by[a] for a in names[:30]})
    with open(out, "w") as f:
        for (name, author), texts in left_out.items():
            for text in texts[:90]:
                f.write(json.dumps({"set": name, "author": author, "text": text}) + "\n")
    write_population(path, choose(folder, left_out))


def validation(folder: str, out: str) -> None:
    with open(out, "w") as f:
        for name in MAIL:
            for author, texts in texts_by_author(folder, name, "validation").items():
                for text in texts:
                    f.write(json.dumps({"set": name, "author": author, "text": text}) + "\n")
        with lzma.open(os.path.join(folder, "panza.jsonl.xz"), "rt") as panza:
            for row in map(json.loads, panza):
                if len(WORD.findall(row["text"])) >= LEAST_WORDS:
                    f.write(json.dumps({"set": "panza", "author": row["author"], "text": row["text"]}) + "\n")


if __name__ == "__main__":
    if sys.argv[2] == "--validation":
        validation(sys.argv[1], sys.argv[3])
    elif sys.argv[2] == "--tuning":
        tuning(sys.argv[1], sys.argv[3], sys.argv[4])
    else:
        main(sys.argv[1], sys.argv[2])
