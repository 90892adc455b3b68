"""Validation authors as data sets in LaMP's own format, for `idiolect eval --data`.

python lamp.py DATA OUT [--per-author 4] [--profile 64] [--panza panza.jsonl]
Writes OUT/<set>/questions.json and outputs.json. An author's later texts are asked for, the earlier ones are the profile. Panza's mails
have no dates; the file's order stands for it.
"""

import argparse
import json
import os
import random
from collections import defaultdict

import corpus

# collection -> (task, LaMP's wording); LongLaMP's e-mail completion is made of the mails
FORMS = {
    "senate_press": ("LaMP_4", "Generate a headline for the following article: {}"),
    "digitalgov": ("LaMP_4", "Generate a headline for the following article: {}"),
    "f18": ("LaMP_4", "Generate a headline for the following article: {}"),
    "acl_titles": ("LaMP_5", "Generate a title for the following abstract of a paper: {}"),
    "aeslc": ("LaMP_6", "Generate a subject for the following email: {}"),
    "r_mail": ("LaMP_6", "Generate a subject for the following email: {}"),
    "panza": ("LaMP_6", "Generate a subject for the following email: {}"),
}
MAIL = {*corpus.MAIL, "panza"}
FIRST_WORDS = 20


def write(folder: str, task: str, questions: list) -> None:
    os.makedirs(folder, exist_ok=True)
    golds = [{"id": q["id"], "output": q.pop("output")} for q in questions]
    json.dump(questions, open(os.path.join(folder, "questions.json"), "w"))
    json.dump({"task": task, "golds": golds}, open(os.path.join(folder, "outputs.json"), "w"))
    print(folder, len(questions), "questions")


def validation_records(data: str, name: str, panza: str | None) -> list[corpus.Record]:
    if name != "panza":
        return [r for r in corpus.split(corpus.read(data, name)) if r.split == "validation"]
    if panza is None:
        return []
    with open(panza) as f:
        mails = [json.loads(line) for line in f]
    return [corpus.Record(name, m["author"], m["title"], m["text"], date=float(n), split="validation") for n, m in enumerate(mails)]


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("data")
    a.add_argument("out")
    a.add_argument("--per-author", type=int, default=4)
    a.add_argument("--profile", type=int, default=64, help="items of a profile at most, the latest")
    a.add_argument("--panza", help="mails of Panza's three people, one JSON object a line; nothing is trained on them")
    a = a.parse_args()
    for name, (task, wording) in FORMS.items():
        rng, by_author = random.Random(1), defaultdict(list)
        for r in validation_records(a.data, name, a.panza):
            if r.title and len(r.body) > 60:
                by_author[corpus.author_key(r)].append(r)
        titles, mails = [], []
        for key, mine in sorted(by_author.items()):
            mine.sort(key=lambda r: r.date or 0)
            if len(mine) < 4:
                continue
            wanted = a.per_author * (5 if name in ("senate_press", "panza") else 1)  # few authors, many texts
            asked = rng.sample(range(len(mine) // 2, len(mine)), min(wanted, len(mine) // 2))
            for i in sorted(asked):
                profile = [
                    {
                        "id": f"{key}-{j}",
                        "title": r.title,
                        ("abstract" if task == "LaMP_5" else "text"): r.body[:3000],
                        "date": str(r.date or ""),
                    }
                    for j, r in enumerate(mine[: min(asked)][-a.profile :])
                ]
                r = mine[i]
                titles.append(
                    {"id": f"{key}-q{i}", "author": key, "input": wording.format(r.body[:3000]), "profile": profile, "output": r.title}
                )
                words = r.body.split(" ")
                if name in MAIL and len(words) > 2 * FIRST_WORDS:
                    first = " ".join(words[:FIRST_WORDS])
                    mails.append(
                        {
                            "id": f"{key}-c{i}",
                            "author": key,
                            "input": f"Complete the text of the following email. title: {r.title} text: {first}",
                            "profile": profile,
                            "output": r.body[len(first) :].strip()[:1500],
                        }
                    )
        if titles:
            write(os.path.join(a.out, name), task, titles)
        if mails:
            write(os.path.join(a.out, name + "_completion"), "LongLaMP_email", mails)


if __name__ == "__main__":
    main()
