"""Many people at the same moment, on a real database: every seat once, every act once."""

import threading
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction

from parvis.chronicle.models import Deed
from parvis.courier.models import Dispatch
from parvis.kit.refusals import Refusal
from parvis.meetings import jobs
from parvis.meetings.cancelling import cancel
from parvis.meetings.improvising import improvise
from parvis.meetings.models import Arrival, Meeting, Registration
from parvis.meetings.promoting import accept
from parvis.meetings.proposing import propose
from parvis.meetings.registering import register, register_newcomer, withdraw
from parvis.meetings.welcoming import welcome_member
from parvis.members.contacts import Contact
from parvis.members.models import Member
from tests.village import make_meeting, make_member, settle

State = Registration.State
pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village(transactional_db, now):
    """The standing cast, committed: every thread sees it."""
    return settle(now)


def at_once(acts: list[Callable[[], Any]]) -> list[Any]:
    """Run all acts at the same moment, each with its own connection; what each gave back or refused."""
    gate, answers = threading.Barrier(len(acts)), [None] * len(acts)

    def run(number: int) -> None:
        gate.wait(timeout=60)
        try:
            answers[number] = acts[number]()
        except Refusal as refusal:
            answers[number] = refusal
        except BaseException as broken:
            answers[number] = broken
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(len(acts))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=240)
    broken = [
        answer for answer in answers if isinstance(answer, Exception) and not isinstance(answer, Refusal)
    ]
    assert not broken, broken[:3]
    return answers


def _people(count, now):
    with transaction.atomic():
        return [make_member(f"Voisin {n}", now, telephone=f"+3363998{n:04}") for n in range(count)]


def _coming(meeting, member, now, **said):
    return lambda: register(meeting=meeting, member=member, at=now, **said)


def _check_seats(meeting):
    meeting.refresh_from_db()
    held = [row for row in meeting.registrations.all() if row.holds_seats]
    assert meeting.seats_taken == sum(row.party for row in held)
    assert meeting.telephone_taken == sum(row.on_telephone_seats for row in held)
    return meeting


def test_two_hundred_people_at_once_for_the_last_seats(village, now):
    """Fifty seats, ten of them kept; every fourth is a family of three; each tap is doubled."""
    meeting = make_meeting(
        "Bal", now + timedelta(days=9), host=village.karim, capacity=50, telephone_seats=10
    )
    people = _people(100, now)
    acts = []
    for number, member in enumerate(people):
        said = {"party": 3 if number % 4 == 0 else 1, "channel": "telephone" if number % 10 == 5 else "web"}
        acts += [_coming(meeting, member, now, **said)] * 2
    at_once(acts)
    _check_seats(meeting)
    rows = list(meeting.registrations.order_by("pk"))
    assert len(rows) == len({row.member_id for row in rows}) == 100
    assert Deed.objects.filter(verb="meetings.registered").count() == 100
    # By order of writing: the seated are a prefix of the line, each pool filled to the last seat that fits.
    web = [row for row in rows if row.channel == "web"]
    first_waiting = next(row.pk for row in web if row.state == State.WAITING)
    assert all(row.state == State.WAITING for row in web if row.pk > first_waiting)
    assert meeting.open_seats_free() < 3
    assert meeting.kept_seats_free() == 0
    assert Counter(row.state for row in rows)[State.OFFERED] == 0


def test_kept_seats_open_once_while_people_register_call_and_leave(village, now):
    """Ten seats, four kept; the job, late web taps, calls and goings all at the hour the kept ones open."""
    meeting = make_meeting("Bal", now + timedelta(days=9), host=village.karim, capacity=10, telephone_seats=4)
    people = _people(24, now)
    seated = [register(meeting=meeting, member=member, at=now) for member in people[:6]]
    called = register(meeting=meeting, member=people[6], at=now, channel="telephone")
    waiting = [register(meeting=meeting, member=member, at=now) for member in people[7:12]]
    later = now + timedelta(hours=3)
    Meeting.objects.filter(pk=meeting.pk).update(telephone_seats_until_at=later)
    acts = [lambda: jobs.open_kept_seats(later)] * 3
    acts += [_coming(meeting, member, later) for member in people[12:18]]
    acts += [_coming(meeting, member, later, channel="telephone") for member in people[18:]]
    acts += [lambda row=row: withdraw(registration=row, at=later) for row in [seated[0], called]]
    at_once(acts)
    _check_seats(meeting)
    assert (meeting.telephone_seats, meeting.telephone_seats_opened, meeting.telephone_taken) == (0, 4, 0)
    assert Deed.objects.filter(verb="meetings.seats_opened").count() == 1
    assert all(Registration.objects.get(pk=row.pk).state == State.OFFERED for row in waiting)
    assert meeting.seats_taken == 10


def test_without_a_waiting_list_the_last_seat_goes_to_exactly_one(village, now):
    meeting = make_meeting("Bal", now + timedelta(days=9), capacity=1, has_waiting_list=False)
    answers = at_once([_coming(meeting, member, now) for member in _people(30, now)])
    assert sum(isinstance(answer, Registration) for answer in answers) == 1
    assert _check_seats(meeting).seats_taken == 1


