import numpy as np

from recite import N, grams, runs, words


def test_runs_of_known_words():
    known = np.unique(grams(words("The quick brown fox jumps over the lazy dog, and then it sleeps all day.")))
    assert runs(words("he said: the QUICK brown fox jumps over the lazy cat"), known) == [(2, 8)]
    assert runs(words("nothing of the kind stands there at all"), known) == []


def test_a_text_shorter_than_a_gram_has_none():
    assert len(grams(["too", "short"])) == 0 and len(grams(["w"] * N)) == 1
