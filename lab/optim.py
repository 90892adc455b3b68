"""Muon for the matrices inside the blocks (github.com/KellerJordan/Muon), AdamW for embeddings, the output layer and norms."""

import torch


def orthogonal(g: torch.Tensor) -> torch.Tensor:
    """Newton-Schulz iteration towards the nearest semi-orthogonal matrix; g (N, a, b), all at once, in bfloat16."""
    x = g.bfloat16()
    tall = x.size(-2) > x.size(-1)
    if tall:
        x = x.mT
    x = x / (x.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    for _ in range(5):
        a = x @ x.mT
        x = 3.4445 * x + (-4.7750 * a + 2.0315 * a @ a) @ x
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    def __init__(self, params, lr=0.02, momentum=0.95, weight_decay=0.0):
        super().__init__(params, dict(lr=lr, momentum=momentum, weight_decay=weight_decay))

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            shapes = {}
            for p in group["params"]:
                if p.grad is not None:
                    shapes.setdefault(p.shape, []).append(p)
            for ps in shapes.values():
                for p in ps:
                    if "m" not in self.state[p]:
                        self.state[p]["m"] = torch.zeros_like(p)
                ms, gs = [self.state[p]["m"] for p in ps], [p.grad for p in ps]
                torch._foreach_lerp_(ms, gs, 1 - group["momentum"])
                update = orthogonal(torch.stack(torch._foreach_lerp(gs, ms, group["momentum"])))
                scale = group["lr"] * max(1, ps[0].size(0) / ps[0].size(1)) ** .5
                torch._foreach_mul_(ps, 1 - group["lr"] * group["weight_decay"])
                torch._foreach_add_(ps, list((update * -scale).to(ps[0].dtype).unbind()))


ENDS = {"embed.weight", "head.weight"}


def optimizers(model, muon: bool, lr_matrix=0.02, lr_rest=2e-3, weight_decay=0.01) -> list[torch.optim.Optimizer]:
    matrices = [p for n, p in model.named_parameters() if p.dim() == 2 and n not in ENDS]
    rest = [p for n, p in model.named_parameters() if p.dim() != 2 or n in ENDS]
    adam = dict(betas=(0.9, 0.95), fused=True)
    if muon:
        opts = [Muon(matrices, lr=lr_matrix, weight_decay=weight_decay), torch.optim.AdamW(rest, lr=lr_rest, weight_decay=0.0, **adam)]
    else:
        opts = [torch.optim.AdamW(matrices, lr=lr_rest, weight_decay=0.1, **adam), torch.optim.AdamW(rest, lr=lr_rest, weight_decay=0.0, **adam)]
    for o in opts:
        for g in o.param_groups:
            g["peak"] = g["lr"]
    return opts


def set_lr(opts, factor: float) -> None:
    for o in opts:
        for g in o.param_groups:
            g["lr"] = g["peak"] * factor
