"""Several people of one visit, and several visits, at the same moment: one choice, and never half of a group."""

from datetime import timedelta

import pytest

from parvis.covisits import choosing, leaving, visiting
from parvis.covisits.choosing import Coming
from parvis.covisits.models import Choice, CoVisit, Visitor
from parvis.covisits.refusals import NoNinth
from parvis.members.contacts import read_contact
from tests.covisits.company import begin
from tests.meetings.test_races import at_once
from tests.village import make_meeting, settle

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village(transactional_db, now):
    """The standing cast, committed: every thread sees it."""
    return settle(now)


def test_two_decisions_at_once_give_one(village, now):
    one, other = begin(village.jeanne, now, "Rosa")
    garden = make_meeting("Jardin", now + timedelta(days=3), host=village.karim)
    made = at_once([
        lambda: choosing.propose(visitor=one, meeting=village.cafe, at=now),
        lambda: choosing.propose(visitor=other, meeting=garden, at=now),
    ])  # fmt: skip
    assert len({choice.pk for choice in made}) == 1
    assert Choice.objects.count() == 1


def test_of_ten_who_join_at_once_seven_come_in(village, now):
    (first,) = begin(None, now)
    came = at_once([
        lambda name=name: visiting.join(co_visit=first.co_visit, first_name=name, member=None, at=now)
        for name in "ABCDEFGHIJ"
    ])  # fmt: skip
    assert sum(isinstance(one, NoNinth) for one in came) == 3
    assert sorted(Visitor.objects.values_list("number", flat=True)) == list(range(1, 9))


def test_two_visits_that_want_the_last_seats_are_registered_whole_or_not_at_all(village, now):
    meeting = make_meeting("Atelier", now + timedelta(days=3), host=village.karim, capacity=3)
    last = []
    for number in range(2):
        pair = begin(None, now, "B")
        choice = choosing.propose(visitor=pair[0], meeting=meeting, at=now)
        for letter, visitor in zip("AB", pair, strict=True):
            contact = read_contact(f"{letter}{number}@exemple.fr")
            coming = Coming(name=f"{letter}{number} Test", contact=contact)
            last.append((visitor, choice, coming))
    at_once([
        lambda it=it: choosing.answer(visitor=it[0], choice=it[1], coming=it[2], at=now) for it in last
    ])  # fmt: skip
    assert sorted(Choice.objects.values_list("state", flat=True)) == ["done", "lacking"]
    assert meeting.registrations.count() == 2
    assert {row.member.name[1] for row in meeting.registrations.select_related("member")} in ({"0"}, {"1"})


def test_two_who_sign_out_everywhere_of_the_same_visits_wait_for_nobody(village, now):
    """Each came to them in another order; in each a choice waits for the two of them alone."""
    visits = [begin(None, now, "Rosa")[0] for _one in range(2)]
    for person, order in ((village.jeanne, visits), (village.paul, visits[::-1])):
        for visit in order:
            visiting.join(co_visit=visit.co_visit, first_name="", member=person, at=now)
    at_once([lambda who=who: leaving.leave_all(member=who, at=now) for who in (village.jeanne, village.paul)])
    assert not Visitor.objects.here().filter(member__isnull=False).exists()


def test_visits_that_begin_at_once_have_digits_of_their_own(village, now):
    at_once([lambda: visiting.begin(member=None, at=now) for _one in range(8)])
    codes = list(CoVisit.objects.values_list("code", flat=True))
    assert len(set(codes)) == 8
