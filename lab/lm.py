"""A language model of the llama architecture in PyTorch, read from a GGUF and written as one, in the GGUF's own layout
(rotary pairs are neighbours).

The architecture: Touvron et al., arXiv 2302.13971, with grouped queries. Shapes: B sequences, T tokens, D model size,
H heads, hs head size, V vocabulary.
"""

import glob
import hashlib
import re

import gguf
import numpy as np
import torch
import torch.nn.functional as F
from torch import nn

BASE_SHA256 = "b179c9523d0e6a0f98a330c7562b682750a6f8c8c15e5bc70ea373728110db53"  # SmolLM2-135M-Instruct.Q4_1.gguf


# dtype of matrix products: bfloat16 if the CPU has instructions for it; without them it is ten times slower than float32
COMPUTE = (
    torch.bfloat16
    if torch.cuda.is_available() or torch.cpu._is_avx512_bf16_supported() or torch.cpu._is_amx_tile_supported()
    else torch.float32
)


def autocast(device: str = "cpu"):
    """Mixed-precision context of a forward pass."""
    return torch.autocast(device, torch.bfloat16, enabled=COMPUTE == torch.bfloat16)


class Block(nn.Module):
    def __init__(self, d: int, heads: int, kv_heads: int, ff: int, eps: float):
        super().__init__()
        hs = d // heads
        self.heads, self.kv_heads, self.hs, self.eps = heads, kv_heads, hs, eps
        self.attn_norm, self.ffn_norm = nn.Parameter(torch.ones(d)), nn.Parameter(torch.ones(d))
        self.attn_qkv = nn.Linear(d, d + 2 * kv_heads * hs, bias=False)
        self.attn_output = nn.Linear(d, d, bias=False)
        self.ffn_up_gate = nn.Linear(d, 2 * ff, bias=False)
        self.ffn_down = nn.Linear(ff, d, bias=False)

    def forward(self, x, cos, sin, mask):  # (B, T, D)
        b, t, d = x.shape
        q, k, v = self.attn_qkv(F.rms_norm(x, (d,), self.attn_norm.to(x.dtype), self.eps)).split(
            [d, self.kv_heads * self.hs, self.kv_heads * self.hs], -1
        )
        q = rotate(q.view(b, t, self.heads, self.hs), cos, sin).transpose(1, 2)  # (B, H, T, hs)
        k = rotate(k.view(b, t, self.kv_heads, self.hs), cos, sin).transpose(1, 2)
        v = v.view(b, t, self.kv_heads, self.hs).transpose(1, 2)
        groups = self.heads // self.kv_heads
        q, k, v = q.flatten(0, 1), k.repeat_interleave(groups, 1).flatten(0, 1), v.repeat_interleave(groups, 1).flatten(0, 1)
        # written out: the backward pass of PyTorch's fused attention takes 1.5 times as long on CPUs
        scores = torch.baddbmm(mask.expand(b * self.heads, t, t), q, k.transpose(1, 2), alpha=self.hs**-0.5)
        y = (scores.softmax(-1) @ v).view(b, self.heads, t, self.hs)
        x = x + self.attn_output(y.transpose(1, 2).reshape(b, t, d))
        up, gate = self.ffn_up_gate(F.rms_norm(x, (d,), self.ffn_norm.to(x.dtype), self.eps)).chunk(2, -1)
        return x + self.ffn_down(F.silu(gate) * up)


def rotate(x, cos, sin):  # (B, T, H, hs) with cos, sin (T, hs / 2)
    even, odd = x[..., 0::2], x[..., 1::2]
    cos, sin = cos[:, None], sin[:, None]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), -1).flatten(-2)


