"""Several correspondents tap at the same moment, on a real database: nobody is called twice."""

from collections import Counter
from functools import partial

import pytest
from django.db import transaction

from parvis.courier.models import Attempt, Dispatch
from parvis.desk.calling_round import SomebodyCalls, note_answer, take_calls
from parvis.desk.calls import next_free
from parvis.meetings import purposes
from parvis.members.models import JournalEntry
from parvis.members.reaching import Words, reach
from tests.meetings.test_races import at_once
from tests.village import make_member, settle

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
COUPLES, HANDS = 8, 4


@pytest.fixture
def hands(transactional_db, now):
    """Four correspondents, and eight couples to call: sixteen calls, eight numbers."""
    settle(now)
    with transaction.atomic():
        for n in range(COUPLES * 2):
            person = make_member(f"Voisin {n}", now, telephone=f"+3363998{n // 2:04}", needs_calling=True)
            reach(person, purposes.TELLING, Words(title=f"Un mot {n % 2}", body="Un mot."), at=now)
        return [make_member(f"Correspondante {n}", now, role="correspondent") for n in range(HANDS)]


def test_no_person_is_taken_by_two(hands, now):
    def take(by):
        for _tap in range(3):
            take_calls(calls=next_free(by, now, most=3), by=by, at=now)

    at_once([partial(take, by) for by in hands])
    holders = dict(Dispatch.objects.values_list("address").distinct().values_list("address", "claimed_by"))
    assert Dispatch.objects.values("address", "claimed_by").distinct().count() == COUPLES  # one hand a number
    assert None not in holders.values()
    noted = Counter(JournalEntry.objects.filter(subject="desk.calls").values_list("member", flat=True))
    assert set(noted.values()) == {1}
    assert len(noted) == COUPLES * 2


def test_four_who_answer_for_one_call_note_it_once(hands, now):
    calls = list(Dispatch.objects.filter(address="+33639980000"))
    answers = at_once([
        partial(note_answer, calls=calls, answer="told", by=by, at=now) for by in hands
    ])  # fmt: skip
    assert sum(answer for answer in answers if not isinstance(answer, SomebodyCalls)) == 2
    assert Attempt.objects.count() == 2
    assert set(Dispatch.objects.filter(address="+33639980000").values_list("state", flat=True)) == {"sent"}
