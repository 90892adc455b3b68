"""Drafts nobody picked: for three people of whom no text was in training, the same briefs, seeds 1 to N, with the persona and without.

python gallery.py DATA OUT.md [--seeds 20]      (from the project's folder; runs `idiolect ingest` and `idiolect draft`)

The people: in each of three collections the validation author with the most texts. The briefs are this file's own.
"""

import argparse
import json
import os
import re
import subprocess
import tempfile
from collections import defaultdict

import corpus

ROOT = os.path.dirname(corpus.HERE)
PEOPLE = ["r_mail", "ilugc", "aeslc"]
EMAIL = {"subject": "Meeting moved to Thursday", "brief": "meeting moved to Thursday at 3; room 204; please bring the budget figures; sorry for the short notice"}
HEADLINE = {"brief": "The city library will open on Sundays from March, the council decided on Tuesday. Two more librarians will be hired, and the reading room on the first "
                     "floor, closed since the flood of last spring, will open again at the same time. The council put aside 120,000 dollars for the repairs."}


def idiolect(*words: str) -> dict:
    return json.loads(subprocess.run(["npm", "run", "-s", "idiolect", "--", *words, "--json"], cwd=ROOT, check=True, capture_output=True, text=True).stdout)


def drafts(home: str, kind: str, brief: dict, strategy: str, seeds: int) -> list[str]:
    given = [x for k, v in brief.items() for x in (f"--{k}", v)]
    call = ["draft", "--home", home, "--kind", kind, *given, "--strategy", strategy, "--threads", "1", "-n", "10"]
    return [d["text"] for first in range(1, seeds + 1, 10) for d in idiolect(*call, "--seed", str(first))["drafts"]][:seeds]


def unnamed(text: str) -> str:
    """Without the names of those who are greeted and who sign, who did not ask to stand in a document."""
    text = re.sub(r"^((?:Hi|Hello|Hey|Dear)) (?!All\b|Everyone\b)[A-Z]\w+(?: [A-Z]\w+)*", r"\1 N.", text)
    return re.sub(r"(?<=\n\n)(-- )?((?:[A-Z][a-z]+,\n)?)[A-Z][\w.]*(?: [A-Z][\w.]*)*$", r"\1\2N.", text)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("data")
    a.add_argument("out")
    a.add_argument("--seeds", type=int, default=20)
    a = a.parse_args()
    cell = lambda text: unnamed(text).replace("|", "\\|").replace("<", "&lt;").replace("\n", "<br>")
    out = []
    with tempfile.TemporaryDirectory() as folder:
        columns = {"email": {}, "headline": {}}
        for name in PEOPLE:
            by = defaultdict(list)
            for r in corpus.split(corpus.read(a.data, name)):
                if r.split == "validation":
                    by[corpus.author_key(r)].append(r)
            mine = max(by.values(), key=len)[-200:]
            texts, home = os.path.join(folder, name, "mail"), os.path.join(folder, name, "home")
            os.makedirs(texts)
            for i, r in enumerate(mine):
                with open(os.path.join(texts, f"{i}.eml"), "w") as f:
                    f.write(f"From: writer@example.invalid\nTo: list@example.invalid\nSubject: {r.title or ''}\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-8\n\n{r.body}\n")
            idiolect("ingest", texts, "--me", "writer@example.invalid", "--home", home)
            for kind, brief in (("email", EMAIL), ("headline", HEADLINE)):
                columns[kind][f"{name}, {len(mine)} texts"] = drafts(home, kind, brief, "plug", a.seeds)
                columns[kind].setdefault("without persona", drafts(home, kind, brief, "none", a.seeds))
    for kind, brief in (("email", EMAIL), ("headline", HEADLINE)):
        heads = sorted(columns[kind], key=lambda n: n != "without persona")
        out += [f"### {kind}", "", *(f"{k}: {v}  " for k, v in brief.items()), "", "| seed | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
        out += [f"| {s + 1} | " + " | ".join(cell(columns[kind][h][s]) for h in heads) + " |" for s in range(a.seeds)] + [""]
    with open(a.out, "w") as f:
        f.write("\n".join(out))


if __name__ == "__main__":
    main()
