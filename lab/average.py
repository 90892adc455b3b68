"""Weighted average of the weights of several models fine-tuned from one base (model soup, Wortsman et al., arXiv 2203.05482).

python average.py OUT.pt WORK/lm.pt=0.7 OTHER/lm.pt=0.3
"""

import argparse

import torch


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("out"), a.add_argument("terms", nargs="+")
    a = a.parse_args()
    weights = [(path, float(share)) for path, share in (term.rsplit("=", 1) for term in a.terms)]
    if abs(sum(share for _, share in weights) - 1) > 1e-6:
        raise SystemExit("The shares have to add up to 1.")
    mean = None
    for path, share in weights:
        state = torch.load(path, mmap=True)["model"]
        mean = {n: share * v.float() if mean is None else mean[n] + share * v.float() for n, v in state.items()}
    torch.save({"model": mean}, a.out)


if __name__ == "__main__":
    main()
