import random

import case_marks


def test_examples():
    for plain, marked in [
        ("the Senate", "the↑ senate"),
        (" Hello", "↑ hello"),
        ("SENATOR LUGAR ANNOUNCES aid", "⇧senator lugar announces⇩ aid"),
        ("the FBI said", "the⇑ fbi said"),
        ("McDonald", "↑mc↑donald"),
        ("I AM A CAT I say", "↑i⇧ am a cat⇩↑ i say"),
        ("ONE\nTWO", "⇑one\n⇑two"),
        ("U.S. NAVY", "↑u.↑s.⇑ navy"),
        ("straße ẞ", "straße ẞ"),
    ]:
        assert case_marks.encode(plain) == marked, (plain, case_marks.encode(plain))
        assert case_marks.decode(marked) == plain


def test_round_trip_on_random_text():
    rng = random.Random(7)
    for _ in range(20000):
        t = "".join(rng.choice("aAbBßİé É.,\n-'2ǅΣ") for _ in range(rng.randrange(24)))
        assert case_marks.decode(case_marks.encode(t)) == t, repr(t)
