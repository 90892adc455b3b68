"""The persona plug (PPlug, arXiv 2409.11901, eq. 1-6, with K vectors and a learned temperature). Shapes: docs/formats.md."""

import torch
import torch.nn as nn
import torch.nn.functional as F

KINDS = ["email", "reply", "subject", "headline", "continue"]


class Plug(nn.Module):
    def __init__(self, encoder_size: int, width: int, norm: float, k: int, n_instruction: int = 4, hidden: int = 384):
        super().__init__()
        self.k, self.n, self.norm = k, n_instruction, norm
        self.inner, self.outer = nn.Linear(encoder_size, hidden), nn.Linear(hidden, k * width)
        # input vectors have norm 1: pre-activations start with standard deviation 1.5, persona vectors near the embedding norm
        nn.init.normal_(self.inner.weight, std=1.5)
        nn.init.normal_(self.outer.weight, std=1.3 / (width * hidden) ** 0.5)
        self.query = nn.Parameter(torch.eye(encoder_size))
        self.temperature = nn.Parameter(torch.tensor([5.0]))
        # both in units of the embedding norm
        self.instruction = nn.Parameter(torch.randn(len(KINDS), n_instruction, width) / width**0.5)
        self.control = nn.Parameter(torch.randn(len(KINDS), n_instruction, width) / width**0.5)
        self.register_buffer("mean_persona", torch.zeros(k, width))

    @torch.no_grad()
    def spread(self, histories: torch.Tensor) -> None:
        """Initialises the projector so that it distinguishes authors: `histories` (authors, E) are authors' mean vectors, which are close
        together; the first layer starts as random directions of the space in which their differences have deviation 1."""
        centre = histories.mean(0)
        values, directions = torch.linalg.eigh(torch.cov((histories - centre).T))
        whiten = directions * (values + 0.02 * values.max()).rsqrt()  # (E, E)
        self.inner.weight.copy_(torch.randn_like(self.inner.weight) / histories.shape[1] ** 0.5 @ whiten.T)
        self.inner.bias.copy_(-self.inner.weight @ centre)
        self.outer.weight.normal_(std=0.4 / (self.outer.weight.shape[0] / self.k * self.inner.weight.shape[0]) ** 0.5)
        self.outer.bias.zero_()

    def weights(self, brief, history, mask):
        """brief (B, E), history (B, n, E), mask (B, n) -> w (B, n)"""
        q = F.normalize(brief @ self.query.T, dim=-1)
        return (self.temperature * torch.einsum("be,bne->bn", q, history)).masked_fill(~mask, -1e9).softmax(-1)

    def persona(self, brief, history, mask):
        """P (B, K, D), scaled to the model's embedding norm; a row without history gets the mean persona"""
        w = self.weights(brief, history, mask)
        g = torch.einsum("bn,bnh->bh", w, F.gelu(self.inner(history)))
        p = self.norm * self.outer(g).view(len(g), self.k, -1)
        return torch.where(mask.any(1)[:, None, None], p, self.mean_persona)

    def rows(self, kind, brief, history, mask, alpha: float | None = None):
        """[I ; P ; control I] (B, N + K + N, D), as the slots of a batch count them"""
        p = self.persona(brief, history, mask)
        if alpha is not None:
            p = self.mean_persona + alpha * (p - self.mean_persona)
        return torch.cat((self.norm * self.instruction[kind], p, self.norm * self.control[kind]), 1)
