"""Idiolect Nano: a llama-architecture language model on one page (RMSNorm, interleaved RoPE as llama.cpp's `llama` has it, SwiGLU, tied embeddings)."""

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


def rope(length: int, head: int, base: float, device) -> tuple[torch.Tensor, torch.Tensor]:
    """cos and sin, each (T, head / 2)"""
    angle = torch.outer(torch.arange(length, device=device).float(), base ** (-torch.arange(0, head, 2, device=device).float() / head))
    return angle.cos(), angle.sin()


def rotate(x: torch.Tensor, cos: torch.Tensor, sin: torch.Tensor) -> torch.Tensor:
    """x (B, nh, T, hs); pairs (2i, 2i + 1) turn together"""
    a, b = x[..., 0::2], x[..., 1::2]
    return torch.stack((a * cos - b * sin, a * sin + b * cos), -1).flatten(-2).type_as(x)


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
        q, k, v = (f(h).view(B, T, self.c.heads, -1).transpose(1, 2) for f in (self.q, self.k, self.v))  # (B, nh, T, hs)
        y = F.scaled_dot_product_attention(rotate(q, cos, sin), rotate(k, cos, sin), v, is_causal=True)
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

    def logits(self, h: torch.Tensor) -> torch.Tensor:
        return h @ self.embed.weight.to(h.dtype).T

    def losses(self, h: torch.Tensor, target: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
        """Sum over n of weight_n * nll_n, for states h (N, C), targets (N,), weights (N,)"""
        return HeadLoss.apply(h, self.embed.weight, target, weight)

    def embedding_norm(self) -> float:
        """Mean L2 norm of the token embeddings (of all pieces, as the program measures it)."""
        return self.embed.weight.float().norm(dim=1).mean().item()


class HeadLoss(torch.autograd.Function):
    """Output layer and cross-entropy in chunks, gradients taken on the way forward: logits for all of a batch are never in memory at once
    (on a CPU their traffic costs more than the products)."""

    @staticmethod
    def forward(ctx, h, embedding, target, weight, chunk=512):
        w = embedding.bfloat16()
        dh, dw = torch.empty_like(h, dtype=torch.bfloat16), torch.zeros_like(embedding)
        total = torch.zeros((), device=h.device)
        for s in range(0, len(h), chunk):
            hc, y, wc = h[s:s + chunk].bfloat16(), target[s:s + chunk], weight[s:s + chunk]
            logits = (hc @ w.T).float()
            lse = logits.logsumexp(-1)
            total += ((lse - logits.gather(1, y[:, None])[:, 0]) * wc).sum()
            p = torch.exp(logits - lse[:, None]).mul_(wc[:, None])
            p[torch.arange(len(y), device=h.device), y] -= wc
            p = p.bfloat16()
            dh[s:s + chunk] = p @ w
            dw += p.T @ hc
        ctx.save_for_backward(dh, dw)
        return total

    @staticmethod
    def backward(ctx, g):
        dh, dw = ctx.saved_tensors
        return dh * g.to(dh.dtype), dw * g, None, None, None
