"""A clock that stood in the future for an hour, or for years: nothing it wrote waits for those years."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from parvis.console.working import Worker
from parvis.courier.delivering import CLAIM, bring_back, deliver_due
from parvis.courier.models import Dispatch
from parvis.kit import clock, waking
from parvis.kit.models import Schedule
from parvis.kit.scheduling import Job, write_down
from parvis.meetings import jobs
from parvis.meetings.materialising import materialise_series
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.proposing import propose
from parvis.meetings.registering import register
from parvis.members.codes import forget_old_codes, make_code
from parvis.members.contacts import read_contact
from parvis.members.limits import AskedTooOften, check_asking
from parvis.members.signing_in import Attempt, ask_for_code, enter_code, open_link
from tests.village import make_member

YEARS = timedelta(days=14 * 365)
HOURLY = Job("kit.tick", timedelta(hours=1), f"{__name__}.tick")
ticks: list[datetime] = []


def tick(at: datetime) -> None:
    ticks.append(at)


@pytest.fixture
def leapt(monkeypatch):
    """The wall clock has just leapt: it is not to be trusted."""
    monkeypatch.setattr(clock, "is_steady", lambda: False)


class TestJobs:
    def test_a_job_held_in_the_future_is_run_when_the_clock_is_back(self, village, now):
        write_down([HOURLY], now)
        assert Schedule.objects.claim("kit.tick", "x", at=now + YEARS, every=HOURLY.every, lease=HOURLY.lease)
        ticks.clear()
        assert Worker([HOURLY]).run_scheduled(HOURLY, now)

    def test_a_job_planned_in_the_future_is_run_when_the_clock_is_back(self, village, now):
        write_down([HOURLY], now)
        Schedule.objects.update(next_at=now + YEARS)
        ticks.clear()
        Worker([HOURLY], poll_seconds=0.01).keep_time()
        assert len(ticks) == 1

    def test_a_job_held_or_planned_as_it_should_be_is_left_alone(self, village, now):
        write_down([HOURLY], now)
        Schedule.objects.update(next_at=now + timedelta(minutes=59))
        assert not Worker([HOURLY]).run_scheduled(HOURLY, now)

    def test_scheduled_jobs_rest_after_a_leap(self, village, now):
        waking._stopping.clear()
        worker = Worker([HOURLY], poll_seconds=0.01)
        worker.keep_time()
        write_down([HOURLY], now)
        ticks.clear()
        with time_machine.travel(now + timedelta(days=100)):
            worker.keep_time()
            assert ticks == []
            assert not clock.is_steady()
        worker.keep_time()
        assert len(ticks) == 1


class TestMail:
    def written(self, at: datetime, **more) -> Dispatch:
        known = {
            "channel": "mail",
            "purpose": "meetings.kept",
            "message_id": f"<{uuid4()}@exemple.fr>",
            "address": "a@exemple.fr",
            "title": "a",
            "body": "b",
        }
        known |= {"written_at": at, "not_before_at": at}
        return Dispatch.objects.create(**{**known, **more})

    def test_what_was_written_claimed_or_put_off_in_the_future_is_due_again(self, village, now):
        later = now + YEARS
        rows = [
            self.written(later),
            self.written(now, claimed_until_at=later + CLAIM),
            self.written(now, attempts=2, not_before_at=later, claimed_until_at=None),
        ]
        planned = self.written(now, not_before_at=now + timedelta(days=20))
        assert bring_back(now) == 3
        assert bring_back(now) == 0
        due = Dispatch.objects.waiting("mail").unclaimed(now).due(now)
        assert {row.pk for row in due} == {row.pk for row in rows}
        planned.refresh_from_db()
        assert planned.not_before_at == now + timedelta(days=20)

    def test_a_leap_drops_no_reminder(self, village, now, leapt):
        """Seen from the future the meeting is over, and the reminder no longer wanted: it waits instead."""
        row = self.written(now, purpose="meetings.reminder")
        deliver_due(now + YEARS)
        row.refresh_from_db()
        assert row.state == Dispatch.State.WAITING

    def test_after_a_leap_codes_still_leave(self, village, now, leapt, settings, tmp_path):
        settings.DATA = tmp_path
        later = now + YEARS
        ask_for_code(contact=read_contact("jeanne@exemple.fr"), at=later)
        assert deliver_due(later) == 1


class TestCodes:
    def test_a_code_of_the_future_opens_nothing_and_is_forgotten(self, village, now):
        fresh = make_code(address="jeanne@exemple.fr", at=now + YEARS)
        asked = make_code(address="jeanne@exemple.fr", at=now).row
        assert enter_code(asked=asked, digits=fresh.digits, at=now).attempt is not Attempt.RIGHT
        assert open_link(token=fresh.token, at=now) is None
        assert forget_old_codes(at=now) == 1

    def test_codes_asked_in_the_future_lock_nobody_out(self, village, now):
        for _each in range(6):
            make_code(address="jeanne@exemple.fr", at=now + YEARS)
        check_asking("jeanne@exemple.fr", now)
        with pytest.raises(AskedTooOften):
            check_asking("jeanne@exemple.fr", now + YEARS)


class TestSeries:
    def weekly(self, village, now: datetime, begins_at: datetime) -> Meeting:
        return propose(
            title="Chorale", begins_at=begins_at, ends_at=begins_at + timedelta(hours=1), host=village.karim,
            at=now, where="Au bord de l’eau", weekly_until_on=(begins_at + timedelta(days=700)).date(),
        )  # fmt: skip

    def test_a_series_made_far_into_the_future_goes_on_when_the_clock_is_back(self, village, now):
        first = self.weekly(village, now, now + timedelta(days=3))
        materialise_series(first.series, now + timedelta(days=400))
        there = first.series.meetings.count()
        Meeting.objects.filter(series=first.series, begins_at__gt=now + timedelta(days=60)).delete()
        made = materialise_series(first.series, now + timedelta(days=14))
        assert len(made) == 1  # the week that came into sight
        assert first.series.meetings.count() < there

    @pytest.mark.parametrize(
        "night",
        [datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 10, 31, tzinfo=UTC)],
        ids=["spring", "autumn"],
    )
    def test_the_nights_the_hour_changes_leave_the_local_hour(self, village, night):
        """18 h stays 18 h, and a meeting at 2 h 30 in the night is there once."""
        at = night - timedelta(days=20)
        for hour in (2, 18):
            begins = timezone.make_aware(
                night.replace(tzinfo=None, hour=hour, minute=30) - timedelta(days=14)
            )
            series = self.weekly(village, at, begins).series
            materialise_series(series, at + timedelta(days=7))
            local = [
                timezone.localtime(meeting.begins_at) for meeting in series.meetings.order_by("begins_at")
            ]
            days = [one.date() for one in local]
            assert len(set(days)) == len(days)
            assert {one.weekday() for one in local} == {6}
            if hour == 18:
                assert {(one.hour, one.minute) for one in local} == {(18, 30)}

    @pytest.mark.parametrize("night", [datetime(2027, 3, 28, tzinfo=UTC), datetime(2027, 10, 31, tzinfo=UTC)])
    def test_reminders_over_such_a_night_are_neither_doubled_nor_lost(self, village, night):
        begins = night + timedelta(days=1, hours=13)
        village.cafe.__class__.objects.filter(pk=village.cafe.pk).update(
            begins_at=begins,
            ends_at=begins + timedelta(hours=2),
            promotion_stops_at=begins - timedelta(hours=3),
        )
        village.cafe.refresh_from_db()
        people = [make_member(f"Voisine {letter}", night, mail=f"{letter}@exemple.fr") for letter in "abcd"]
        for person in people:
            register(meeting=village.cafe, member=person, at=night - timedelta(days=10))
        hour = night - timedelta(days=4)
        while hour < begins:
            jobs.remind(hour)
            hour += timedelta(minutes=30)
        reminders = Dispatch.objects.filter(purpose="meetings.reminder")
        assert sorted(reminders.values_list("address", flat=True)) == [
            f"{letter}@exemple.fr"
            for letter in "aabbccdd"  # two days before, and the same morning
        ]


def test_a_leap_lapses_no_offer(village, now):
    """The jobs rest; once the clock is right, offers still stand."""
    waking._stopping.clear()
    lapse = Job("meetings.lapse", timedelta(minutes=5), "parvis.meetings.jobs.lapse_due")
    write_down([lapse], now)
    registration = register(meeting=village.cafe, member=village.jeanne, at=now)
    Registration.objects.filter(pk=registration.pk).update(
        state="offered", expires_at=now + timedelta(hours=20)
    )
    clock.of_this_process.look(timezone.now() - timedelta(days=1))
    Worker([lapse], poll_seconds=0.01).keep_time()
    registration.refresh_from_db()
    assert registration.state == "offered"
