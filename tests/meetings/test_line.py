"""Whatever people do, in whatever order: nobody is sold a seat that is not there, nobody overtakes."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from parvis.community.models import Community
from parvis.kit.refusals import Refusal
from parvis.meetings.cancelling import cancel, uncancel
from parvis.meetings.changing import change
from parvis.meetings.jobs import lapse_due, open_kept_seats
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.promoting import accept, decline
from parvis.meetings.registering import change_party, register, withdraw
from parvis.members.models import Member
from tests.village import make_meeting, make_member

State = Registration.State
START = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
WHO = st.integers(0, 7)
PARTY = st.sampled_from([1, 1, 1, 2, 3, 4])


class Line(RuleBasedStateMachine):
    """One meeting, eight people who come, wait, accept, decline, leave; a host who changes seats."""

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        Community.objects.get_or_create(pk=1, defaults={"name": "Les Voisins du Canal"})
        self.now = START
        self.people = [make_member(f"Voisin {n}", START, telephone=f"+3363998{n:04}") for n in range(8)]
        self.host: Member = self.people[0]
        self.meeting = make_meeting(
            "Bal", START + timedelta(days=60), host=self.host, capacity=6, telephone_seats=2
        )
        self.held: set[int] = set()  # registrations that held seats when the promises were last checked

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    def _of(self, who: int) -> Registration | None:
        return (
            Registration.objects.filter(meeting=self.meeting, member=self.people[who]).order_by("-pk").first()
        )

    def _try(self, act, **said):
        """Acts may refuse; then nothing may have changed."""
        before = self._rows()
        try:
            with transaction.atomic():
                act(**said)
        except Refusal:
            assert self._rows() == before

    def _rows(self):
        rows = Registration.objects.filter(meeting=self.meeting).order_by("pk")
        seats = Meeting.objects.values_list("seats_taken", "telephone_taken", "capacity").get(
            pk=self.meeting.pk
        )
        return seats, list(rows.values_list("pk", "state", "party", "on_telephone_seats"))

    @rule(who=WHO, party=PARTY, channel=st.sampled_from(["web", "web", "telephone"]))
    def come(self, who, party, channel):
        self._try(
            register, meeting=self.meeting, member=self.people[who], at=self.now, party=party, channel=channel
        )

    @rule(who=WHO)
    def leave(self, who):
        if registration := self._of(who):
            withdraw(registration=registration, at=self.now)

    @rule(who=WHO, party=PARTY)
    def bring(self, who, party):
        if registration := self._of(who):
            self._try(change_party, registration=registration, party=party, at=self.now)

    @rule(who=WHO)
    def say_yes(self, who):
        if registration := self._of(who):
            self._try(accept, registration=registration, at=self.now)

    @rule(who=WHO)
    def say_no(self, who):
        if registration := self._of(who):
            decline(registration=registration, at=self.now)

    @rule(hours=st.integers(1, 60))
    def time_passes(self, hours):
        self.now = min(self.now + timedelta(hours=hours), START + timedelta(days=50))
        open_kept_seats(self.now)
        lapse_due(self.now)

    @rule(hours=st.integers(0, 30))
    def other_hour_of_kept_seats(self, hours):
        """Zero: it is come, and whoever acts next finds the seats open, before any job did it."""
        until_at = self.now + timedelta(hours=hours)
        Meeting.objects.filter(pk=self.meeting.pk).update(telephone_seats_until_at=until_at)

    @rule(capacity=st.one_of(st.none(), st.integers(1, 9)))
    def other_capacity(self, capacity):
        self._try(change, meeting=self.meeting, by=self.host, at=self.now, capacity=capacity)

    @rule(kept=st.integers(0, 4))
    def other_kept_seats(self, kept):
        self._try(change, meeting=self.meeting, by=self.host, at=self.now, telephone_seats=kept)

    @rule()
    def storm(self):
        cancel(meeting=self.meeting, by=self.host, at=self.now)
        lapse_due(self.now)
        uncancel(meeting=self.meeting, by=self.host, at=self.now)

    @invariant()
    def seats_are_counted_right(self):
        meeting = Meeting.objects.get(pk=self.meeting.pk)
        held = [row for row in meeting.registrations.all() if row.holds_seats]
        assert meeting.seats_taken == sum(row.party for row in held)
        assert meeting.telephone_taken == sum(row.on_telephone_seats for row in held)
        assert not [
            row for row in meeting.registrations.all() if not row.holds_seats and row.on_telephone_seats
        ]
        assert all(row.channel == "telephone" for row in held if row.on_telephone_seats)
        if meeting.capacity is not None:
            assert meeting.seats_taken <= meeting.capacity
            web = meeting.seats_taken - meeting.telephone_taken
            assert web <= meeting.capacity - meeting.telephone_seats

    @invariant()
    def nobody_sits_while_somebody_before_them_could(self):
        """The first in line does not fit in what is free (else it would have been offered)."""
        meeting = Meeting.objects.get(pk=self.meeting.pk)
        first = meeting.registrations.waiting().first()
        if first is not None and meeting.capacity is not None:
            assert first.party > (meeting.free_seats(first.channel) or 0)
        assert first is None or meeting.capacity is not None

    @invariant()
    def nobody_overtakes(self):
        """Whoever just got an open seat came before all who still wait; kept seats pass over the web only."""
        rows = list(Registration.objects.live().filter(meeting=self.meeting).order_by("pk"))
        just_held = [row for row in rows if row.holds_seats and row.pk not in self.held]
        self.held = {row.pk for row in rows if row.holds_seats}
        for waiting in (row for row in rows if row.state == State.WAITING):
            later = [row for row in just_held if row.pk > waiting.pk]
            assert all(row.on_telephone_seats == row.party and waiting.channel == "web" for row in later)

    @invariant()
    def offers_have_an_hour_and_nothing_else_does(self):
        for row in Registration.objects.filter(meeting=self.meeting):
            assert (row.expires_at is not None) == (row.state == State.OFFERED)
            assert (row.ended_at is None) == row.is_live


@pytest.mark.django_db
def test_any_sequence_of_acts_keeps_the_promises_of_the_line():
    run_state_machine_as_test(
        Line,
        settings=settings(
            max_examples=12,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


def _walk(machine, dice, steps):
    """Busy weeks: people come twice as often as anything else happens; the promises are checked each time."""
    alone = [machine.leave, machine.say_yes, machine.say_no]
    for _step in range(steps):
        party = dice.choice([1, 1, 1, 2, 3, 4])
        act = dice.randrange(13)
        if act < 4:
            machine.come(dice.randrange(8), party, dice.choice(["web", "web", "telephone"]))
        elif act < 8:
            dice.choice(alone)(dice.randrange(8))
        elif act == 8:
            machine.bring(dice.randrange(8), party)
        elif act == 9:
            machine.time_passes(dice.randrange(1, 60))
        elif act == 10:
            machine.other_capacity(dice.choice([None, 1, 3, 5, 6, 7, 9]))
        elif act == 11:
            machine.other_hour_of_kept_seats(dice.randrange(30))
        else:
            dice.choice([machine.storm, lambda: machine.other_kept_seats(dice.randrange(5))])()
        machine.seats_are_counted_right()
        machine.nobody_sits_while_somebody_before_them_could()
        machine.nobody_overtakes()
        machine.offers_have_an_hour_and_nothing_else_does()


@pytest.mark.django_db
@pytest.mark.parametrize("seed", range(6))
def test_busy_weeks_keep_the_promises_of_the_line(seed):
    """Dice reach crowded lines more often than hypothesis, which looks for the shortest story."""
    machine = Line()
    try:
        _walk(machine, random.Random(seed), steps=60)
    finally:
        machine.teardown()