def test_a_newcomers_form_sent_six_times_at_once_makes_one_person_and_one_seat(village, now):
    contact = Contact("mail", "samir@exemple.fr")
    known = {"meeting": village.cafe, "contact": contact, "at": now, "form_key": "his browser"}
    form = lambda: register_newcomer(name="Samir Benali", **known)  # noqa: E731
    answers = at_once([form] * 6)
    assert len({answer.pk for answer in answers}) == 1
    assert Member.objects.filter(search_name="samir benali").count() == 1
    assert _check_seats(village.cafe).seats_taken == 1


def test_one_contact_cannot_outrun_its_limit(village, now):
    contact = Contact("mail", "famille@exemple.fr")
    names = ["Anna Petit", "Bruno Grand", "Chloé Lefort", "David Haut", "Emma Large", "Farid Court"]
    meetings = [make_meeting(f"Bal {n}", now + timedelta(days=9 + n)) for n in range(6)]
    answers = at_once([
        lambda name=name, meeting=meeting: register_newcomer(meeting=meeting, name=name, contact=contact, at=now)
        for name, meeting in zip(names, meetings, strict=True)
    ])  # fmt: skip
    assert sum(isinstance(answer, Registration) for answer in answers) == 3


def test_leaving_coming_accepting_and_the_clock_at_once_keep_the_count(village, now):
    meeting = make_meeting("Bal", now + timedelta(days=9, hours=9), host=village.karim, capacity=6)
    people = _people(24, now)
    seated = [register(meeting=meeting, member=member, at=now) for member in people[:6]]
    waiting = [register(meeting=meeting, member=member, at=now) for member in people[6:12]]
    withdraw(registration=seated[0], at=now)
    withdraw(registration=seated[1], at=now)
    offered = list(meeting.registrations.offered())
    later = now + timedelta(hours=30)
    acts = [lambda row=row: withdraw(registration=row, at=later) for row in [*seated[2:5], *waiting[4:]]]
    acts += [lambda row=row: accept(registration=row, at=later) for row in offered] * 2
    acts += [lambda: jobs.lapse_due(later)] * 3
    acts += [_coming(meeting, member, later, party=2) for member in people[12:]]
    at_once(acts)
    _check_seats(meeting)
    rows = list(meeting.registrations.live().order_by("pk"))
    line = [row for row in rows if row.state == State.WAITING]
    assert all(row.pk < line[0].pk for row in rows if row.state != State.WAITING)
    assert line[0].party > meeting.free_seats()


def test_someone_who_registers_while_it_is_cancelled_is_told_or_refused(village, now):
    """Nobody is left with a seat at a cancelled meeting and no word about it."""
    people = _people(20, now)
    acts = [_coming(village.cafe, member, now) for member in people]
    acts.insert(10, lambda: cancel(meeting=village.cafe, by=village.karim, at=now))
    at_once(acts)
    seated = set(Registration.objects.live().filter(meeting=village.cafe).values_list("member_id", flat=True))
    told = set(Dispatch.objects.filter(purpose="meetings.cancellation").values_list("person", flat=True))
    assert seated == told


def test_arrivals_tapped_twice_at_once_count_once(village, now):
    at = village.cafe.begins_at
    tap = lambda: welcome_member(meeting=village.cafe, member=village.jeanne, by=village.karim, at=at)  # noqa: E731
    assert len({arrival.pk for arrival in at_once([tap] * 6)}) == 1
    assert Arrival.objects.count() == Deed.objects.filter(verb="meetings.arrived").count() == 1


def test_a_proposal_sent_four_times_at_once_is_one_series(village, now):
    begins_at = now + timedelta(days=3)
    send = lambda: propose(  # noqa: E731
        title="Atelier vélo", begins_at=begins_at, ends_at=begins_at + timedelta(hours=2), host=village.paul,
        at=now, weekly_until_on=(begins_at + timedelta(weeks=20)).date(), once_key="le-même-formulaire",
    )  # fmt: skip
    assert len({meeting.pk for meeting in at_once([send] * 4)}) == 1
    assert Meeting.objects.filter(title="Atelier vélo").count() == 8


def test_the_job_run_by_two_workers_makes_each_meeting_once(village, now):
    begins_at = now + timedelta(days=3)
    propose(
        title="Atelier vélo", begins_at=begins_at, ends_at=begins_at + timedelta(hours=2), host=village.paul,
        at=now, rule="FREQ=WEEKLY",
    )  # fmt: skip
    later = now + timedelta(weeks=5)
    at_once([lambda: jobs.materialise(later)] * 4)
    slots = list(Meeting.objects.filter(title="Atelier vélo").values_list("series_slot_at", flat=True))
    assert len(slots) == len(set(slots)) == 13


def test_i_am_here_tapped_four_times_is_one_meeting(village, now):
    tap = lambda: improvise(host=village.karim, until_at=now + timedelta(hours=2), at=now, where="Kiosque")  # noqa: E731
    assert len({meeting.pk for meeting in at_once([tap] * 4)}) == 1


def test_reminders_written_by_two_workers_go_once(village, now):
    for member in _people(5, now):
        register(meeting=village.cafe, member=member, at=now - timedelta(days=3))
    at_once([lambda: jobs.remind(now + timedelta(hours=5))] * 4)
    assert Dispatch.objects.filter(purpose="meetings.reminder").count() == 5
