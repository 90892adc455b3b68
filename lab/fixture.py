"""A small plug with random weights and everything that follows from a random history, and texts with their case marks:
the program's own arithmetic is tested against it.

python fixture.py ../tests/fixtures/lab.json
"""

import json
import random
import sys

import torch

import case_marks
from export_plug import tensors
from plug import Plug


def fixture(out: str) -> None:
    """Reference values for the TypeScript code: a small plug with random weights, and what it computes from a random history."""
    torch.manual_seed(5)
    rng = random.Random(5)
    e, width, hidden = 12, 16, 10
    plug = Plug(e, width, 3.5, 2, 3, hidden)
    with torch.no_grad():
        plug.query.add_(0.3 * torch.randn(e, e))
        plug.inner.bias.normal_()
        plug.mean_persona.normal_()
        plug.temperature.fill_(7.0)
    unit = torch.nn.functional.normalize
    history, brief = unit(torch.randn(9, e), dim=-1), unit(torch.randn(e), dim=-1)
    mask = torch.ones(1, 9, dtype=torch.bool)
    with torch.no_grad():
        w = plug.weights(brief[None], history[None], mask)[0]
        p = plug.persona(brief[None], history[None], mask)[0]
        g = torch.nn.functional.gelu(plug.inner(history))
        alphas = {str(a): (plug.mean_persona + a * (p - plug.mean_persona)).flatten().tolist() for a in (0.0, 0.5, 1.0, 1.5)}
    words = [
        "the",
        "Senate",
        "FBI",
        "U.S.",
        "I",
        "McDonald",
        "NAVY",
        "A",
        "straße",
        "É",
        "İstanbul",
        "Ⅷ",
        "ΣΑΣ",
        "it's",
        "O'NEILL",
        "3PM",
        "iPhone",
        "…",
        "ǅ",
        "\n",
        " ",
        "\n\n\n",
        "—",
        "e-Mail",
        "PDFs",
    ]
    texts = [" ".join(rng.choices(words, k=rng.randint(1, 12))) for _ in range(60)] + [
        "Hello",
        "ONE TWO three",
        "I AM A CAT I say",
        "ONE\nTWO",
        "a\r\nb\rC  ",
    ]
    enc_text = [
        {
            "title": t,
            "text": b,
            "encoded": (case_marks.field(t.replace("<|", "< |")) + "<|text|>" if t else "") + case_marks.field(b.replace("<|", "< |")),
        }
        for t, b in (("Re: Budget", "See you THERE."), (None, "No title <|draft|> here"), ("", "Empty title"))
    ]
    json.dump(
        {
            "plug": {n: {"shape": list(v.shape), "data": v.flatten().tolist()} for n, v in tensors(plug).items()},
            "embedding_norm": plug.norm,
            "history": {"n": 9, "data": history.flatten().tolist()},
            "brief": brief.tolist(),
            "weights": w.tolist(),
            "hidden": g.flatten().tolist(),
            "persona": alphas,
            "case_marks": [[t, case_marks.encode(t)] for t in texts],
            "field_text": [[t, case_marks.field(t)] for t in texts],
            "encoder_text": enc_text,
        },
        open(out, "w"),
        ensure_ascii=False,
        indent=0,
    )


if __name__ == "__main__":
    fixture(sys.argv[1])
