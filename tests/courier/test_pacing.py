"""So many a minute to one domain, fewer when its servers have enough; the other domains do not feel it."""

from datetime import timedelta

import pytest

from parvis.courier import pacing
from parvis.courier.delivering import deliver_due
from parvis.courier.models import Dispatch
from tests.meetings.test_races import at_once

pytestmark = pytest.mark.django_db
State = Dispatch.State
MINUTE = timedelta(minutes=1)


def sent_to(mailbox):
    return [envelope.rcpt_tos[0] for envelope in mailbox.received]


def test_what_exceeds_the_pace_leaves_in_the_next_minutes_once(write, mailbox, settings, now):
    settings.MAIL_PACE = 3
    for number in range(8):
        write(address=f"voisin{number}@un.exemple.fr")
    write(address="henri@deux.exemple.fr")
    assert deliver_due(now) == 4
    assert "henri@deux.exemple.fr" in sent_to(mailbox)
    waiting = Dispatch.objects.filter(state=State.WAITING)
    assert set(waiting.values_list("attempts", "claimed_until_at")) == {(0, None)}
    assert [deliver_due(now + MINUTE * minute) for minute in (0, 1, 2, 3)] == [0, 3, 2, 0]
    assert sorted(sent_to(mailbox)) == sorted({row.address for row in Dispatch.objects.all()})


def test_a_domain_that_has_enough_is_left_alone_and_others_are_not(write, mailbox, now):
    rows = [write(address=f"voisin{number}@un.exemple.fr") for number in range(6)]
    write(address="henri@deux.exemple.fr")
    mailbox.answers["voisin0@un.exemple.fr"] = ["421 too many messages"]
    assert deliver_due(now) == 1
    assert sent_to(mailbox) == ["henri@deux.exemple.fr"]
    assert deliver_due(now + MINUTE / 2) == 0
    assert deliver_due(now + MINUTE + timedelta(seconds=5)) == 6
    assert {row.attempts for row in Dispatch.objects.filter(pk__in=[one.pk for one in rows[1:]])} == {1}
    assert len(mailbox.received) == 7


def test_one_full_mailbox_slows_nobody_and_three_in_a_row_do(write, mailbox, now):
    for number in range(4):
        write(address=f"voisin{number}@un.exemple.fr")
        mailbox.answers[f"voisin{number}@un.exemple.fr"] = ["451 later"]
    last = write(address="odile@un.exemple.fr")
    assert deliver_due(now) == 0
    assert pacing.rests("x@UN.exemple.fr", now)
    last.refresh_from_db()
    assert last.attempts == 0
    for minute in range(1, 8):
        deliver_due(now + MINUTE * minute)
    assert len(sent_to(mailbox)) == len(set(sent_to(mailbox))) == 5


def test_it_slows_down_further_each_time_and_comes_back(settings, now):
    settings.MAIL_PACE = 64
    for _time in range(3):
        pacing.had_trouble("x@exemple.fr", now, is_busy=True)
    pacing.write_down(now)
    assert pacing.may_leave_at(["x@exemple.fr"], now) == [now + 4 * MINUTE]
    later = now + 5 * MINUTE
    leave = pacing.may_leave_at(["x@exemple.fr"] * 10, later)
    assert leave.count(later) == 8
    for _well in range(3):
        pacing.was_taken("x@exemple.fr")
    pacing.write_down(later)
    calm = later + 10 * MINUTE
    assert pacing.may_leave_at(["x@exemple.fr"] * 64, calm).count(calm) == 64


def test_no_pace_at_all(settings, now):
    settings.MAIL_PACE = 0
    assert set(pacing.may_leave_at(["x@exemple.fr"] * 1000, now)) == {now}


def test_another_worker_keeps_the_same_pace(write, mailbox, settings, now):
    settings.MAIL_PACE = 3
    for number in range(5):
        write(address=f"voisin{number}@un.exemple.fr")
    assert deliver_due(now) == 3
    pacing.forget()  # a process that remembers nothing
    write(address="odile@un.exemple.fr")
    assert deliver_due(now + MINUTE / 2) == 0
    assert [deliver_due(now + MINUTE * minute) for minute in (1, 2)] == [3, 0]


def test_another_worker_leaves_a_busy_domain_alone(write, mailbox, now):
    write(address="voisin@un.exemple.fr")
    mailbox.answers["voisin@un.exemple.fr"] = ["421 too many messages"]
    assert deliver_due(now) == 0
    pacing.forget()
    write(address="odile@un.exemple.fr")
    assert deliver_due(now + MINUTE / 2) == 0
    assert deliver_due(now + MINUTE + timedelta(seconds=5)) == 2


def test_what_nobody_writes_to_is_forgotten(settings, now):
    settings.MAIL_PACE = 1
    assert pacing.may_leave_at(["x@exemple.fr"] * 3, now)[-1] == now + 2 * MINUTE
    assert pacing.forget_idle(now + timedelta(hours=1)) == 0
    assert pacing.forget_idle(now + timedelta(hours=4)) == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_share_one_measure(settings, now):
    settings.MAIL_PACE = 10
    addresses = ["x@un.exemple.fr", "y@deux.exemple.fr"] * 4
    turns = [lambda: pacing.may_leave_at(addresses, now), lambda: pacing.may_leave_at(addresses[::-1], now)]
    moments = [moment for said in at_once(turns * 3) for moment in said]
    assert [moments.count(now + MINUTE * minute) for minute in range(3)] == [20, 20, 8]
