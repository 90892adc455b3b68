"""Every record of the collections as one JSON line, cleaned and split by author, for `pairs.ts`:  python records.py DATA OUT.jsonl"""

import json
import sys

import corpus

# characters; longer texts are cut
LONGEST = 12_000


def main():
    data, out = sys.argv[1:]
    with open(out, "w") as f:
        for name in corpus.SETS:
            for r in corpus.split(corpus.read(data, name, tidy=True), corpus.HERE):
                f.write(
                    json.dumps(
                        {
                            "set": r.set,
                            "author": r.author,
                            "title": r.title,
                            "body": r.body[:LONGEST],
                            "message": r.message,
                            "date": r.date,
                            "split": r.split,
                            "code": r.code,
                            "plugHoldout": r.plug_holdout,
                        },
                        ensure_ascii=False,
                    )
                    + "\n"
                )


if __name__ == "__main__":
    main()
