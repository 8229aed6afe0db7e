"""« Oui » and « non » to an introduction, by mail and by text message; a no is read by nobody."""

from datetime import timedelta

import pytest

from parvis.conversations.introducing import introduce
from parvis.conversations.models import Introduced, Thread
from parvis.courier.models import Dispatch, Received
from parvis.courier.receiving import receive
from parvis.courier.texting.arriving import Text
from parvis.courier.texting.incoming import take_in
from parvis.members.models import Member
from tests.conversations.test_telephone_and_mail import _a_mailbox, answer  # noqa: F401 - a fixture of this file too

ASKED, NUMBER = "conversations.introduction", "+33639981201"


def introduced(village, now, *, settings=None):
    """Karim thinks that Jeanne and Paul should meet. settings: Jeanne is reached by text message."""
    if settings is not None:
        settings.SMS_URL, settings.SMS_INCOMING = "http://127.0.0.1:9/", "secret"
        village.jeanne.contact_points.filter(kind="mail").delete()
        village.jeanne.contact_points.update(receives_sms=True)
    Member.objects.filter(pk__in=[village.jeanne.pk, village.paul.pk]).update(is_listed=True)
    introduce(by=village.karim, two=[village.jeanne, village.paul], why="Des vélos.", at=now)
    Dispatch.objects.filter(channel="sms").update(state="sent", ended_at=now)
    return Dispatch.objects.get(person=village.jeanne.pk), Dispatch.objects.get(person=village.paul.pk)


def said(member):
    return Introduced.objects.get(member=member).says_yes


def test_two_yes_by_mail_and_they_write_to_each_other(village, now):
    to_jeanne, to_paul = introduced(village, now)
    assert "répondez" in to_jeanne.body.lower()
    assert "OUI" in to_jeanne.body
    assert (
        receive(answer(to_jeanne, "Oui, avec plaisir !\nJeanne Martin\n\n> …", key="1"), now).state == "done"
    )
    assert receive(answer(to_paul, "OUI", vouched=False, key="2"), now).state == "done"
    assert Thread.objects.get().kind == "between_two"
    assert not Introduced.objects.filter(gives_address=True).exists()  # the link asks for it, words do not


def test_a_no_by_mail_is_read_by_nobody(village, now):
    to_jeanne, to_paul = introduced(village, now)
    row = receive(answer(to_jeanne, "Non, vraiment pas lui."), now)
    assert (row.state, row.text, row.reader) == ("done", "", None)
    assert said(village.jeanne) is False
    receive(answer(to_paul, "oui", key="2"), now)
    assert not Thread.objects.exists()
    assert set(Dispatch.objects.values_list("purpose", flat=True)) == {ASKED}


def test_a_no_that_comes_late_stays_silent_and_a_late_yes_is_seen_to(village, now):
    to_jeanne, to_paul = introduced(village, now)
    late = now + timedelta(days=15)
    assert receive(answer(to_jeanne, "non"), late).state == "done"
    assert receive(answer(to_paul, "oui", key="2"), late).state == Received.State.TO_READ


@pytest.mark.parametrize(
    "text", ["Peut-être. Qui est-ce ?", "oui ou non ?", "Oui, mais pas le mardi", "non oui"]
)
def test_what_is_neither_waits_for_a_person(village, now, text):
    to_jeanne, _to_paul = introduced(village, now)
    row = receive(answer(to_jeanne, text), now)
    assert (row.state, said(village.jeanne)) == (Received.State.TO_READ, None)


def test_nobody_answers_for_another(village, now):
    to_jeanne, _to_paul = introduced(village, now)
    assert receive(answer(to_jeanne, "oui", sender="paul@exemple.fr"), now).state != "done"
    assert receive(answer(to_jeanne, "oui", sender="x@ailleurs.fr", key="2"), now).state != "done"
    Member.objects.filter(pk=village.jeanne.pk).update(left_at=now)
    assert receive(answer(to_jeanne, "oui", key="3"), now).state != "done"
    assert said(village.jeanne) is None


def test_by_text_message_yes_then_no(village, now, settings):
    to_jeanne, _to_paul = introduced(village, now, settings=settings)
    assert to_jeanne.channel == "sms"
    assert to_jeanne.title.endswith("Répondez OUI ou NON.")
    row = take_in(Text("a" * 64, NUMBER, "Oui merci"), now)
    assert (row.state, row.person, said(village.jeanne)) == ("done", village.jeanne.pk, True)
    answered = Dispatch.objects.get(purpose="courier.text_answer")
    assert answered.body.strip() == "C'est noté, Jeanne : oui."


def test_a_no_by_text_message_leaves_no_words(village, now, settings):
    introduced(village, now, settings=settings)
    row = take_in(Text("a" * 64, NUMBER, "Non, pas lui"), now)
    assert (row.state, row.text, said(village.jeanne)) == ("done", "", False)


def test_a_yes_to_what_was_written_since_is_no_yes_to_an_introduction(village, now, settings):
    introduced(village, now, settings=settings)
    Dispatch.objects.create(
        channel="sms", purpose="meetings.offer", address=NUMBER, person=village.jeanne.pk, title="x", body="x",
        state="sent", message_id="x", written_at=now, not_before_at=now, ended_at=now + timedelta(minutes=1),
    )  # fmt: skip
    take_in(Text("a" * 64, NUMBER, "oui"), now + timedelta(minutes=2))
    assert said(village.jeanne) is None


def test_two_people_at_one_number_are_not_taken_for_each_other(village, now, settings):
    introduced(village, now, settings=settings)
    village.lea.contact_points.all().delete()
    village.lea.contact_points.create(kind="telephone", address=NUMBER, receives_sms=True, added_at=now)
    Member.objects.filter(pk=village.lea.pk).update(is_listed=True)
    introduce(by=village.karim, two=[village.lea, village.paul], why="x", at=now)
    Dispatch.objects.filter(channel="sms").update(state="sent", ended_at=now)
    row = take_in(Text("a" * 64, NUMBER, "oui"), now)
    assert row.state == Received.State.TO_READ
    assert not Introduced.objects.filter(says_yes=True).exists()
