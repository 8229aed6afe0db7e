"""What people write by mail and by text message: a notice, a question to ask back, or nothing of the kind.

`heard.tsv`: need, offer (published), need?, offer?, ? (asked about first), - (a person reads); what was typed;
the words of the notice.
"""

import time
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from parvis.aid.models.notice import MOST_LETTERS
from parvis.aid.reading_words import EITHER, LONGEST, NEED, OFFER, hear
from tests.aid.understanding_corpora import HERE

LINES = [
    line.split("\t") for line in Path(HERE / "heard.tsv").read_text(encoding="utf-8").splitlines() if line
]
HEARD = [(expected, typed.replace("\\n", "\n"), *rest) for expected, typed, *rest in LINES]
PIECES = [
    "je cherche", "je propose", "bonjour", "qqn", "a donner", "j'ai", "merci", "une échelle", "samedi", "?", ".", "\n", ",",
    "qui aurait", "besoin de", "je peux garder", "la salle", "je viens", "non", "\0", "œ", "’", "Jeanne", "1",
]  # fmt: skip


def outcome(typed: str, *names: str) -> str:
    heard = hear(typed, names)
    if heard is None:
        return "-"
    return (heard.direction or "?") + ("" if heard.is_sure or not heard.direction else "?")


def test_the_table_is_large_enough():
    kinds = [line[0] for line in HEARD]
    assert len(kinds) > 130
    assert kinds.count("-") > 60
    assert sum(kind.endswith("?") for kind in kinds) > 12


@pytest.mark.parametrize("line", HEARD, ids=lambda line: line[1][:40])
def test_what_is_written_is_heard(line):
    expected, typed, *words = line
    assert outcome(typed) == expected
    heard = hear(typed)
    assert heard is None or not words or not words[0] or heard.words == words[0]


def test_a_name_below_is_no_part_of_it():
    assert hear("J’ai des noix à donner\njeanne", ["Jeanne"]).words == "des noix à donner"
    assert hear("Je cherche une échelle\n\nJeanne Martin").words == "une échelle"
    assert hear("je recherche\nun vélo").words == "un vélo"
    assert hear("JE CHERCHE") is None
    assert hear("je cherche x" + "x" * MOST_LETTERS) is None
    assert hear("\0je cherche a\0b") is None or hear("\0je cherche abc").words == "abc"


def test_the_sentences_of_every_day_are_never_taken_the_wrong_way_round():
    """Sentences of the other table, written for their kinds: published the right way, asked, or left."""
    lines = (HERE / "sentences.tsv").read_text(encoding="utf-8").splitlines()
    for direction, _kinds, typed in (line.split("\t") for line in lines):
        heard = hear(typed)
        if heard is None or not heard.is_sure:
            continue
        on_a_search = "on cherche" in typed  # « on cherche un quatrième » is filed under what is offered
        assert heard.direction == direction or on_a_search, typed


@given(st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join) | st.text(max_size=LONGEST + 20))
@example("?" * LONGEST)
@example("ﬁ" * 300)
def test_whatever_comes_is_read_or_left(typed):
    heard = hear(typed, ["Jeanne"])
    if heard is None:
        return
    assert heard.direction in {NEED, OFFER, EITHER}
    assert 3 <= len(heard.words) <= MOST_LETTERS
    assert "\0" not in heard.words
    assert "\n" not in heard.words
    assert heard.is_sure <= (heard.direction != EITHER)
    assert hear(typed, ["Jeanne"]) == heard


@given(st.sampled_from([line for line in HEARD if line[0] in {"need", "offer"} and "\n" not in line[1]]))
def test_greetings_capitals_and_accents_change_nothing(line):
    typed = line[1]
    assert outcome(f"  {typed}\n\nBonne journée,\nJeanne", "Jeanne") == line[0]
    assert outcome(typed.replace("é", "e").replace("è", "e").replace("à", "a").replace("’", "'")) == line[0]


@pytest.mark.parametrize(
    "pump",
    ["j ai ", "je cherche ", "a donner ", "bonjour ", "merci ", "qui ", "x", "dame ", "\n", "? ", "jai a "],
)
def test_words_made_to_be_slow_are_read_as_quickly(pump: str):
    begun = time.process_time()
    for _turn in range(10):
        hear((pump * LONGEST)[:LONGEST])
    assert time.process_time() - begun < 3
