"""« La feuille de la semaine »: made once, for those who wished for it, and never against their wish."""

import io
from datetime import timedelta

import pypdf
import pytest
import time_machine

from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import purpose
from parvis.desk.letters.posting_days import choose_day
from parvis.desk.letters.weeks import WEEK, is_due, make_week
from parvis.desk.models import WeekSheet
from parvis.members.consenting import agree, withdraw_all
from tests.village import make_meeting


@pytest.fixture
def wished(village):
    """Odile reads on paper: she said yes, and gave her address."""
    village.odile.contact_points.create(
        kind="post", address="4 rue du Canal, 33000 Vieux-Pont", added_at=village.now
    )
    agree(member=village.odile, purpose=WEEK, sentence="Je reçois la feuille.", at=village.now)
    return village


def test_it_is_made_once_on_the_day_of_the_post_for_who_wished_for_it(wished):
    at = wished.now
    make_meeting("Chorale", at + timedelta(days=7), host=wished.karim, place=wished.hall)
    make_meeting("Surprise", at + timedelta(days=8), visibility="circle", circle=wished.council)
    assert is_due(at)  # Tuesday, ten o'clock
    assert [make_week(at), make_week(at)] == [1, 0]
    assert not is_due(at + timedelta(days=6))
    assert is_due(at + timedelta(days=7))
    letter = Dispatch.objects.get(purpose=WEEK)
    assert (letter.channel, letter.person) == (Channel.LETTER, wished.odile.pk)
    assert "Chorale" in letter.body
    assert "Surprise" not in letter.body
    assert WeekSheet.objects.get().first_on.isoformat() == "2026-11-30"


def test_before_its_hour_or_on_another_day_it_waits(wished):
    assert not is_due(wished.now - timedelta(hours=6)) or WeekSheet.objects.exists()
    choose_day(weekday=4, by=wished.monique, at=wished.now)
    make_week(wished.now)  # last Friday's, which nobody made
    assert WeekSheet.objects.get().first_on.isoformat() == "2026-11-23"
    assert not is_due(wished.now + timedelta(days=2))
    assert is_due(wished.now + timedelta(days=3))


def test_who_takes_the_wish_back_or_moves_away_receives_nothing(wished):
    make_week(wished.now)
    letter = Dispatch.objects.get(purpose=WEEK)
    assert purpose(WEEK).still_wanted(letter, wished.now)
    assert not purpose(WEEK).still_wanted(letter, wished.now + timedelta(days=14))
    withdraw_all(member=wished.odile, purpose=WEEK, at=wished.now)
    assert not purpose(WEEK).still_wanted(letter, wished.now)
    wished.odile.contact_points.all().delete()
    assert make_week(wished.now + timedelta(days=7)) == 0


def test_the_counter_has_its_own_and_a_full_fortnight_takes_two_sides(wished, client_of):
    for number in range(40):
        begins_at = wished.now + timedelta(days=6 + number % 12)
        make_meeting(
            f"Rencontre au titre assez long numéro {number}", begins_at, host=wished.karim, place=wished.hall
        )
    desk = client_of(wished.monique)
    assert desk.get("/permanence/courrier/semaine/").status_code == 302
    make_week(wished.now)
    read = pypdf.PdfReader(io.BytesIO(desk.get("/permanence/courrier/semaine.pdf").content))
    said = " ".join(page.extract_text() for page in read.pages)
    assert len(read.pages) == 2
    assert "Mon nom" in said
    assert "Odile" not in said
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    page = desk.get("/permanence/courrier/semaine/").content.decode()
    assert page.count("Je viens") == 24
    with time_machine.travel(wished.now + timedelta(minutes=1), tick=True):
        assert "Odile Roux" in desk.get("/permanence/courrier/").content.decode()
