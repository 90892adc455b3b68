"""Case marks: capitals written as marks, so that SENATOR, Senator and senator share their pieces. The rules are in docs/formats.md."""

import regex

UP, UP_WORD, LOCK, UNLOCK = "↑", "⇑", "⇧", "⇩"
_MARKS = regex.compile(f"[{UP}{UP_WORD}{LOCK}{UNLOCK}]")
_WORD = regex.compile(r"\p{L}+")


def _is_capital(c: str) -> bool:
    low = c.lower()
    # _WORD: "Ⅷ" has case, but is a number, not a letter
    return c < "\uffff" and low != c and len(low) == 1 and low.upper() == c and _WORD.match(c) is not None


def _upper_runs(text: str, words: list) -> dict[int, int]:
    """First word -> last word (indices) of each run of words in capitals."""
    runs: dict[int, int] = {}
    first = last = None  # first and last word (so far) of the current run in capitals
    for i, w in enumerate(words):
        s = w.group()
        capitals = all(map(_is_capital, s))
        if i and first is not None and "\n" in text[words[i - 1].end() : w.start()]:
            runs[first], first = last, None
        if capitals and len(s) > 1:
            first, last = (i if first is None else first), i
        elif not capitals and first is not None:
            runs[first], first = last, None
    if first is not None:
        runs[first] = last
    return runs


def encode(text: str) -> str:
    text = _MARKS.sub("", text)
    if text.islower():
        return text
    words = list(_WORD.finditer(text))
    runs = _upper_runs(text, words)
    out: list[str] = []
    done = 0  # everything before this offset has been copied to the output

    def copy_to(end: int, lower: bool = False) -> None:
        nonlocal done
        piece = text[done:end]
        out.append("".join(c.lower() if _is_capital(c) else c for c in piece) if lower else piece)
        done = end

    def mark_before(start: int, mark: str) -> None:
        copy_to(start - 1 if start > done and text[start - 1] == " " else start)
        out.append(mark)

    i = 0
    while i < len(words):
        w = words[i]
        if i in runs:
            j = runs[i]
            mark_before(w.start(), UP_WORD if i == j else LOCK)
            copy_to(words[j].end(), lower=True)
            if i != j:
                out.append(UNLOCK)
            i = j + 1
            continue
        for k in range(w.start(), w.end()):
            if _is_capital(text[k]):
                if k == w.start():
                    mark_before(k, UP)
                else:
                    copy_to(k)
                    out.append(UP)
                copy_to(k + 1, lower=True)
        i += 1
    copy_to(len(text))
    return "".join(out)


def decode(marked: str) -> str:
    out: list[str] = []
    up = locked = False
    word = 0  # state: 1 before, 2 inside a word that is to be written in capitals
    for c in marked:
        if c == UP:
            up = True
        elif c == UP_WORD:
            word = 1
        elif c == LOCK:
            locked = True
        elif c == UNLOCK:
            locked = False
        elif _WORD.match(c):
            if word:
                word = 2
            upper = c.upper() if (up or locked or word) else c
            out.append(upper if len(upper) == 1 else c)
            up = False
        else:
            if word == 2:
                word = 0
            out.append(c)
    return "".join(out)


_MANY_BREAKS = regex.compile(r"\n{3,}")


def field(text: str) -> str:
    """Field text of docs/formats.md: what every field of a prompt and of the encoder's input goes through."""
    text = _MANY_BREAKS.sub("\n\n", text.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return encode(" " + text)
