"""Rides in the words of a mail or a text message: which day, which way; asked back when it is not clear.

`said.tsv`: offer or seek, seats, place, hour, day, way (back: only home); - (not a ride, or a person reads it).
"""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.courier.models import Received
from parvis.courier.replying import Reply
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.incoming import take_in
from parvis.meetings import answering as meeting_answers
from parvis.rides.models import Car, RideWish
from parvis.rides.reading_words import LONGEST, read
from tests.village import Village, make_meeting, seat

LINES = (Path(__file__).parent / "said.tsv").read_text(encoding="utf-8").splitlines()
JEANNE = "+33639981201"


@pytest.mark.parametrize("line", LINES, ids=lambda line: line[-40:])
def test_what_a_sentence_says(line):
    expected, typed = line.split("\t")
    said = read(typed)
    if said is None:
        assert expected == "-"
        return
    hour = f"{said.hour:%H:%M}" if said.hour else ""
    way = "back" if said.is_back_only else ""
    kind = "offer" if said.is_offer else "seek"
    assert "|".join([kind, str(said.count or ""), said.place_words, hour, said.day_words, way]) == expected


PIECES = [
    "j'ai",
    "2 places",
    "mardi",
    "le 25",
    "depuis",
    "Saint-Martin",
    "au retour",
    "13h30",
    "je cherche",
    "une voiture",
    ",",
]


@given(st.lists(st.sampled_from(PIECES), max_size=14).map(" ".join) | st.text(max_size=LONGEST + 9))
def test_whatever_comes_is_read_or_left(typed):
    said = read(typed)
    assert said is None or len(said.place_words) <= 80


@pytest.fixture
def two(village: Village):
    """Jeanne comes to two meetings of the same week."""
    later = village.cafe.begins_at + timedelta(days=2)
    dinner = make_meeting("Repas de quartier", later, host=village.karim)
    return seat(village.jeanne, village.cafe, village.now), seat(village.jeanne, dinner, village.now)


def texted(village: Village, words: str) -> Received:
    return take_in(Text(key=words, sender=JEANNE, words=words), village.now)


def test_the_day_named_is_the_meeting_meant(village: Village, two):
    day = two[1].meeting.begins_at
    texted(village, f"j'ai 2 places le {day.day} depuis Saint-Martin")
    assert Car.objects.get().meeting == two[1].meeting


def test_two_meetings_and_no_day_one_question(village: Village, two):
    row = texted(village, "je cherche une voiture")
    assert (row.state, row.why) == ("to_read", Received.Why.ASKED_BACK)
    assert not RideWish.objects.exists()
    texted(village, "2")
    assert RideWish.objects.get().meeting == two[1].meeting
    row.refresh_from_db()
    assert (row.state, row.text) == ("done", "")


def test_the_way_home_alone_is_for_a_person(village: Village, two):
    row = texted(village, "je cherche une voiture pour le retour")
    assert row.state == "to_read"
    assert not RideWish.objects.exists()


def test_by_mail_another_day_than_the_meeting_is_for_a_person(village: Village, two):
    def said(words: str) -> bool:
        reply = Reply("meetings.coming", village.cafe.pk, village.jeanne.pk, "jeanne@exemple.fr", words, None)
        return meeting_answers.answer(reply, village.now)

    assert not said(f"j'ai 2 places le {two[1].meeting.begins_at.day} depuis Saint-Martin")
    assert not said("je cherche une voiture pour rentrer")
    assert not Car.objects.exists()
    assert said(f"j'ai 2 places le {village.cafe.begins_at.day} depuis Saint-Martin")
    assert Car.objects.get().meeting == village.cafe
