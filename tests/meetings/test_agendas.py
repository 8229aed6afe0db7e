"""Agendas follow: every change people must know raises the version of the meeting, and its entry says it."""

from datetime import timedelta

import pytest

from parvis.kit.calendars import CANCELLED
from parvis.meetings.calendar_entries import entries_of, entry_of, uid_of
from parvis.meetings.cancelling import cancel, uncancel
from parvis.meetings.changing import change, change_series
from parvis.meetings.improvising import improvise, leave
from parvis.meetings.models import Meeting
from parvis.meetings.proposing import propose
from tests.village import seat


def version(meeting) -> int:
    return Meeting.objects.get(pk=meeting.pk).version


CHANGES = {
    "title": lambda it: {"title": "Thé du canal"},
    "place": lambda it: {"place": it.hall},
    "room": lambda it: {"room": it.room, "capacity": 12},
    "hour": lambda it: {"begins_at": it.cafe.begins_at + timedelta(hours=1)},
    "end": lambda it: {"ends_at": it.cafe.ends_at + timedelta(hours=1)},
    "words of the place": lambda it: {"where": "Sous le tilleul"},
    "mode": lambda it: {"mode": "hybrid"},
    "link": lambda it: {"link": "https://visio.exemple.fr/a"},
    "presentation": lambda it: {"about": "Autrement"},
    "what to bring": lambda it: {"bring": "Une tasse"},
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_an_agenda_shows_raises_the_version_once(what, village):
    facts = CHANGES[what](village)
    change(meeting=village.cafe, by=village.karim, at=village.now, **facts)
    assert version(village.cafe) == 1
    change(meeting=village.cafe, by=village.karim, at=village.now, **facts)
    assert version(village.cafe) == 1


def test_seats_raise_nothing_but_are_a_change(village):
    later = village.now + timedelta(minutes=1)
    change(meeting=village.cafe, by=village.karim, at=later, capacity=20)
    village.cafe.refresh_from_db()
    assert (village.cafe.version, village.cafe.changed_at) == (0, later)


def test_cancelling_and_taking_it_back_are_two_changes(village):
    cancel(meeting=village.cafe, by=village.karim, at=village.now, reason="La pluie")
    off = Meeting.objects.for_page().get(pk=village.cafe.pk)
    assert (entry_of(off).sequence, entry_of(off).status, entry_of(off).title) == (
        1,
        CANCELLED,
        "ANNULÉ – Café du canal",
    )
    cancel(meeting=village.cafe, by=village.karim, at=village.now)
    assert version(village.cafe) == 1
    uncancel(meeting=village.cafe, by=village.karim, at=village.now)
    uncancel(meeting=village.cafe, by=village.karim, at=village.now)
    assert version(village.cafe) == 2


def test_a_series_that_moves_moves_its_meetings_in_agendas(village):
    now = village.now
    first = propose(title="Yoga", begins_at=now + timedelta(days=1), ends_at=now + timedelta(days=1, hours=1),
                    host=village.karim, at=now, weekly_until_on=(now + timedelta(days=20)).date())  # fmt: skip
    series, names = first.series, {uid_of(it) for it in Meeting.objects.filter(series=first.series)}
    later = now + timedelta(days=1, hours=2)
    change_series(
        series=series, by=village.karim, at=now, begins_at=later, ends_at=later + timedelta(hours=1)
    )
    moved = list(series.meetings.order_by("begins_at"))
    assert {it.version for it in moved} == {1}
    assert {uid_of(it) for it in moved} == names
    change_series(series=series, by=village.karim, at=now, title="Yoga doux")
    assert {it.version for it in series.meetings.all()} == {2}


def test_who_is_here_longer_or_leaves_changes_the_end(village):
    now = village.now
    here = improvise(host=village.jeanne, at=now, until_at=now + timedelta(hours=1), place=village.kiosk)
    improvise(host=village.jeanne, at=now, until_at=now + timedelta(hours=2), place=village.kiosk)
    assert version(here) == 1
    leave(meeting=here, by=village.jeanne, at=now + timedelta(minutes=30))
    assert version(here) == 2


def test_the_name_in_agendas_does_not_hang_on_the_address_of_the_place(village, settings):
    before = uid_of(village.cafe)
    settings.PUBLIC_ADDRESS = "https://parvis.ailleurs.fr"
    assert uid_of(village.cafe) == before
    assert entry_of(village.cafe).url == f"https://parvis.ailleurs.fr/rencontres/{village.cafe.pk}/"
    assert before.endswith(f"@{village.community.uid}")


def test_one_entry_is_made_alike_from_a_row_and_from_a_meeting(village):
    seat(village.jeanne, village.cafe, village.now)
    change(meeting=village.cafe, by=village.karim, at=village.now, room=village.room, capacity=12, about="Un thé\n\nÀ deux",
           bring="Rien", where="au fond")  # fmt: skip
    meeting = Meeting.objects.for_page().get(pk=village.cafe.pk)
    assert list(entries_of(Meeting.objects.filter(pk=meeting.pk))) == [entry_of(meeting)]
    assert entry_of(meeting).where == "Salle des fêtes, Petite salle, au fond, 1 place de la Mairie"


def test_someone_elses_calendar_cannot_take_one_of_our_names(village):
    ours = uid_of(village.cafe)
    village.cafe.uid = f"1-1@{village.community.uid}"
    assert uid_of(village.cafe) == ours
