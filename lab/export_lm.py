"""Writes a trained language model as a GGUF in parts of less than 50 MB, with the base's tokenizer and the product's chat template.

    python export_lm.py BASE.gguf WORK/lm.pt OUT/idiolect-small [--weights Q5_0] [--embedding Q8_0] [--one-file]

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
TEMPLATE = ("{% for message in messages %}{% if loop.first and messages[0]['role'] != 'system' %}{{ '<|im_start|>system\n" + SYSTEM.replace("'", "\\'") + "<|im_end|>\n' }}{% endif %}"
            "{{ '<|im_start|>' + message['role'] + '\n' + message['content'] + '<|im_end|>' + '\n' }}{% endfor %}"
            "{% if add_generation_prompt %}{{ '<|im_start|>assistant\n' }}{% endif %}")
# bytes; a file that is larger cannot be kept in most repositories
LARGEST_PART = 45_000_000


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("base"), a.add_argument("state"), a.add_argument("out")
    a.add_argument("--weights", default="Q5_0")
    a.add_argument("--embedding", default="Q8_0")
    a.add_argument("--one-file", action="store_true")
    a.add_argument("--version", default="1")
    a = a.parse_args()
    model = lm.load(a.base)
    if a.state != "base":
        model.load_state_dict(torch.load(a.state, mmap=True)["model"])
    reader = gguf.GGUFReader(a.base)
    for old in glob.glob(a.out + "*.gguf"):
        os.remove(old)
    writer = gguf.GGUFWriter(a.out + ".gguf", "llama", split_max_size=0 if a.one_file else LARGEST_PART)
    changed = {"general.name": "Idiolect Small", "general.basename": "idiolect-small", "general.version": a.version, "general.license": "apache-2.0",
               "general.description": "SmolLM2-135M-Instruct, trained further on drafting letters and headlines", "tokenizer.chat_template": TEMPLATE}
    for key, field in reader.fields.items():
        if key.startswith("GGUF.") or key in {"general.architecture", "general.organization", "general.finetune", "general.file_type", *changed}:
            continue
        kind = field.types[0]
        sub = field.types[1] if kind == gguf.GGUFValueType.ARRAY else None
        writer.add_key_value(key, field.contents(), kind, sub_type=sub)
    for key, value in changed.items():
        writer.add_string(key, value)
    for name, value in model.tensors().items():
        kind = a.embedding if name == "token_embd.weight" else "F32" if value.ndim == 1 else a.weights
        if kind == "F32":
            writer.add_tensor(name, np.ascontiguousarray(value, np.float32))
        else:
            quantised = gguf.GGMLQuantizationType[kind]
            writer.add_tensor(name, gguf.quantize(np.ascontiguousarray(value, np.float32), quantised), raw_dtype=quantised)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()
    for part in sorted(glob.glob(a.out + "*.gguf")):
        with open(part, "rb") as f:
            print(os.path.basename(part), os.path.getsize(part), hashlib.file_digest(f, "sha256").hexdigest())


if __name__ == "__main__":
    main()
