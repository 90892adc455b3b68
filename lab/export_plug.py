"""Writes a trained plug as the .safetensors file that the program reads (docs/formats.md, "Plug file").

python export_plug.py PLUG.npz PLUGDATA MODEL.gguf OUT.safetensors --data "what it was trained on"
"""

import argparse
import hashlib
import json
import time

import gguf
import numpy as np
import torch
from safetensors.numpy import save_file

from lm import parts
from plug import KINDS, Plug


def tensors(plug: Plug) -> dict:
    t = {
        "projector.0.weight": plug.inner.weight,
        "projector.0.bias": plug.inner.bias,
        "projector.2.weight": plug.outer.weight,
        "projector.2.bias": plug.outer.bias,
        "query.weight": plug.query,
        "temperature": plug.temperature,
        "mean_persona": plug.mean_persona,
    }
    for i, kind in enumerate(KINDS):
        t["instruction." + kind] = plug.norm * plug.instruction[i]
        t["control.instruction." + kind] = plug.norm * plug.control[i]
    return {n: v.detach().float().numpy() for n, v in t.items()}


def embedding_rows(readers: list[gguf.GGUFReader], count: int = 64) -> str:
    """L2 norms of `count` rows of the token embedding, evenly spread: the same weights are known by them in any quantisation."""
    tensor = next(each for reader in readers for each in reader.tensors if each.name == "token_embd.weight")
    columns, rows = (int(n) for n in tensor.shape)
    matrix = gguf.quants.dequantize(tensor.data, tensor.tensor_type).reshape(rows, columns)
    return ",".join(f"{np.linalg.norm(matrix[i * rows // count]):.6g}" for i in range(count))


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("plug"), a.add_argument("plugdata"), a.add_argument("model"), a.add_argument("out")
    a.add_argument("--data", default="see resources/models/MODEL_CARD.md")
    a = a.parse_args()
    z = np.load(a.plug)
    width = z["mean_persona"].shape[1]
    plug = Plug(z["query"].shape[0], width, float(z["norm"]), int(z["k"]), int(z["n"]), z["inner.weight"].shape[0])
    plug.load_state_dict({n: torch.from_numpy(z[n]) for n in plug.state_dict()})
    with open(f"{a.plugdata}/about.json") as f:
        encoder = json.load(f)["encoder"]
    files = parts(a.model)
    readers, digest = [gguf.GGUFReader(file) for file in files], hashlib.sha256()
    reader = readers[0]
    for file in files:  # as the program hashes a model in parts
        with open(file, "rb") as f:
            digest.update(f.read())
    save_file(
        tensors(plug),
        a.out,
        {
            "format": "idiolect-plug",
            "version": "1",
            "model.name": reader.fields["general.name"].contents(),
            "model.architecture": reader.fields["general.architecture"].contents(),
            "model.n_embd": str(width),
            "model.sha256": digest.hexdigest(),
            "model.embedding_rows": embedding_rows(readers),
            "embedding_norm": repr(plug.norm),
            "encoder.name": encoder["name"],
            "encoder.size": str(encoder["size"]),
            "encoder.sha256": encoder["sha256"],
            "k": str(plug.k),
            "n_instruction": str(plug.n),
            "hidden": str(plug.inner.weight.shape[0]),
            "kinds": ",".join(KINDS),
            "slot": str(z["slot"]),
            "training_data": a.data,
            "losses": str(z["losses"]),
            "date": time.strftime("%Y-%m-%d"),
        },
    )


if __name__ == "__main__":
    main()
