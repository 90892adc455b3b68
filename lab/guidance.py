"""Estimates the gain of guidance with two forward passes: log p = (1 + g) log p(with the persona) - g log p(without), renormalised (CoPe,
arXiv 2506.12109).

    node bench/own-history.ts --cells base,guidance --out FOLDER ...
    python guidance.py MODEL-00001-of-0000N.gguf FOLDER/guidance

Prints nats a token of each person's held-out texts by g, and the mean over people. g = 0 is the persona alone, the product's strength 1.
"""

import argparse
import glob
import json
import os

import torch

import lm

STRENGTHS = (-1, -0.5, 0, 0.25, 0.5, 1, 1.5)


@torch.no_grad()
def log_probabilities(model, prompt, text, vectors):
    """(tokens of the text, vocabulary); ids below 0 in the prompt stand for rows of `vectors`."""
    ids = torch.tensor(prompt + text[:-1])
    x = torch.nn.functional.embedding(ids.clamp(min=0), model.token_embd)
    for i, token in enumerate(prompt):
        if token < 0:
            x[i] = vectors[-1 - token]
    hidden = model.hidden(x[None])[0, len(prompt) - 1 :]
    return torch.log_softmax(hidden.float() @ model.token_embd.T.float(), -1)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("model"), a.add_argument("folder")
    a.add_argument("--threads", type=int, default=1)
    a = a.parse_args()
    torch.set_num_threads(a.threads)
    model = lm.load_parts(a.model)
    means = []
    print("| person | " + " | ".join(f"g = {g}" for g in STRENGTHS) + " |\n|---|" + "---|" * len(STRENGTHS))
    for path in sorted(glob.glob(f"{a.folder}/*.json")):
        with open(path) as f:
            person = json.load(f)
        vectors = torch.tensor(person["vectors"])
        nats, tokens = dict.fromkeys(STRENGTHS, 0.0), 0
        for each in person["texts"]:
            target = torch.tensor(each["text"])[:, None]
            with_it = log_probabilities(model, each["guided"], each["text"], vectors)
            without = log_probabilities(model, each["plain"], each["text"], vectors)
            tokens += len(target)
            for g in STRENGTHS:
                guided = torch.log_softmax((1 + g) * with_it - g * without, -1)
                nats[g] -= guided.gather(1, target).sum().item()
        means.append([nats[g] / tokens for g in STRENGTHS])
        print(f"| {os.path.basename(path)[:-5]} | " + " | ".join(f"{v:.3f}" for v in means[-1]) + " |")
    print("| mean | " + " | ".join(f"{sum(c) / len(c):.3f}" for c in zip(*means)) + " |")


if __name__ == "__main__":
    main()
