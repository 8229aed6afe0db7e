"""Two at the same moment, on a real database: one exchange, one gift, never a hour with who left."""

from datetime import timedelta

import pytest

from parvis.aid.exchange.agreeing import agree
from parvis.aid.exchange.answering import answer
from parvis.aid.exchange.doing import done
from parvis.aid.exchange.settling import accept, settle
from parvis.aid.exchange.stopping import stop
from parvis.aid.models import Exchange, Gift, NoticeEnd
from parvis.aid.posting import post
from parvis.conversations.models import Handover, Thread
from parvis.courier.models import Dispatch
from parvis.kit.refusals import Refusal
from tests.meetings.test_races import at_once
from tests.village import settle as settle_village

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def village(transactional_db, now):
    return settle_village(now)


def _or_not(act):
    """The act, or that it was refused."""

    def tried():
        try:
            return act()
        except Refusal:
            return None

    return tried


def test_two_taps_answer_once(village, now):
    need = post(author=village.jeanne, direction="need", words="une échelle", at=now)
    at_once([lambda: answer(notice=need, by=village.paul, words="Oui", at=now, once_key="k")] * 3)
    assert Exchange.objects.count() == Thread.objects.count() == 1
    assert Dispatch.objects.filter(person=village.jeanne.pk).count() == 1


def test_two_yeses_and_a_withdrawal_at_once(village, now):
    need = post(author=village.jeanne, direction="need", words="une échelle", at=now)
    begun = answer(notice=need, by=village.paul, words="Oui", at=now)
    settle(exchange=begun, by=village.paul, begins_at=now + timedelta(days=2), where="Au pont", at=now)
    at_once([
        _or_not(lambda: accept(exchange=begun, by=village.jeanne, at=now)),
        _or_not(lambda: agree(exchange=begun, by=village.jeanne, at=now)),
        _or_not(lambda: stop(exchange=begun, by=village.paul, at=now)),
        _or_not(lambda: accept(exchange=begun, by=village.jeanne, at=now)),
    ])  # fmt: skip
    assert Exchange.objects.get().has_ended, "who left is not waited for"
    assert not Handover.objects.exists()
    assert Dispatch.objects.filter(purpose="aid.stopped", person=village.jeanne.pk).count() == 1


def test_done_twice_and_by_both_is_one_gift(village, now):
    need = post(author=village.jeanne, direction="need", words="une échelle", at=now)
    begun = answer(notice=need, by=village.paul, words="Oui", at=now)
    agree(exchange=begun, by=village.jeanne, at=now)
    at_once([
        _or_not(lambda person=person: done(exchange=begun, by=person, at=now))
        for person in (village.jeanne, village.paul, village.jeanne, village.paul)
    ])  # fmt: skip
    assert Gift.objects.count() == NoticeEnd.objects.count() == 1
    assert Dispatch.objects.filter(purpose="aid.thanks").count() == 1
