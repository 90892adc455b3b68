"""Do PyTorch and the program's transformers.js give the same vectors? In fp32, on the sample author's texts.

python agree.py WORK      (from the project's folder, after `npm install`)
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import torch
from tokenizers import Tokenizer

import case_marks
import corpus
import train

ROOT = os.path.dirname(corpus.HERE)
SCRIPT = """
import {openEncoder} from "./main/encoder/encoder.ts";
import {encoderText} from "./app/persona/encoder-text.ts";
import {readFileSync} from "node:fs";
const [folder, texts] = JSON.parse(readFileSync(0, "utf8"));
const encoder = await openEncoder(folder);
const vectors = await encoder.encode(texts.map((text) => encoderText({title: null, text})));
process.stdout.write(JSON.stringify([...vectors]), () => process.exit(0));
"""


def main():
    work = train.Work(sys.argv[1])
    folder = os.path.join(ROOT, "resources", "samples", "mail")
    texts = [open(os.path.join(folder, n), encoding="utf-8").read() for n in sorted(os.listdir(folder))]
    with tempfile.TemporaryDirectory() as full:
        shutil.copytree(work("encoder"), full, dirs_exist_ok=True)
        shutil.move(os.path.join(full, "onnx", "model.onnx"), os.path.join(full, "onnx", "model_quantized.onnx"))  # the name that the program asks for
        node = subprocess.run([os.path.join(ROOT, "node_modules", ".bin", "node"), "-e", SCRIPT], cwd=ROOT, check=True, stdout=subprocess.PIPE,
                              text=True, input=json.dumps([full, texts]))
    tok = Tokenizer.from_file(os.path.join(corpus.HERE, "tokenizer.json"))
    enc = train.load_encoder(work)
    worst = 0.0
    for text, theirs in zip(texts, np.array(json.loads(node.stdout)).reshape(len(texts), -1)):
        ids = torch.tensor([tok.encode(case_marks.field(text)).ids[:train.ENCODER_TOKENS]])
        with torch.no_grad():
            worst = max(worst, float(np.abs(enc.vectors(ids, torch.ones_like(ids))[0].numpy() - theirs).max()))
    print(f"{len(texts)} texts, largest difference of a value {worst:.1e}")
    sys.exit(worst > 1e-3)


if __name__ == "__main__":
    main()
