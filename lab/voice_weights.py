"""Relative weights of the meter's two views (grammar, characters): logistic regression on trials of training authors.

    python voice_population.py DATA --tuning TEXTS POPULATION
    node ../bench/voice-meter.ts TEXTS --population POPULATION --words 40 --features TRIALS
    python voice_weights.py TRIALS          prints the weight of one nat per 4-gram relative to one nat per token

A trial is a line of JSON: set, history, size, own, grammar, characters. Each set and each side counts alike. No library is needed.
"""

import json
import math
import sys
from collections import Counter


def fit(rows: list[dict]) -> tuple[float, float, float]:
    """Weights of grammar and characters and the constant, by Newton's method."""
    share = Counter((r["set"], r["own"]) for r in rows)
    weights = [1 / share[r["set"], r["own"]] for r in rows]
    w = [0.0, 0.0, 0.0]
    for _ in range(30):
        gradient, hessian = [0.0] * 3, [[1e-6 * (i == j) for j in range(3)] for i in range(3)]
        for r, weight in zip(rows, weights):
            x = (r["grammar"], r["characters"], 1.0)
            p = 1 / (1 + math.exp(-sum(a * b for a, b in zip(w, x))))
            for i in range(3):
                gradient[i] += weight * (r["own"] - p) * x[i]
                for j in range(3):
                    hessian[i][j] += weight * p * (1 - p) * x[i] * x[j]
        step = solve(hessian, gradient)
        w = [a + b for a, b in zip(w, step)]
        if max(map(abs, step)) < 1e-8:
            break
    return w[0], w[1], w[2]


def solve(a: list[list[float]], b: list[float]) -> list[float]:
    """Gaussian elimination with partial pivoting."""
    n, rows = len(b), [[*r, v] for r, v in zip(a, b)]
    for i in range(n):
        pivot = max(range(i, n), key=lambda k: abs(rows[k][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for k in range(n):
            if k != i:
                factor = rows[k][i] / rows[i][i]
                rows[k] = [x - factor * y for x, y in zip(rows[k], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def main(path: str) -> None:
    with open(path) as f:
        rows = [r for r in map(json.loads, f) if r["size"] == 1]
    for history in (*sorted({r["history"] for r in rows}), None):
        some = [r for r in rows if history in (r["history"], None)]
        grammar, characters, constant = fit(some)
        name = "all" if history is None else f"history {history}"
        print(
            f"{name}: {len(some)} trials, grammar {grammar:.2f}, characters {characters:.2f}, constant {constant:.2f}: "
            f"ratio {characters / grammar:.2f}"
        )


if __name__ == "__main__":
    main(sys.argv[1])
