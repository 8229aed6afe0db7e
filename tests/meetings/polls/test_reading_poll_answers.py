"""What people write back about dates: the ways they say it, and what must never be guessed."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.meetings.polls.reading_poll_answers import read_answers

DATES = [
    datetime(2026, 11, 24, 18, tzinfo=UTC),  # mardi
    datetime(2026, 11, 24, 20, 30, tzinfo=UTC),
    datetime(2026, 11, 26, 18, tzinfo=UTC),  # jeudi
    datetime(2026, 12, 3, 18, tzinfo=UTC),  # jeudi
    datetime(2026, 12, 25, 10, tzinfo=UTC),  # vendredi
]
YES, MAYBE, NO = "yes", "maybe", "no"


def read(text):
    return {index + 1: says for index, says in read_answers(text, DATES).said.items()}


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("1 oui, 2 non, 3 si besoin", {1: YES, 2: NO, 3: MAYBE}),
        ("1: oui\n2: non\n3: peut-être", {1: YES, 2: NO, 3: MAYBE}),
        ("1=OUI 2=NON", {1: YES, 2: NO}),
        ("mardi oui, jeudi si besoin", {1: YES, 2: YES, 3: MAYBE, 4: MAYBE}),
        ("Mardi 24 à 18h : oui. Jeudi 26 novembre : non.", {1: YES, 3: NO}),
        ("oui 1, 3", {1: YES, 3: YES}),
        ("oui pour 1 et 3, non pour 2", {1: YES, 3: YES, 2: NO}),
        ("1, 3 oui", {1: YES, 3: YES}),
        ("je ne peux pas le 3 décembre, oui le 25/12", {4: NO, 5: YES}),
        ("24 à 20h30 d’accord", {2: YES}),
        ("tous oui sauf 2", {1: YES, 2: NO, 3: YES, 4: YES, 5: YES}),
        ("oui sauf jeudi", {1: YES, 2: YES, 3: NO, 4: NO, 5: YES}),
        ("1 oui, les autres non", {1: YES, 2: NO, 3: NO, 4: NO, 5: NO}),
        ("aucune", {1: NO, 2: NO, 3: NO, 4: NO, 5: NO}),
        ("pas le 2", {2: NO}),
        ("Je suis libre le 3", {4: YES}),
        ("1 à la rigueur", {1: MAYBE}),
        ("oui à tout", dict.fromkeys(range(1, 6), YES)),
        ("1 oui\n\nLe lun. 23 nov. 2026 à 10:00, Parvis <r@exemple.fr> a écrit :\n> 2 non", {1: YES}),
        ("Bonjour, merci pour la soupe, à bientôt !", {}),
        ("oui", {}),  # to which?
        ("samedi oui", {}),
        ("7 oui", {}),
        ("1 oui, 1 non", {}),  # both: nobody guesses
        ("", {}),
    ],
)
def test_people_answer_as_they_talk(text, said):
    assert read(text) == said


def test_what_is_doubtful_is_said_to_be():
    assert read_answers("1 oui, samedi non", DATES).left_out == ["samedi non"]
    assert not read_answers("1 oui, 1 non", DATES).is_clear
    assert read_answers("1 oui", DATES).is_clear


def test_alone_a_date_needs_no_name():
    assert read_answers("oui volontiers", DATES[:1]).said == {0: YES}
    assert read_answers("désolée, je ne peux pas", DATES[:1]).said == {0: NO}


def test_years_and_telephone_numbers_are_no_dates():
    assert read("appelez-moi au 06 39 98 12 34") == {}
    assert read("en 2026") == {}


_SAYS = {
    YES: ["oui", "OK", "d'accord", "je viens"],
    MAYBE: ["si besoin", "peut-être"],
    NO: ["non", "pas possible"],
}
_WEEKDAYS = ["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"]
_MONTHS = [
    "x",
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


def _names(index, date):
    return [
        str(index + 1),
        f"{_WEEKDAYS[date.weekday()]} {date.day} {_MONTHS[date.month]} à {date.hour} h {date.minute:02}",
        f"le {date.day}/{date.month} {date.hour}h{date.minute:02}",
    ]


@given(st.data())
def test_whatever_is_said_of_dates_is_read_back(data):
    hours = data.draw(st.lists(st.integers(0, 24 * 40), min_size=1, max_size=20, unique=True))
    dates = sorted(datetime(2026, 11, 1, 8, tzinfo=UTC) + timedelta(hours=number) for number in hours)
    wanted = data.draw(
        st.dictionaries(st.integers(0, len(dates) - 1), st.sampled_from([YES, MAYBE, NO]), min_size=1)
    )
    between = data.draw(st.sampled_from([", ", "\n", " ; ", ". "]))
    is_first = data.draw(st.booleans())
    parts = []
    for index, says in wanted.items():
        name = data.draw(st.sampled_from(_names(index, dates[index])))
        words = data.draw(st.sampled_from(_SAYS[says]))
        parts.append(f"{words} {name}" if is_first else f"{name} : {words}")
    found = read_answers(between.join(parts), dates)
    assert found.said == wanted
    assert found.is_clear


@given(st.text(max_size=300))
def test_any_text_is_read_without_harm_and_names_no_date_that_is_not_there(text):
    found = read_answers(text, DATES)
    assert set(found.said) <= set(range(len(DATES)))
    assert set(found.said.values()) <= {YES, MAYBE, NO}


@given(st.text(alphabet="123oui nsbep,;.\n-àlesur", max_size=80))
def test_what_looks_like_answers_is_never_read_both_ways(text):
    assert read_answers(text, DATES).said == read_answers(text.upper(), DATES).said


def test_a_long_reply_is_read_quickly():
    assert read_answers("1 oui, " * 200_000, DATES).said == {0: YES}
