"""What nobody foresaw: a message that cannot be asked about, or sent, holds up none of those behind it."""

from datetime import datetime, timedelta

import pytest

from parvis.courier.delivering import deliver_due
from parvis.courier.mail import SmtpPost
from parvis.courier.models import (
    Attempt,
    CallSheet,
    Channel,
    Dispatch,
    Hold,
    Received,
    Silence,
    TextLine,
    TextQuestion,
    TextRules,
)
from parvis.courier.purposes import Matter, Purpose, register_purpose

pytestmark = pytest.mark.django_db
State = Dispatch.State


def look(row):
    row.refresh_from_db()
    return row


def stumble(row, now):
    raise LookupError("nobody foresaw this")


def test_words_for_a_purpose_nobody_knows_any_more_fail_and_the_next_leave(write, mailbox, now):
    lost, good = write(title="Perdu"), write(title="Bon", address="henri@exemple.fr")
    Dispatch.objects.filter(pk=lost.pk).update(purpose="gone.with_its_area")
    assert deliver_due(now) == 1
    assert (look(lost).state, lost.remark) == (State.FAILED, "unknown purpose")
    assert look(good).state == State.SENT


def test_what_cannot_be_asked_about_is_tried_later_and_the_next_leave(write, mailbox, now):
    register_purpose(Purpose("test.stumbles", still_wanted=stumble))
    asked, good = write(purpose="test.stumbles"), write(title="Bon", address="henri@exemple.fr")
    assert deliver_due(now) == 1
    assert look(asked).state == State.WAITING
    assert asked.not_before_at == now + timedelta(minutes=1)
    assert look(good).state == State.SENT


def test_what_cannot_be_sent_is_tried_later_and_the_next_leave(write, mailbox, now, monkeypatch):
    odd, good = write(title="Étrange"), write(title="Bon", address="henri@exemple.fr")
    send = SmtpPost.send

    def sometimes(self, parcel):
        if parcel.row.pk == odd.pk:
            raise ValueError("a word nobody can write")
        send(self, parcel)

    monkeypatch.setattr(SmtpPost, "send", sometimes)
    assert deliver_due(now) == 1
    assert (look(odd).state, odd.remark) == (State.WAITING, "ValueError")
    assert look(good).state == State.SENT


def together(write, purpose):
    known = {"purpose": purpose, "title": "Annulé : Café du canal", "body": "Le café n’a pas lieu."}
    return write(name="Odile Roux", person=7, **known), write(name="Henri Roux", person=8, **known)


def test_a_companion_nobody_can_ask_about_waits_alone(write, mailbox, now):
    def hers_alone(row, at):
        return row.person == 7 or stumble(row, at)

    register_purpose(Purpose("test.half", still_wanted=hers_alone, matter=Matter.JOINED))
    hers, his = together(write, "test.half")
    deliver_due(now)
    assert look(hers).state == State.SENT
    assert (look(his).state, his.goes_with_id) == (State.WAITING, None)
    (letter,) = mailbox.texts()
    assert "Henri" not in letter


def test_a_companion_nobody_waits_for_does_not_go_along(write, mailbox, now):
    register_purpose(Purpose("test.hers", still_wanted=lambda row, at: row.person == 7, matter=Matter.JOINED))
    hers, his = together(write, "test.hers")
    deliver_due(now)
    assert (look(hers).state, look(his).state) == (State.SENT, State.DROPPED)


def test_a_companion_who_heard_enough_this_week_hears_it_later(write, mailbox, now):
    register_purpose(Purpose("test.life", matter=Matter.ORDINARY))
    for words in ("La chorale", "Le verger"):
        write(purpose="test.life", title=words, name="Henri Roux", person=8)
    assert deliver_due(now) == 2
    hers, his = together(write, "test.life")
    assert deliver_due(now) == 1
    assert look(hers).state == State.SENT
    assert (look(his).state, his.goes_with_id) == (State.WAITING, None)
    assert his.put_off_at == now < his.not_before_at


def test_each_row_of_the_outbox_says_what_it_is():
    noon = datetime(2026, 11, 24, 12, 0)  # noqa: DTZ001 – only shown
    rows = [
        Attempt(outcome="told", at=noon), CallSheet(code="T-12"), Hold(reason="restored"),
        Dispatch(purpose="meetings.change", channel=Channel.MAIL), Received(state="to_read"),
        Silence(asked_at=noon), TextRules(ceiling=300), TextLine(parts=4),
        TextQuestion(about="meetings.poll", choices=[1, 2]),
    ]  # fmt: skip
    assert [str(row) for row in rows] == [
        "told at 12:00", "T-12", "restored", "meetings.change by mail", "a message to_read",
        "silence since 2026-11-24", "300 a month", "4 parts", "meetings.poll, 2 choices",
    ]  # fmt: skip
