"""What a search finds: all of what holds the words and may be seen, and nothing else."""

from random import Random

import pytest

from parvis.aid.ending import end
from parvis.aid.models import HeldBack, Notice
from parvis.aid.seeking import Asked, seek
from parvis.kit import french
from parvis.kit.searching.matching import wanted
from tests.aid.test_notices import ask
from tests.aid.understanding_corpora import sentences
from tests.village import Village

ODD = [
    "",
    " ",
    "%",
    "_",
    "'",
    '"',
    "\\",
    "\0",
    "ﬁ",
    "é" * 300,
    "1 2 3",
    "*",
    "œuf",
    "-",
    "🙂",
    "a" * 40 + "*",
    "NULL",
    "--",
]


@pytest.fixture
def many(village: Village) -> list[Notice]:
    """Thirty-six notices: some of a secret circle, some held back, some over, some under fifteen."""
    said = [words for words, _kinds in sentences(4)][:36]
    authors = [village.jeanne, village.odile, village.fatou, village.karim]
    made = []
    for place, words in enumerate(said):
        author = authors[place % 4]
        circle = village.council if author == village.fatou and place % 8 == 2 else None
        direction = "offer" if place % 2 else "need"
        made.append(
            ask(village, words, author=author, direction=direction, circle=circle, once_key=str(place))
        )
    HeldBack.objects.get_or_create(
        notice=made[5], defaults={"doubts": [], "held_at": village.now, "look_by_at": village.now}
    )
    end(notice=made[8], why="withdrawn", by=made[8].author, at=village.now)
    return made


def holds(notice: Notice, asked: str) -> bool:
    """By the plain definition: each word stands there, one of its family, or one that begins so."""
    there = french.forms(notice.words) + french.forms(notice.where or "")
    return all(
        any(
            one.family == kin or one.word in (word, kin) or (len(one.word) >= 3 and word.startswith(one.word))
            for word, kin in there
        )
        for one in wanted(asked)
    )


def found(asked: Asked, reader, now) -> set[int]:
    pages = (
        seek(Asked(asked.words, asked.direction, asked.category, page), reader, now) for page in (1, 2, 3)
    )
    return {notice.pk for one in pages for notice in one.notices}


def test_all_that_holds_the_words_and_nothing_one_may_not_see(village: Village, many):
    chance = Random(8)
    vocabulary = sorted({word for notice in many for word in french.words(notice.words) if len(word) > 1})
    readers = [None, village.lea, village.fatou, village.jeanne]
    for turn in range(120):
        reader, direction = readers[turn % 4], ("", "need", "offer")[turn % 3]
        typed = " ".join(chance.choice(vocabulary) for _word in range(chance.choice([1, 1, 2, 3])))
        typed = chance.choice([str.upper, str.title, str])(typed[: chance.choice([3, 5, 60, 60])])
        seen = Notice.objects.visible_to(reader).live(village.now)
        seen = seen.filter(direction=direction) if direction else seen
        expected = {notice.pk for notice in seen.select_related("place") if holds(notice, typed)}
        assert found(Asked(typed, direction), reader, village.now) == expected, (typed, direction, reader)


@pytest.mark.parametrize("typed", ODD)
def test_odd_questions_find_only_what_may_be_seen(village: Village, many, typed):
    seen = set(Notice.objects.visible_to(village.lea).live(village.now).values_list("pk", flat=True))
    assert found(Asked(typed), village.lea, village.now) <= seen
    assert found(Asked(typed, category="nothing known"), village.lea, village.now) == set()


@pytest.mark.parametrize("page", [-5, 0, 10**9])
def test_a_page_nobody_has(village: Village, many, page):
    assert 1 <= seek(Asked("", page=page), village.lea, village.now).number <= 500