class Lm(nn.Module):
    def __init__(self, *readers: gguf.GGUFReader):
        """From the parts of one GGUF; the first holds the metadata."""
        super().__init__()
        get = lambda key: readers[0].fields[key].contents()  # noqa: E731
        self.d, layers, heads = get("llama.embedding_length"), get("llama.block_count"), get("llama.attention.head_count")
        kv_heads, ff, eps = (
            get("llama.attention.head_count_kv"),
            get("llama.feed_forward_length"),
            get("llama.attention.layer_norm_rms_epsilon"),
        )
        self.hs, self.base, self.eps = self.d // heads, get("llama.rope.freq_base"), eps
        tensors = {
            t.name: torch.from_numpy(gguf.dequantize(t.data, t.tensor_type).astype(np.float32))
            for reader in readers
            for t in reader.tensors
        }
        self.token_embd = nn.Parameter(tensors["token_embd.weight"].to(torch.get_default_device()))  # (V, D), also the output
        self.blk = nn.ModuleList(Block(self.d, heads, kv_heads, ff, eps) for _ in range(layers))
        self.output_norm = nn.Parameter(tensors["output_norm.weight"].to(torch.get_default_device()))
        for i, block in enumerate(self.blk):
            w = lambda n: tensors[f"blk.{i}.{n}.weight"]  # noqa: B023, E731
            with torch.no_grad():
                block.attn_norm.copy_(w("attn_norm")), block.ffn_norm.copy_(w("ffn_norm"))
                block.attn_qkv.weight.copy_(torch.cat([w("attn_q"), w("attn_k"), w("attn_v")]))
                block.attn_output.weight.copy_(w("attn_output")), block.ffn_down.weight.copy_(w("ffn_down"))
                block.ffn_up_gate.weight.copy_(torch.cat([w("ffn_up"), w("ffn_gate")]))

    def hidden(self, x):
        """Last hidden states (B, T, D) of input rows (B, T, D)."""
        angle = torch.arange(x.shape[1])[:, None] * self.base ** (-torch.arange(0, self.hs, 2) / self.hs)[None]
        cos, sin = angle.cos().to(x.dtype), angle.sin().to(x.dtype)
        mask = torch.full((1, x.shape[1], x.shape[1]), float("-inf")).triu(1).to(x.dtype)
        for block in self.blk:
            x = block(x, cos, sin, mask)
        return F.rms_norm(x, (self.d,), self.output_norm.to(x.dtype), self.eps)

    def loss(self, tokens, where):
        """Cross-entropy in nats of the tokens (B, T) selected by the mask `where` (B, T), with the row index of each."""
        return self.loss_with_rows(tokens, where, None, 0)

    def loss_with_rows(self, tokens, where, rows, slot: int):
        """The same with input rows (B, K, D) inserted before the token at `slot`."""
        x = F.embedding(tokens, self.token_embd).to(COMPUTE)
        if rows is not None:
            none = torch.zeros(len(tokens), rows.shape[1], dtype=tokens.dtype)
            x = torch.cat([x[:, :slot], rows.to(x.dtype), x[:, slot:]], 1)
            tokens, where = (
                torch.cat([tokens[:, :slot], none, tokens[:, slot:]], 1),
                torch.cat([where[:, :slot], none.bool(), where[:, slot:]], 1),
            )
        row, at = where[:, 1:].nonzero(as_tuple=True)
        h = self.hidden(x)[row, at]
        return F.cross_entropy((h @ self.token_embd.to(h.dtype).T).float(), tokens[row, at + 1], reduction="none"), row

    def tensors(self) -> dict[str, np.ndarray]:
        """By their GGUF names, f32."""
        out = {"token_embd.weight": self.token_embd, "output_norm.weight": self.output_norm}
        for i, b in enumerate(self.blk):
            d, kv, ff = self.d, b.kv_heads * b.hs, b.ffn_down.weight.shape[1]
            q, k, v = b.attn_qkv.weight.split([d, kv, kv])
            up, gate = b.ffn_up_gate.weight.split([ff, ff])
            out |= {
                f"blk.{i}.{n}.weight": t
                for n, t in [
                    ("attn_norm", b.attn_norm),
                    ("ffn_norm", b.ffn_norm),
                    ("attn_q", q),
                    ("attn_k", k),
                    ("attn_v", v),
                    ("attn_output", b.attn_output.weight),
                    ("ffn_up", up),
                    ("ffn_gate", gate),
                    ("ffn_down", b.ffn_down.weight),
                ]
            }
        return {n: t.detach().float().cpu().numpy() for n, t in out.items()}


@torch.no_grad()
def importance(model: Lm, data: str, count: int = 120) -> dict[str, np.ndarray]:
    """By name in the model's state, the mean square of each input (columns,) of a matrix, over `count` training sequences of `pairs.ts`."""
    sums = {}

    def add(name, x):
        square = (x.float() ** 2).flatten(0, -2).sum(0)
        sums[name] = square if name not in sums else sums[name] + square

    hooks = [
        module.register_forward_pre_hook(lambda _, args, name=f"{name}.weight": add(name, args[0]))
        for name, module in model.named_modules()
        if isinstance(module, nn.Linear)
    ]
    tokens = np.fromfile(f"{data}/train.tokens.bin", np.uint16)
    lengths = np.fromfile(f"{data}/train.lengths.bin", np.uint32).astype(np.int64)[:count]
    with autocast():
        for end, length in zip(lengths.cumsum(), lengths):
            ids = torch.from_numpy(tokens[end - length : end].astype(np.int64))[None]
            add("token_embd", model.hidden(F.embedding(ids, model.token_embd).to(COMPUTE)))
    for hook in hooks:
        hook.remove()
    return {name: (square / lengths.sum()).cpu().numpy() for name, square in sums.items()}


def state_name(tensor: str) -> str:
    """The name in the model's state of a GGUF tensor, or of the matrix that it is a part of."""
    joined = re.sub(r"ffn_(up|gate)\.", "ffn_up_gate.", re.sub(r"attn_[qkv]\.", "attn_qkv.", tensor))
    return "token_embd" if joined == "token_embd.weight" else joined


def parts(first: str) -> list[str]:
    """The files of a GGUF in parts (`…-00001-of-0000N.gguf`), such as `export_lm.py` writes, in order; or the one file."""
    return sorted(glob.glob(re.sub(r"-00001-of-", "-*-of-", first)))


def load_parts(first: str) -> Lm:
    return Lm(*(gguf.GGUFReader(part) for part in parts(first)))


def load(path: str, sha256: str | None = BASE_SHA256) -> Lm:
    """Loads the model of a GGUF; if `sha256` is given, checks the file's hash."""
    if sha256:
        with open(path, "rb") as f:
            found = hashlib.file_digest(f, "sha256").hexdigest()
        if found != sha256:
            raise SystemExit(f"{path} is not the base model: its SHA-256 is {found}, expected {sha256}.")
    return Lm(gguf.GGUFReader(path))
