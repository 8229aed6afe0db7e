"""Seats that cannot be taken online: kept until their hour, then everybody's, the waiting list first."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from parvis.chronicle.models import Deed
from parvis.meetings.changing import change
from parvis.meetings.jobs import open_kept_seats, some_seats_are_due
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.proposing import draft_like, propose
from parvis.meetings.registering import register, withdraw
from tests.village import make_meeting, make_member

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def _propose(village, now, **said):
    begins_at = now + 9 * DAY
    known = {"title": "Bal", "begins_at": begins_at, "ends_at": begins_at + timedelta(hours=2), "capacity": 4}
    return propose(host=village.karim, at=now, **{**known, "telephone_seats": 2, **said})


def _eve_at_six(meeting) -> datetime:
    eve = timezone.localtime(meeting.begins_at) - DAY
    return eve.replace(hour=18, minute=0, second=0, microsecond=0)


def test_they_open_the_day_before_at_six_unless_said_otherwise(village, now):
    meeting = _propose(village, now)
    assert meeting.telephone_seats_until_at == _eve_at_six(meeting)
    assert _propose(village, now, title="Thé", kept_until="beginning").telephone_seats_until_at is None
    assert _propose(village, now, title="Jeu", telephone_seats=0).telephone_seats_until_at is None
    change(meeting=meeting, by=village.karim, at=now, begins_at=meeting.begins_at + DAY)
    meeting.refresh_from_db()
    assert meeting.telephone_seats_until_at == _eve_at_six(meeting)


def test_the_meetings_of_a_series_carry_the_rule(village, now):
    first = _propose(village, now, rule="FREQ=WEEKLY", kept_until="two_days")
    for meeting in first.series.meetings.all():
        assert meeting.telephone_seats_until_at == _eve_at_six(meeting) - DAY


def test_an_hour_that_is_past_keeps_the_seats_rather_than_none(village, now):
    begins_at = now + timedelta(hours=5)
    meeting = _propose(village, now, begins_at=begins_at, ends_at=begins_at + timedelta(hours=1))
    assert meeting.telephone_seats_until_at is None


def test_opened_seats_go_to_the_line_first_and_to_everyone_after(village, now):
    meeting = _propose(village, now)
    people = [make_member(f"Voisin {n}", now, telephone=f"+3363998{n:04}") for n in range(6)]
    caller = register(meeting=meeting, member=people[0], at=now, channel="telephone")
    for member in people[1:3]:
        register(meeting=meeting, member=member, at=now)
    waits = register(meeting=meeting, member=people[3], at=now)
    assert waits.state == Registration.State.WAITING
    hour = meeting.telephone_seats_until_at
    assert open_kept_seats(hour - timedelta(minutes=1)) == 0
    assert open_kept_seats(hour) == 1
    assert open_kept_seats(hour) == 0
    waits.refresh_from_db()
    caller.refresh_from_db()
    assert (waits.state, caller.state, caller.on_telephone_seats) == ("offered", "seated", 0)
    meeting.refresh_from_db()
    assert (meeting.telephone_seats, meeting.telephone_seats_opened, meeting.free_seats()) == (0, 2, 0)
    withdraw(registration=caller, at=hour)
    assert register(meeting=meeting, member=people[4], at=hour).state == "seated"
    assert Deed.objects.filter(verb="meetings.seats_opened").count() == 1
    assert draft_like(meeting, now)["telephone_seats"] == 2


def test_whoever_comes_just_after_the_hour_does_not_overtake_the_line(village, now):
    """The job has not run yet: the first who acts opens the seats."""
    meeting = _propose(village, now)
    people = [make_member(f"Voisin {n}", now, telephone=f"+3363998{n:04}") for n in range(6)]
    rows = [register(meeting=meeting, member=member, at=now) for member in people[:5]]
    late = register(meeting=meeting, member=people[5], at=meeting.telephone_seats_until_at)
    states = [Registration.objects.get(pk=row.pk).state for row in rows]
    assert states == ["seated", "seated", "offered", "offered", "waiting"]
    assert late.state == "waiting"


def test_a_cancelled_or_past_meeting_opens_nothing(village, now):
    meeting = _propose(village, now)
    later = meeting.ends_at + DAY
    assert not Meeting.objects.with_kept_seats_due(later).filter(pk=meeting.pk).exists()
    assert not some_seats_are_due()


def test_the_page_says_it_in_public_words(village, now, client_of, anonymous):
    meeting = make_meeting(
        "Bal", now + 9 * DAY, host=village.karim, capacity=4, telephone_seats=2,
        telephone_seats_until_at=datetime(2026, 12, 2, 17, 0, tzinfo=now.tzinfo),
    )  # fmt: skip
    address = f"/rencontres/{meeting.pk}/"
    page = anonymous.get(address).content.decode().replace("\u00a0", " ")
    assert "2 places sont gardées pour les personnes qui téléphonent, jusqu’au mercredi 2 décembre" in page
    assert "Ensuite, elles s’ouvrent à tous." in page
    for number in range(2):
        register(
            meeting=meeting, member=make_member(f"V {number}", now, telephone=f"+3363998{number:04}"), at=now
        )
    page = anonymous.get(address).content.decode().replace("\u00a0", " ")
    assert "Toutes les places que l’on prend en ligne sont prises." in page
    assert "Une place reste libre pour qui appelle" in page
    assert "tel:" in page
    meeting.refresh_from_db()
    open_kept_seats(meeting.telephone_seats_until_at)
    assert "gardées" not in anonymous.get(address).content.decode()
    assert "se sont ouvertes à tous" in client_of(village.karim).get(f"{address}organiser/").content.decode()
