"""The voice meter's reference population: masked texts and function words of training authors (lab/corpus.py's split).

    python voice_population.py DATA ../resources/voice    writes english.txt.gz and german.txt.gz (function words alone)
    python voice_population.py DATA --validation OUT      the validation authors' texts, for bench/voice-meter.ts

Nothing readable goes into the resource: function words stay, every other word becomes its shape. Masking is the program's own
(app/persona/voice-meter/mask.ts by mask-texts.ts), so that population and user are treated alike.
"""

import gzip
import hashlib
import json
import lzma
import os
import random
import re
import subprocess
import sys
from collections import Counter, defaultdict

import corpus

# set: (texts an author needs, authors, texts of each)
TAKEN = {"aeslc": (3, 60, 60), "r_mail": (8, 110, 24), "ilugc": (8, 80, 24), "digitalgov": (5, 15, 15), "f18": (4, 15, 15),
         "senate_press": (20, 12, 12)}
MAIL = ("aeslc", "r_mail", "ilugc")
LEAST_WORDS, MOST_CHARACTERS = 20, 1500
KEEP = .3         # a word used by this share of authors, on average over the kinds of mail, is a function word
KEEP_EACH = .18   # and by this share within each of them: a topic's word is common in one only
SEEN = 5          # a token that the population uses less often gives no clue
OTHERS = 4        # one author in four is no reference but what position 0 is measured on
HERE = os.path.dirname(os.path.abspath(__file__))
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def texts_by_author(folder: str, name: str, split: str) -> dict[str, list[str]]:
    by = defaultdict(list)
    for r in corpus.split(corpus.read(folder, name, tidy=True)):
        if r.split == split and not r.code and len(WORD.findall(r.body)) >= LEAST_WORDS:
            by[r.author].append(r.body[:MOST_CHARACTERS])
    return by


def choose(folder: str) -> list[tuple[str, list[str]]]:
    rng, chosen = random.Random(7), []
    for name, (least, count, each) in TAKEN.items():
        by = texts_by_author(folder, name, "train")
        names = sorted((a for a, t in by.items() if len(t) >= least), key=lambda a: hashlib.sha256(f"{name}/{a}".encode()).hexdigest())
        chosen += [(name, rng.sample(by[a], min(each, len(by[a])))) for a in names[:count]]
    return chosen


def function_words(authors: list[tuple[str, list[str]]]) -> list[str]:
    users, size = defaultdict(Counter), Counter()
    for name, texts in authors:
        if name in MAIL:
            size[name] += 1
            users[name].update({w.lower().replace("’", "'") for t in texts for w in WORD.findall(t)})
    share = {w: [users[n][w] / size[n] for n in MAIL] for w in users["aeslc"]}
    common = {w for w, s in share.items() if sum(s) / len(s) >= KEEP and min(s) >= KEEP_EACH and (len(w) > 1 or w in "ai")}
    return sorted(common | set(word_list("english-function-words.txt")))


def word_list(name: str) -> list[str]:
    with open(os.path.join(HERE, name)) as f:
        return sorted({w for line in f if not line.startswith("#") for w in line.split()})


def mask(texts: list[str], words: list[str]) -> list[list[list[str]]]:
    """Sentences of masked tokens, by the program's own rules."""
    asked = json.dumps({"functionWords": words, "texts": texts})
    node = os.environ.get("NODE", "node")
    return json.loads(subprocess.run([node, os.path.join(HERE, "mask-texts.ts")], input=asked, capture_output=True, text=True, check=True).stdout)


def write(path: str, header: dict, lines: list[str]) -> None:
    content = "\n".join([json.dumps(header, ensure_ascii=False), *lines])
    with open(path, "wb") as f:
        f.write(gzip.compress(content.encode(), 9, mtime=0))
    print(path, f"{os.path.getsize(path):,} bytes", f"{len(lines)} texts", f"{len(header['functionWords'])} function words")


def main(folder: str, out: str) -> None:
    os.makedirs(out, exist_ok=True)
    authors = choose(folder)
    words = function_words(authors)
    masked = iter(mask([t for _, texts in authors for t in texts], words))
    by_author = [[next(masked) for _ in texts] for _, texts in authors]
    counts = Counter(token for texts in by_author for t in texts for s in t for token in s)
    vocabulary = ["<s>", "</s>", "<other>"] + [t for t, c in counts.most_common(1021) if c >= SEEN]
    ids = {t: i for i, t in enumerate(vocabulary)}
    lines = []
    for number, texts in enumerate(by_author):
        for text in texts:
            lines.append(f"{number}\t" + " ".join("".join(chr(256 + ids.get(token, 2)) for token in s) for s in text))
    version = hashlib.sha256("\n".join(lines).encode()).hexdigest()[:16]
    header = {"format": "idiolect-voice-1", "language": "en", "version": version, "functionWords": words, "vocabulary": vocabulary,
              "roles": ["other" if i % OTHERS == OTHERS - 1 else "reference" for i in range(len(authors))]}
    write(os.path.join(out, "english.txt.gz"), header, lines)
    write(os.path.join(out, "german.txt.gz"), {**header, "language": "de", "version": "words", "functionWords": word_list("german-function-words.txt"),
                                               "vocabulary": [], "roles": []}, [])


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
    validation(sys.argv[1], sys.argv[3]) if sys.argv[2] == "--validation" else main(sys.argv[1], sys.argv[2])
