"""The mean of models."""

import json
from dataclasses import asdict

import numpy as np
import pytest
import torch

import train
from average import average
from nano import Nano, NanoConfig


def saved(path, seed: int, **shape) -> Nano:
    torch.manual_seed(seed)
    lm = Nano(NanoConfig(**dict(width=64, layers=1, heads=2, feed_forward=128) | shape))
    np.savez(path, config=json.dumps(asdict(lm.c)), **train.round_to_q8_0(lm))
    return lm


def test_average_is_the_mean_of_the_weights(tmp_path):
    a, b = saved(tmp_path / "a.npz", 1), saved(tmp_path / "b.npz", 2)
    average([str(tmp_path / "a.npz"), str(tmp_path / "b.npz")], str(tmp_path / "mean.npz"))
    mean = dict(train.load_nano(str(tmp_path / "mean.npz")).named_parameters())
    theirs = dict(b.named_parameters())
    for name, p in a.named_parameters():
        step = p.abs().max() / 127  # q8_0 rounds the mean once more
        assert torch.allclose(mean[name], (p + theirs[name]) / 2, atol=float(step)), name


def test_models_of_different_shapes_have_no_mean(tmp_path):
    saved(tmp_path / "a.npz", 1)
    saved(tmp_path / "b.npz", 1, width=32)
    with pytest.raises(ValueError, match="shapes"):
        average([str(tmp_path / "a.npz"), str(tmp_path / "b.npz")], str(tmp_path / "mean.npz"))
