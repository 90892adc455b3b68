"""The mean of the weights of models that were annealed from one and the same state (model soups, Wortsman et al. 2022, arXiv 2203.05482).

python average.py OUT.npz NANO.npz NANO.npz …      (each a nano.npz of train.py)
"""

import json
import os
import sys
from dataclasses import asdict

import numpy as np
import torch

import train


def average(paths: list[str], out: str) -> None:
    models = [train.load_nano(p) for p in paths]
    if any(m.c != models[0].c for m in models):
        raise ValueError(f"models of different shapes have no mean: {paths}")
    with torch.no_grad():
        for ps in zip(*(m.parameters() for m in models)):
            ps[0].copy_(torch.stack(ps).mean(0))
    np.savez(out + ".part.npz", config=json.dumps(asdict(models[0].c)), **train.round_to_q8_0(models[0]))
    os.replace(out + ".part.npz", out)


if __name__ == "__main__":
    average(sys.argv[2:], sys.argv[1])
