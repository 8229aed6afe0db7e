"""A date poll that went by text message is answered by numbers, said back, changed the same way."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.courier.models import Channel, Dispatch, Received
from parvis.courier.texting.alphabet import parts_of
from parvis.courier.texting.asking import ask as ask_by_text
from parvis.courier.texting.wording import text_of
from parvis.meetings.models import Registration, Respondent
from parvis.meetings.polls.asking import ask
from parvis.meetings.polls.becoming import become_meeting
from parvis.members.models import ContactPoint
from tests.meetings.polls.conftest import evening

SECRET = "un-secret-de-passerelle-0123456789"
NUMBER = "+33639981201"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gateway(settings):
    settings.SMS_URL, settings.SMS_INCOMING = "http://127.0.0.1:9/envoi", SECRET


@pytest.fixture
def says(anonymous):
    """`says("1 3")`: the telephone writes; what is said back, or None."""
    numbers = iter(range(1000))

    def write(words, number=NUMBER):
        before = set(Dispatch.objects.values_list("pk", flat=True))
        body = {"id": f"m{next(numbers)}", "from": number, "text": words}
        answer = anonymous.post(
            reverse("courier:incoming_text", args=[SECRET]), json.dumps(body), content_type="application/json"
        )
        assert answer.status_code == 200
        new = Dispatch.objects.filter(channel=Channel.SMS, address=number).exclude(pk__in=before)
        return next((row.body.strip().replace("\u00a0", " ") for row in new), None)

    return write


def by_text(member, now):
    """This person is in the gardeners' circle, and reached by text at the number of the tests."""
    member.contact_points.all().delete()
    ContactPoint.objects.create(
        member=member, kind="telephone", address=NUMBER, receives_sms=True, verified_at=now, added_at=now
    )


def sown(village, now, days=(5, 6, 8), circle=None, title="Les semis"):
    """Karim asks the circle; what is due left."""
    circle = circle or village.gardeners
    poll = ask(
        title=title, asker=village.karim, at=now, closes_at=now + timedelta(days=3), audience="circle",
        circle=circle, dates=[evening(now, day) for day in days],
    )  # fmt: skip
    sent = Dispatch.objects.filter(channel=Channel.SMS, purpose="meetings.poll_asked")
    sent.update(state=Dispatch.State.SENT, ended_at=now)
    return poll


@pytest.fixture
def paul(village, now):
    by_text(village.paul, now)
    return village.paul


def said(poll, member):
    answers = Respondent.objects.get(poll=poll, member=member).answers.order_by("date")
    return [answer.says for answer in answers]


def test_the_question_holds_its_dates_and_how_to_reply_in_two_parts(village, paul, now):
    sown(village, now)
    (row,) = Dispatch.objects.filter(channel=Channel.SMS)
    words = text_of(row)
    assert "1 dimanche 29 novembre" in words
    assert "Répondez les numéros qui vous vont, ou AUCUNE." in words
    assert parts_of(words) <= 2


@pytest.mark.parametrize(
    ("words", "noted"),
    [
        ("1 3", ["yes", "no", "yes"]),
        ("Le 2", ["no", "yes", "no"]),
        ("1 et 3", ["yes", "no", "yes"]),
        ("Aucune", ["no", "no", "no"]),
        ("1 oui, 2 non", ["yes", "no"]),
    ],
)
def test_numbers_are_the_dates_that_suit(village, paul, says, now, words, noted):
    poll = sown(village, now)
    answer = says(words)
    assert "noté pour Paul" in answer
    assert said(poll, paul) == noted
    assert parts_of(answer) <= 2
    says("2")
    assert said(poll, paul) == ["no", "yes", "no"]  # changed by replying again


@pytest.mark.parametrize("words", ["7", "1 9", "99 bouteilles", "je passe vers 18h peut-être", "12345"])
def test_what_is_doubtful_is_written_nowhere_and_read_by_a_person(village, paul, says, now, words):
    poll = sown(village, now)
    says(words)
    assert said(poll, paul) == []
    assert Received.objects.to_read().count() == 1


def test_two_at_one_number_are_told_apart(village, paul, says, now):
    by_text(village.lea, now)
    village.lea.memberships.create(circle=village.gardeners, asked_at=now, accepted_at=now)
    poll = sown(village, now)
    assert "Pour qui" in says("1 3")
    assert said(poll, paul) == said(poll, village.lea) == []
    assert "noté pour Léa" in says("Léa 1")
    assert (said(poll, paul), said(poll, village.lea)) == ([], ["yes", "no", "no"])
    assert "Paul et Léa" in says("nous 2 3")
    assert said(poll, paul) == said(poll, village.lea) == ["no", "yes", "yes"]


def test_another_question_asked_since_has_the_number(village, paul, says, now):
    poll = sown(village, now)
    ask_by_text(address=NUMBER, about="meetings.away", choices=[0, 0], at=now + timedelta(minutes=1))
    says("1")
    assert said(poll, paul) == []


def test_a_stranger_or_a_closed_poll_changes_nothing(village, paul, says, now):
    poll = sown(village, now)
    says("1 3", number="+33639980000")
    poll.closes_at = now - timedelta(minutes=1)
    poll.save()
    says("1")
    assert said(poll, paul) == []


def test_a_secret_circle_shows_no_title_on_a_telephone(village, paul, now):
    paul.memberships.create(circle=village.council, asked_at=now, accepted_at=now)
    sown(village, now, circle=village.council, title="Élection surprise")
    sms = Dispatch.objects.filter(channel=Channel.SMS)
    assert sms
    assert not [row for row in sms if "surprise" in row.title]


def test_many_dates_go_by_their_link(village, paul, now):
    sown(village, now, days=range(5, 17))
    (row,) = Dispatch.objects.filter(channel=Channel.SMS)
    assert "AUCUNE" not in row.title
    assert row.link


def test_yes_to_the_chosen_date_takes_the_seat(village, paul, says, now):
    poll = sown(village, now)
    says("1 si besoin, 2 non, 3 non")
    assert said(poll, paul) == ["maybe", "no", "no"]
    date = poll.dates.order_by("begins_at").first()
    become_meeting(poll=poll, date=date, by=village.karim, at=now)
    question = Dispatch.objects.get(channel=Channel.SMS, purpose="meetings.poll_seat")
    assert question.title.endswith("Répondez OUI ou NON.")
    Dispatch.objects.filter(pk=question.pk).update(state=Dispatch.State.SENT, ended_at=now)
    assert "Les semis" in says("oui")  # confirmed as every seat is
    assert Registration.objects.live().filter(member=paul).exists()
