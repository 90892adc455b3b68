import gguf
import numpy as np

from export_lm import q5_1

Q5_1 = gguf.GGMLQuantizationType.Q5_1


def error(x, quantised):
    return float(((x - gguf.dequantize(quantised, Q5_1)) ** 2).mean())


def test_searched_ranges_are_read_by_gguf_and_lie_nearer():
    x = np.random.default_rng(1).normal(size=(9, 576)).astype(np.float32)
    assert q5_1(x).shape == gguf.quantize(x, Q5_1).shape
    assert error(x, q5_1(x)) < 0.98 * error(x, gguf.quantize(x, Q5_1))


def test_a_block_of_one_value_stays():
    x = np.full((2, 64), 0.5, np.float32)
    assert error(x, q5_1(x)) == 0


def test_errors_count_by_importance():
    x = np.random.default_rng(2).normal(size=(40, 576)).astype(np.float32)
    importance = np.where(np.arange(576) % 4 == 0, 100, 1).astype(np.float32)
    weighted = lambda q: float((importance * (x - gguf.dequantize(q, Q5_1)) ** 2).mean())  # noqa: E731
    assert weighted(q5_1(x, importance)) < 0.95 * weighted(q5_1(x))
    assert error(x, q5_1(x)) < error(x, q5_1(x, importance))
