"""Measures bits per character on validation texts and file size for each quantisation type, to choose the type of the exported file.

    python quantise.py BASE.gguf WORK/lm.pt SEQUENCES [--each 3]

Rows are 576 long, so only types with blocks of 32 are possible; of these the gguf package writes no IQ4_NL. `Q5_1 searched` is
export_lm.py's own, `by importance` the same with `lm.importance`. The output is computed with the dequantised weights in bf16.
"""

import argparse

import gguf
import numpy as np
import torch

import lm
from export_lm import q5_1
from finetune import validate

WAYS = [
    ("F32", "F32"),
    ("Q8_0", "Q8_0"),
    ("Q5_1 searched", "Q5_1 searched"),
    ("Q5_1 by importance", "Q5_1 by importance"),
    ("Q5_1", "Q5_1"),
    ("Q5_1", "Q8_0"),
    ("Q5_0", "Q8_0"),
    ("Q5_0", "Q5_0"),
    ("Q4_1", "Q8_0"),
    ("Q4_0", "Q8_0"),
    ("Q4_0", "Q4_0"),
]


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("base"), a.add_argument("state"), a.add_argument("data")
    a.add_argument("--each", type=int, default=3, help="every n-th text")
    a = a.parse_args()
    torch.set_num_threads(1)
    model = lm.load(a.base)
    trained = torch.load(a.state, mmap=True)["model"]
    model.load_state_dict(trained)
    columns = lm.importance(model, a.data)
    for weights, embedding in WAYS:
        size, state = 0, {}
        for name, value in trained.items():
            kind = "F32" if value.dim() == 1 else embedding if name == "token_embd" else weights
            if kind == "F32":
                size, state[name] = size + 4 * value.numel(), value
            else:
                f32 = value.float().numpy()
                if kind.startswith("Q5_1 "):
                    quantised = q5_1(f32, columns[name] if kind == "Q5_1 by importance" else None)
                else:
                    quantised = gguf.quantize(f32, gguf.GGMLQuantizationType[kind])
                kind = kind.split()[0]
                size += quantised.nbytes
                state[name] = torch.from_numpy(gguf.dequantize(quantised, gguf.GGMLQuantizationType[kind]).astype(np.float32))
        model.load_state_dict(state)
        with lm.autocast():
            print(weights, embedding, f"{size / 1e6:.1f} MB", validate(model, a.data, a.each), flush=True)


if __name__ == "__main__":
    main()
