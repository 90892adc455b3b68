"""Writes a trained language model as a GGUF in parts of less than 50 MB, with the base's tokenizer and the product's chat template.

    python export_lm.py BASE.gguf WORK/lm.pt OUT/idiolect-small [--importance SEQUENCES] [--weights Q5_1] [--embedding Q5_1] [--one-file]

--importance weights quantisation errors by the mean square of each input activation over the training sequences (an importance matrix).

OUT/idiolect-small-00001-of-0000N.gguf and so on. Rows are 576 long, so only types with blocks of 32 are possible.
"""

import argparse
import glob
import hashlib
import os

import gguf
import numpy as np
import torch

import lm

SYSTEM = "You write for the user, in the user's own voice. Answer with the text alone."  # `systemText` of app/drafting/format/turn-text.ts
TEMPLATE = (
    "{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\n"
    + SYSTEM.replace("'", "\\'")
    + "<|im_end|>\n' }}{% endif %}"
    "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}"
)
# bytes per part; most Git hosts reject larger files
LARGEST_PART = 45_000_000


def q5_1(values: np.ndarray, importance: np.ndarray | None = None) -> np.ndarray:
    """Rows of Q5_1 blocks (ggml-common.h, block_q5_1: d and m as f16, 32 fifth bits, 32 nibbles) of f32 rows, uint8.

    The range of a block is the one with the least squared error, each column weighted by its `importance` (shape (columns,); none: all
    alike): of seven ranges the best, then the least-squares line through the chosen levels, rounded again, four times. What further
    training changes in a weight is small beside a step of five bits, so the range matters (docs/decisions/0018).
    """
    x = values.reshape(-1, 32)
    weight = np.ones_like(x) if importance is None else np.broadcast_to(importance.astype(np.float32), values.shape).reshape(-1, 32)
    low, high = x.min(1, keepdims=True), x.max(1, keepdims=True)
    middle, half = (low + high) / 2, (high - low) / 2
    error = np.full((len(x), 1), np.inf, np.float32)
    d, m, q = np.zeros((len(x), 1), np.float16), np.zeros((len(x), 1), np.float16), np.zeros(x.shape, np.uint8)

    def consider(least, step):
        nonlocal error, d, m, q
        least, step = least.astype(np.float16), step.astype(np.float16)
        inverse = np.divide(1, step.astype(np.float32), out=np.zeros_like(low), where=step != 0)
        levels = np.clip(np.rint((x - least.astype(np.float32)) * inverse), 0, 31)
        found = (weight * (x - (levels * step.astype(np.float32) + least.astype(np.float32))) ** 2).sum(1, keepdims=True)
        better = found < error
        error, d, m = np.where(better, found, error), np.where(better, step, d), np.where(better, least, m)
        q = np.where(better, levels.astype(np.uint8), q)

    for share in (1, 0.97, 0.94, 0.91, 0.88, 0.85, 0.82):
        consider(middle - half * share, 2 * half * share / 31)
    mean = lambda v: (weight * v).sum(1, keepdims=True) / np.maximum(weight.sum(1, keepdims=True), 1e-30)  # noqa: E731
    for _ in range(4):
        levels = q.astype(np.float32)
        spread = mean(levels**2) - mean(levels) ** 2
        step = np.divide(mean(levels * x) - mean(levels) * mean(x), spread, out=d.astype(np.float32), where=spread > 1e-6)
        consider(mean(x) - step * mean(levels), step)
    fifth = ((q >> 4).astype(np.uint32) << np.arange(32, dtype=np.uint32)).sum(1, dtype=np.uint32)[:, None]
    nibbles = (q[:, :16] & 15) | ((q[:, 16:] & 15) << 4)
    blocks = np.concatenate([d.view(np.uint8), m.view(np.uint8), fifth.view(np.uint8), nibbles], 1)
    return blocks.reshape(values.shape[0], -1)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("base"), a.add_argument("state"), a.add_argument("out")
    a.add_argument("--weights", default="Q5_1")
    a.add_argument("--embedding", default="Q5_1")
    a.add_argument("--wider", default="attn_k,attn_v,attn_output", help="matrices in Q8_0, which help most for their size")
    a.add_argument("--importance")
    a.add_argument("--embedding-of", help="first part of an exported model whose embedding is kept as it is, byte for byte")
    a.add_argument("--one-file", action="store_true")
    a.add_argument("--version", default="1")
    a = a.parse_args()
    model = lm.load(a.base)
    if a.state != "base":
        model.load_state_dict(torch.load(a.state, mmap=True)["model"])
    kept = None
    if a.embedding_of is not None:
        kept = next(t for t in gguf.GGUFReader(a.embedding_of).tensors if t.name == "token_embd.weight")
        with torch.no_grad():
            model.token_embd.copy_(torch.from_numpy(gguf.dequantize(kept.data, kept.tensor_type).astype(np.float32)))
    importance = {} if a.importance is None else lm.importance(model, a.importance)
    reader = gguf.GGUFReader(a.base)
    for old in glob.glob(a.out + "*.gguf"):
        os.remove(old)
    writer = gguf.GGUFWriter(a.out + ".gguf", "llama", split_max_size=0 if a.one_file else LARGEST_PART)
    changed = {
        "general.name": "Idiolect Small",
        "general.basename": "idiolect-small",
        "general.version": a.version,
        "general.license": "apache-2.0",
        "general.description": "SmolLM2-135M-Instruct, trained further on drafting letters and headlines",
        "tokenizer.chat_template": TEMPLATE,
    }
    for key, field in reader.fields.items():
        if key.startswith("GGUF.") or key in {
            "general.architecture",
            "general.organization",
            "general.finetune",
            "general.file_type",
            *changed,
        }:
            continue
        kind = field.types[0]
        sub = field.types[1] if kind == gguf.GGUFValueType.ARRAY else None
        writer.add_key_value(key, field.contents(), kind, sub_type=sub)
    for key, value in changed.items():
        writer.add_string(key, value)
    for name, value in model.tensors().items():
        kind = a.embedding if name == "token_embd.weight" else "F32" if value.ndim == 1 else a.weights
        if kind != "F32" and name.split(".")[-2] in a.wider.split(","):
            kind = "Q8_0"
        if kept is not None and name == kept.name:
            writer.add_tensor(name, kept.data, raw_dtype=kept.tensor_type)
        elif kind == "F32":
            writer.add_tensor(name, np.ascontiguousarray(value, np.float32))
        else:
            quantised = gguf.GGMLQuantizationType[kind]
            value = np.ascontiguousarray(value, np.float32)
            writer.add_tensor(
                name,
                q5_1(value, importance.get(lm.state_name(name))) if kind == "Q5_1" else gguf.quantize(value, quantised),
                raw_dtype=quantised,
            )
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    for part in sorted(glob.glob(a.out + "*.gguf")):
        with open(part, "rb") as f:
            print(os.path.basename(part), os.path.getsize(part), hashlib.file_digest(f, "sha256").hexdigest())


if __name__ == "__main__":
    main()
