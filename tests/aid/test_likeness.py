"""Which notices are shown as alike: pairs somebody judged. `bin/bench --kinds` prints the figures.

`alike.tsv` helped to choose the words that stand for one another; `alike_unseen.tsv` was judged after, and half
of it was chosen to mislead: sentences that share a word and mean something else.
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.aid.alike import alike
from parvis.aid.likeness import nearness, wanted
from tests.aid.test_notices import ask
from tests.aid.understanding_corpora import likeness_of, pairs
from tests.village import Village


@pytest.mark.parametrize(
    ("name", "least", "precision", "recall"), [("alike", 65, 0.85, 0.95), ("alike_unseen", 25, 0.6, 0.75)]
)
def test_pairs_somebody_judged(name, least, precision, recall):
    judged = pairs(name)
    assert len(judged) >= least
    found = likeness_of(judged)
    assert found.precision >= precision
    assert found.recall >= recall


@given(st.text(max_size=300), st.text(max_size=300))
def test_whatever_is_typed_is_compared(words, others):
    assert 0 <= nearness(words, others) <= sum(wanted(words).values())


def test_the_index_adds_up_the_same(village: Village):
    """What the pure part says and what the database finds are one."""
    sentences = sorted({other for _is_alike, _words, other in pairs("alike")})[:24]
    authors = [village.odile, village.henri, village.karim]
    known = {
        ask(village, words, author=authors[place % 3], direction="offer", once_key=str(place)).pk: words
        for place, words in enumerate(sentences)
    }
    for _is_alike, words, _other in pairs("alike")[::4]:
        near = alike(direction="need", words=words, reader=village.lea, now=village.now)
        expected = {pk for pk, other in known.items() if nearness(words, other) >= 2}
        assert {one.pk for one in near.answers} <= expected, words
        assert len(near.answers) == min(3, len(expected)), words


def test_an_ask_meets_an_offer_by_another_word(village: Village):
    ask(village, "réfrigérateur qui marche bien", author=village.odile, direction="offer")
    near = alike(direction="need", words="un frigo", reader=village.lea, now=village.now)
    assert [notice.author for notice in near.answers] == [village.odile]
    ask(village, "ma tondeuse le samedi", author=village.henri, direction="offer")
    mistyped = alike(direction="need", words="une tondeusse", reader=village.lea, now=village.now)
    assert [notice.author for notice in mistyped.answers] == [village.henri]


def test_what_only_looks_alike_is_not_shown(village: Village):
    ask(village, "marche douce le mardi", author=village.odile, direction="offer")
    ask(village, "vous emmener au marché le mardi", author=village.henri, direction="offer")
    for words, near in [
        ("aller au marché", village.henri),
        ("aller au marche", village.henri),
        ("une marche", village.odile),
    ]:
        found = alike(direction="need", words=words, reader=village.lea, now=village.now)
        assert [notice.author for notice in found.answers] == [near], words
