"""Idiolect Nano: a llama-architecture language model on one page (RMSNorm, RoPE, SwiGLU, tied embeddings or an output layer of its own)."""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


@dataclass
class NanoConfig:
    vocabulary: int = 12288
    width: int = 512
    layers: int = 10
    heads: int = 8
    feed_forward: int = 1408
    context: int = 2048
    rope_base: float = 10000.0
    eps: float = 1e-5
    tied: bool = True


def rope(length: int, head: int, base: float, device) -> tuple[torch.Tensor, torch.Tensor]:
    """cos and sin, each (T, head / 2)"""
    angle = torch.outer(torch.arange(length, device=device).float(), base ** (-torch.arange(0, head, 2, device=device).float() / head))
    return angle.cos(), angle.sin()


def rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """x (B, T, nh, hs); i and i + hs / 2 turn together, which a CPU does on whole vectors. llama.cpp turns (2i, 2i + 1): export.py reorders the rows of q and k."""
    a, b = x.chunk(2, -1)
    c, s = cos[:, None].to(x.dtype), sin[:, None].to(x.dtype)
    return torch.cat((a * c - b * s, a * s + b * c), -1)


class Block(nn.Module):
    def __init__(self, c: NanoConfig):
        super().__init__()
        self.c = c
        self.attn_norm, self.ffn_norm = nn.RMSNorm(c.width, c.eps), nn.RMSNorm(c.width, c.eps)
        self.q, self.k, self.v, self.o = (nn.Linear(c.width, c.width, bias=False) for _ in range(4))
        self.gate, self.up = nn.Linear(c.width, c.feed_forward, bias=False), nn.Linear(c.width, c.feed_forward, bias=False)
        self.down = nn.Linear(c.feed_forward, c.width, bias=False)

    def forward(self, x, cos, sin):  # x (B, T, C)
        B, T, C = x.shape
        h = self.attn_norm(x)
        q, k, v = (f(h).view(B, T, self.c.heads, -1) for f in (self.q, self.k, self.v))  # (B, T, nh, hs)
        q, k, v = rotate(q, cos, sin).transpose(1, 2), rotate(k, cos, sin).transpose(1, 2), v.transpose(1, 2)
        y = F.scaled_dot_product_attention(q, k, v, is_causal=True)
        x = x + self.o(y.transpose(1, 2).reshape(B, T, C))
        h = self.ffn_norm(x)
        return x + self.down(F.silu(self.gate(h)) * self.up(h))


class Nano(nn.Module):
    def __init__(self, c: NanoConfig):
        super().__init__()
        self.c = c
        self.embed = nn.Embedding(c.vocabulary, c.width)
        self.blocks = nn.ModuleList(Block(c) for _ in range(c.layers))
        self.norm = nn.RMSNorm(c.width, c.eps)
        self.head = None if c.tied else nn.Linear(c.width, c.vocabulary, bias=False)
        for p in self.parameters():
            if p.dim() == 2:
                nn.init.normal_(p, std=0.02)
        for b in self.blocks:
            for w in (b.o.weight, b.down.weight):
                nn.init.normal_(w, std=0.02 / (2 * c.layers) ** .5)

    def trunk(self, x: torch.Tensor) -> torch.Tensor:
        """Input embeddings (B, T, C) -> last hidden states, normalised (B, T, C)"""
        cos, sin = rope(x.shape[1], self.c.width // self.c.heads, self.c.rope_base, x.device)
        for b in self.blocks:
            x = b(x, cos, sin)
        return self.norm(x)

    @property
    def output(self) -> torch.Tensor:
        """The output layer's matrix (V, C)."""
        return self.embed.weight if self.head is None else self.head.weight

    def logits(self, h: torch.Tensor) -> torch.Tensor:
        return h @ self.output.to(h.dtype).T

    def losses(self, h: torch.Tensor, target: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        """Sum over n of weight_n * nll_n, for states h (N, C), targets (N,), weights (N,)"""
        return HeadLoss.apply(h, self.output, target, weight)

    def embedding_norm(self) -> float:
        """Mean L2 norm of the token embeddings (of all pieces, as the program measures it)."""
        return self.embed.weight.float().norm(dim=1).mean().item()


def weighted_softmax(logits: torch.Tensor, weight: torch.Tensor) -> tuple[torch.Tensor, torch.Tensor]:
    """(N, V), (N,) -> weight times the probabilities (N, V) in bfloat16, logarithm of the sum of exponentials (N,) in float32"""
    x = logits.float()
    top = x.amax(-1, keepdim=True)
    total = torch.exp(x - top).sum(-1, keepdim=True)
    return (torch.exp(x - top) * (weight[:, None] / total)).bfloat16(), (top + total.log())[:, 0]


class HeadLoss(torch.autograd.Function):
    """Output layer and cross-entropy in chunks, gradients taken on the way forward: logits for all of a batch are never in memory at once
    (on a CPU their traffic costs more than the products)."""

    CHUNK = 512
    softmax = staticmethod(torch.compile(weighted_softmax, dynamic=False))

    @classmethod
    def forward(cls, ctx, h, matrix, target, weight):
        n, extra = len(h), -len(h) % cls.CHUNK  # whole chunks, so that one compiled kernel does for all; what fills up weighs nothing
        h, target, weight = F.pad(h.bfloat16(), (0, 0, 0, extra)), F.pad(target, (0, extra)), F.pad(weight, (0, extra))
        w = matrix.bfloat16()
        dh = torch.empty_like(h)
        dw = torch.zeros_like(matrix) if ctx.needs_input_grad[1] else None
        total, row = torch.zeros((), device=h.device), torch.arange(cls.CHUNK, device=h.device)
        for s in range(0, n, cls.CHUNK):
            hc, y, wc = h[s:s + cls.CHUNK], target[s:s + cls.CHUNK], weight[s:s + cls.CHUNK]
            logits = hc @ w.T
            p, lse = cls.softmax(logits, wc)
            total += ((lse - logits[row, y].float()) * wc).sum()
            p[row, y] -= wc.to(p.dtype)
            dh[s:s + cls.CHUNK] = p @ w
            if dw is not None:
                dw += p.T @ hc
        ctx.save_for_backward(dh[:n], dw)
        return total

    @staticmethod
    def backward(ctx, g):
        dh, dw = ctx.saved_tensors
        return dh * g.to(dh.dtype), None if dw is None else dw * g, None, None
