"""What the training made, in the forms the program loads: GGUF, ONNX in transformers.js's layout, .safetensors, and the fixture of the tests.

python export.py WORK RESOURCES [--fixture FILE]
"""

import argparse
import hashlib
import json
import os
import random
import shutil
import time

import gguf
import numpy as np
import torch
from safetensors.numpy import save_file
from tokenizers import Tokenizer

import case_marks
import tokens
from encoder import ENCODER_TOKENS, Encoder, EncoderConfig
from plug import Plug
from tokens import CONTROL, KINDS

HERE = os.path.dirname(os.path.abspath(__file__))
CONTEXT = 1024


def sha256(path: str) -> str:
    return hashlib.file_digest(open(path, "rb"), "sha256").hexdigest()


def nano_to_gguf(npz: str, out: str) -> None:
    z = np.load(npz)
    c = json.loads(str(z["config"]))
    w = gguf.GGUFWriter(out + ".part", "llama")
    w.add_name("Idiolect Nano")
    w.add_description("Drafts e-mails, subjects and headlines; made to be steered by a persona plug")
    w.add_license("MIT")
    w.add_context_length(CONTEXT)
    w.add_embedding_length(c["width"])
    w.add_block_count(c["layers"])
    w.add_feed_forward_length(c["feed_forward"])
    w.add_head_count(c["heads"])
    w.add_head_count_kv(c["heads"])
    w.add_layer_norm_rms_eps(c["eps"])
    w.add_rope_dimension_count(c["width"] // c["heads"])
    w.add_rope_freq_base(c["rope_base"])
    w.add_vocab_size(c["vocabulary"])
    w.add_file_type(gguf.LlamaFileType.MOSTLY_Q8_0)
    w.add_string("idiolect.prompt_format", "nano-1")
    w.add_bool("idiolect.case_marks", True)
    t = json.load(open(os.path.join(HERE, "tokenizer.json")))
    pieces = sorted(t["model"]["vocab"], key=t["model"]["vocab"].get)
    w.add_tokenizer_model("gpt2")
    w.add_tokenizer_pre("gpt-2")
    w.add_token_list(pieces)
    w.add_token_types([gguf.TokenType.CONTROL if p in CONTROL else gguf.TokenType.NORMAL for p in pieces])
    w.add_token_merges([" ".join(m) if isinstance(m, list) else m for m in t["model"]["merges"]])
    w.add_bos_token_id(tokens.BOS)
    w.add_eos_token_id(tokens.EOS)
    w.add_pad_token_id(tokens.PAD)
    w.add_add_bos_token(False)
    w.add_add_eos_token(False)

    head = c["width"] // c["heads"]
    order = np.arange(c["width"]).reshape(c["heads"], 2, head // 2).swapaxes(1, 2).ravel()  # nano.rotate's halves to llama.cpp's pairs

    names = {"embed.weight": "token_embd.weight", "norm.weight": "output_norm.weight"} | ({} if c.get("tied", True) else {"head.weight": "output.weight"})
    for i in range(c["layers"]):
        for ours, theirs in (("attn_norm", "attn_norm"), ("ffn_norm", "ffn_norm"), ("q", "attn_q"), ("k", "attn_k"), ("v", "attn_v"), ("o", "attn_output"),
                             ("gate", "ffn_gate"), ("up", "ffn_up"), ("down", "ffn_down")):
            names[f"blocks.{i}.{ours}.weight"] = f"blk.{i}.{theirs}.weight"
    for ours, theirs in names.items():
        if ours in z:
            w.add_tensor(theirs, z[ours].astype(np.float32))
        else:
            q, d = z[ours + ".q"], z[ours + ".d"]  # blocks of 32: the scale, then 32 values
            columns = c["feed_forward"] if ours.endswith("down.weight") else c["width"]
            blocks = np.concatenate((d.view(np.uint8).reshape(-1, 2), q.view(np.uint8)), 1).reshape(-1, columns // 32 * 34)
            if ours.endswith((".q.weight", ".k.weight")):
                blocks = blocks[order]
            w.add_tensor(theirs, blocks, raw_dtype=gguf.GGMLQuantizationType.Q8_0)
    w.write_header_to_file()
    w.write_kv_data_to_file()
    w.write_tensors_to_file()
    w.close()
    os.replace(out + ".part", out)


def encoder_to_onnx(pt: str, folder: str) -> None:
    from onnxruntime.quantization import QuantType, quantize_dynamic
    saved = torch.load(pt, map_location="cpu")
    c = EncoderConfig(**saved["config"])
    enc = Encoder(c).eval()
    enc.load_state_dict(saved["state"])
    os.makedirs(os.path.join(folder, "onnx"), exist_ok=True)
    full, small = os.path.join(folder, "onnx", "model.onnx"), os.path.join(folder, "onnx", "model_quantized.onnx")
    ids = torch.randint(20, 1000, (2, 9))
    torch.onnx.export(enc, (ids, torch.ones_like(ids)), full, input_names=["input_ids", "attention_mask"], output_names=["last_hidden_state"],
                      dynamic_axes={n: {0: "batch", 1: "length"} for n in ("input_ids", "attention_mask", "last_hidden_state")}, opset_version=17, dynamo=False)
    quantize_dynamic(full, small, weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(os.path.join(HERE, "tokenizer.json"), folder)
    json.dump({"model_type": "modernbert", "architectures": ["ModernBertModel"], "vocab_size": c.vocabulary, "hidden_size": c.size, "num_hidden_layers": c.layers,
               "num_attention_heads": c.heads, "intermediate_size": c.feed_forward, "max_position_embeddings": ENCODER_TOKENS, "pad_token_id": tokens.PAD,
               "idiolect": {"name": "idiolect-style", "case_marks": True, "max_tokens": ENCODER_TOKENS}}, open(os.path.join(folder, "config.json"), "w"), indent=1)
    json.dump({"tokenizer_class": "PreTrainedTokenizerFast", "model_max_length": ENCODER_TOKENS, "pad_token": "<pad>", "clean_up_tokenization_spaces": False},
              open(os.path.join(folder, "tokenizer_config.json"), "w"), indent=1)


def read_plug(npz: str) -> tuple[Plug, str]:
    z = np.load(npz)
    width = z["mean_persona"].shape[1]
    plug = Plug(z["query"].shape[0], width, float(z["norm"]), int(z["k"]), int(z["n"]), z["inner.weight"].shape[0])
    plug.load_state_dict({n: torch.from_numpy(z[n]) for n in plug.state_dict()})
    return plug.eval(), str(z["slot"])


def plug_tensors(plug: Plug) -> dict:
    t = {"projector.0.weight": plug.inner.weight, "projector.0.bias": plug.inner.bias, "projector.2.weight": plug.outer.weight, "projector.2.bias": plug.outer.bias,
         "query.weight": plug.query, "temperature": plug.temperature, "mean_persona": plug.mean_persona}
    for i, kind in enumerate(KINDS):
        t["instruction." + kind] = plug.norm * plug.instruction[i]
        t["control.instruction." + kind] = plug.norm * plug.control[i]
    return {n: v.detach().float().numpy() for n, v in t.items()}


def plug_to_safetensors(work: str, npz: str, out: str, model: str, encoder: str, encoder_name: str, data: str) -> None:
    plug, slot = read_plug(npz)
    report = json.load(open(os.path.join(work, "report.json")))
    save_file(plug_tensors(plug), out, {
        "format": "idiolect-plug", "version": "1", "model.name": "Idiolect Nano", "model.architecture": "llama", "model.n_embd": str(plug.mean_persona.shape[1]),
        "model.sha256": sha256(model), "embedding_norm": repr(plug.norm), "encoder.name": encoder_name, "encoder.size": str(plug.query.shape[0]),
        "encoder.sha256": sha256(encoder), "k": str(plug.k), "n_instruction": str(plug.n), "hidden": str(plug.inner.weight.shape[0]), "kinds": ",".join(KINDS), "slot": slot,
        "training_data": data, "losses": json.dumps(report.get("final", {})), "date": time.strftime("%Y-%m-%d")})


def fixture(out: str) -> None:
    """A small plug with random weights and everything it makes of a random history, for the program's own arithmetic to agree with."""
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
    words = ["the", "Senate", "FBI", "U.S.", "I", "McDonald", "NAVY", "A", "straße", "É", "İstanbul", "Ⅷ", "ΣΑΣ", "it's", "O'NEILL", "3PM", "iPhone", "…", "ǅ", "\n", " ", "\n\n\n", "—", "e-Mail", "PDFs"]
    texts = [" ".join(rng.choices(words, k=rng.randint(1, 12))) for _ in range(60)] + ["Hello", "ONE TWO three", "I AM A CAT I say", "ONE\nTWO", "a\r\nb\rC  "]
    enc_text = [{"title": t, "text": b, "encoded": (case_marks.field(t.replace("<|", "< |")) + "<|text|>" if t else "") + case_marks.field(b.replace("<|", "< |"))}
                for t, b in (("Re: Budget", "See you THERE."), (None, "No title <|draft|> here"), ("", "Empty title"))]
    json.dump({"plug": {n: {"shape": list(v.shape), "data": v.flatten().tolist()} for n, v in plug_tensors(plug).items()}, "embedding_norm": plug.norm,
               "history": {"n": 9, "data": history.flatten().tolist()}, "brief": brief.tolist(), "weights": w.tolist(), "hidden": g.flatten().tolist(), "persona": alphas,
               "case_marks": [[t, case_marks.encode(t)] for t in texts], "field_text": [[t, case_marks.field(t)] for t in texts], "encoder_text": enc_text},
              open(out, "w"), ensure_ascii=False, indent=0)


def main():
    a = argparse.ArgumentParser(description=__doc__)
    a.add_argument("work")
    a.add_argument("resources")
    a.add_argument("--fixture")
    a.add_argument("--data", default="see resources/models/MODEL_CARD.md")
    a = a.parse_args()
    if a.fixture:
        fixture(a.fixture)
    os.makedirs(os.path.join(a.resources, "models"), exist_ok=True)
    os.makedirs(os.path.join(a.resources, "plug"), exist_ok=True)
    model, encoder = os.path.join(a.resources, "models", "idiolect-nano.gguf"), os.path.join(a.resources, "encoder")
    if os.path.exists(os.path.join(a.work, "nano.npz")):
        nano_to_gguf(os.path.join(a.work, "nano.npz"), model)
    made = os.path.join(a.work, "encoder")  # what the plug was trained with, byte for byte
    if os.path.exists(os.path.join(a.work, "encoder.pt")):
        if not os.path.exists(os.path.join(made, "onnx", "model_quantized.onnx")):
            encoder_to_onnx(os.path.join(a.work, "encoder.pt"), made)
        shutil.copytree(made, encoder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("model.onnx"))
    quantized = os.path.join(encoder, "onnx", "model_quantized.onnx")
    if os.path.exists(os.path.join(a.work, "plug.npz")):
        plug_to_safetensors(a.work, os.path.join(a.work, "plug.npz"), os.path.join(a.resources, "plug", "idiolect-nano.safetensors"), model, quantized, "idiolect-style", a.data)


if __name__ == "__main__":
    main()
