"""The style encoder: a small pre-norm transformer (RoPE, GeGLU), mean-pooled and L2-normalised, trained contrastively to bring texts by
one author together across topics."""

from dataclasses import dataclass

import torch
import torch.nn as nn
import torch.nn.functional as F


ENCODER_TOKENS = 160  # longest text that is read


@dataclass
class EncoderConfig:
    vocabulary: int = 12288
    size: int = 384
    layers: int = 4
    heads: int = 6
    feed_forward: int = 1024
    eps: float = 1e-6


def _rotate_half(x, cos, sin):  # x (B, nh, T, hs)
    a, b = x.chunk(2, -1)
    return x * cos + torch.cat((-b, a), -1) * sin


class Layer(nn.Module):
    def __init__(self, c: EncoderConfig):
        super().__init__()
        self.heads = c.heads
        self.norm1, self.norm2 = nn.LayerNorm(c.size, c.eps), nn.LayerNorm(c.size, c.eps)
        self.qkv, self.o = nn.Linear(c.size, 3 * c.size, bias=False), nn.Linear(c.size, c.size, bias=False)
        self.up, self.down = nn.Linear(c.size, 2 * c.feed_forward, bias=False), nn.Linear(c.feed_forward, c.size, bias=False)

    def forward(self, x, bias, cos, sin):  # x (B, T, C), bias (B, 1, 1, T): 0 or very negative
        B, T, C = x.shape
        q, k, v = self.qkv(self.norm1(x)).view(B, T, 3, self.heads, -1).permute(2, 0, 3, 1, 4)  # (B, nh, T, hs)
        q, k = _rotate_half(q, cos, sin), _rotate_half(k, cos, sin)
        if torch.onnx.is_in_onnx_export():
            y = ((q @ k.transpose(-1, -2)) * (C // self.heads) ** -.5 + bias).softmax(-1) @ v
        else:
            y = F.scaled_dot_product_attention(q.to(v.dtype), k.to(v.dtype), v, attn_mask=bias.to(v.dtype))
        x = x + self.o(y.transpose(1, 2).reshape(B, T, C))
        a, g = self.up(self.norm2(x)).chunk(2, -1)
        return x + self.down(F.gelu(a) * g)


class Encoder(nn.Module):
    def __init__(self, c: EncoderConfig):
        super().__init__()
        self.c = c
        self.embed = nn.Embedding(c.vocabulary, c.size)
        self.layers = nn.ModuleList(Layer(c) for _ in range(c.layers))
        self.norm = nn.LayerNorm(c.size, c.eps)
        self.register_buffer("whitening", torch.eye(c.size))  # set once, after the training
        for p in self.parameters():
            if p.dim() == 2:
                nn.init.normal_(p, std=0.02)

    def forward(self, input_ids, attention_mask):
        """(B, T), (B, T) -> last hidden states (B, T, C)"""
        head = self.c.size // self.c.heads
        angle = torch.arange(input_ids.shape[1], device=input_ids.device).float()[:, None] * (
            10000.0 ** (-torch.arange(0, head, 2, device=input_ids.device).float() / head))[None]
        angle = torch.cat((angle, angle), -1)
        bias = (1.0 - attention_mask[:, None, None, :].float()) * -30000.0
        x = self.embed(input_ids)
        for layer in self.layers:
            x = layer(x, bias, angle.cos(), angle.sin())
        return self.norm(x) @ self.whitening

    @torch.no_grad()
    def whiten(self, within: torch.Tensor, floor: float = 0.02) -> None:
        """Within-class covariance normalization (Hatch et al. 2006): what differs between texts by one author counts for less. `within` (C, C): the
        mean covariance of an author's vectors about their mean. Linear, so it commutes with the mean over tokens."""
        values, directions = torch.linalg.eigh(within)
        self.whitening.copy_(self.whitening @ directions * (values + floor * values.mean()).rsqrt() * values.mean().sqrt())

    def vectors(self, input_ids, attention_mask):
        """(B, C): mean over the tokens, L2-normalised"""
        h = self(input_ids, attention_mask).float()
        m = attention_mask[..., None].float()
        return F.normalize((h * m).sum(1) / m.sum(1).clamp(min=1), dim=-1)


def contrastive_loss(v: torch.Tensor, author: torch.Tensor, temperature: float = 0.06) -> torch.Tensor:
    """Supervised contrastive loss (arXiv 2004.11362, L_out): v (B, C) normalised, author (B,)"""
    sim = v @ v.T / temperature
    same = author[:, None] == author[None]
    self_ = torch.eye(len(v), dtype=torch.bool, device=v.device)
    sim = sim.masked_fill(self_, -1e9)
    log_p = sim - sim.logsumexp(1, keepdim=True)
    positive = same & ~self_
    n = positive.sum(1)
    return -((log_p * positive).sum(1)[n > 0] / n[n > 0]).mean()
