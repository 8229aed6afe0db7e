"""Text messages that come in: what they do, what they never do, what is said back, and who reads the rest."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse

from parvis.courier.models import Channel, Dispatch, Received, Silence
from parvis.courier.texting.alphabet import parts_of
from parvis.meetings.models import Registration
from parvis.members.models import ContactPoint, Member, Wish
from parvis.members.reaching import route_to
from tests.village import make_meeting, seat, wait

SECRET = "un-secret-de-passerelle-0123456789"
JEANNE, UNKNOWN = "+33639981201", "+33639980000"
State = Registration.State
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def gateway(settings):
    settings.SMS_URL, settings.SMS_INCOMING = "http://127.0.0.1:9/envoi", SECRET


@pytest.fixture
def says(anonymous, village):
    """`says("je viens")`: Jeanne's telephone writes; what is said back, or None."""
    numbers = iter(range(1000))

    def write(words, number=JEANNE, key=""):
        before = set(Dispatch.objects.values_list("pk", flat=True))
        body = {"id": key or f"m{next(numbers)}", "from": number, "text": words}
        answer = anonymous.post(
            reverse("courier:incoming_text", args=[SECRET]), json.dumps(body), content_type="application/json"
        )
        assert answer.status_code == 200
        new = Dispatch.objects.filter(channel=Channel.SMS, address=number).exclude(pk__in=before)
        return next((row.body.strip() for row in new), None)

    return write


def state_of(registration):
    registration.refresh_from_db()
    return registration.state


def test_who_comes_no_more_says_so_once_and_may_come_back(says, village, now):
    coming = seat(village.jeanne, village.cafe, now)
    said = says("Bonjour, je ne viens plus ! Désolée")
    assert "vous ne venez plus à Café du canal" in said
    assert "JE VIENS" in said
    assert parts_of(said) <= 2
    assert state_of(coming) == State.WITHDRAWN
    assert "vous venez à Café du canal" in says("je viens")
    assert Registration.objects.live().get(member=village.jeanne).state == State.SEATED
    assert "déjà noté" in says("Je viens.")


def test_the_same_message_given_again_acts_once(says, village, now):
    seat(village.jeanne, village.cafe, now)
    assert says("annuler", key="same")
    assert says("annuler", key="same") is None
    assert Received.objects.count() == 1


def test_several_meetings_are_listed_and_a_number_chooses(says, village, now):
    first = seat(village.jeanne, village.cafe, now)
    second = seat(village.jeanne, make_meeting("Tricot", now + timedelta(days=4), host=village.karim), now)
    asked = says("je ne viens plus")
    assert "1 Café du canal" in asked
    assert "2 Tricot" in asked
    assert {state_of(first), state_of(second)} == {State.SEATED}
    assert "Tricot" in says("2")
    assert (state_of(first), state_of(second)) == (State.SEATED, State.WITHDRAWN)
    assert "transmis" in says("2")  # the question is over: a person reads


def test_a_shared_number_is_asked_which_of_them(says, village, now):
    ContactPoint.objects.create(
        member=village.paul, kind="telephone", address=JEANNE, receives_sms=True, added_at=now
    )
    hers, his = seat(village.jeanne, village.cafe, now), seat(village.paul, village.cafe, now)
    asked = says("je ne viens plus")
    assert "Jeanne" in asked
    assert "Paul" in asked
    says("2")
    assert (state_of(hers), state_of(his)) == (State.SEATED, State.WITHDRAWN)
    assert "Jeanne" in says("je ne viens plus")  # only one is left: no question
    assert state_of(hers) == State.WITHDRAWN


def test_yes_and_no_answer_an_offered_seat(says, village, now):
    for said, state in (("oui", State.SEATED), ("Non merci", State.WITHDRAWN)):
        Registration.objects.all().delete()
        offered = wait(village.jeanne, village.cafe, now)
        Registration.objects.filter(pk=offered.pk).update(
            state=State.OFFERED, expires_at=now + timedelta(hours=5)
        )
        village.cafe.seats_taken = 1
        village.cafe.save()
        assert "C'est noté" in says(said)
        assert state_of(offered) == state


def test_who_is_expected_nowhere_chooses_among_the_next_meetings(says, village, now):
    assert "1 Café du canal" in says("je viens")
    assert "vous venez" in says("1")
    assert Registration.objects.get(member=village.jeanne).channel == "text"


@pytest.mark.parametrize(
    "words", ["je viens avec trois amis", "je viens pas sûr", "Où est-ce ?", "non", "7", "🎉"]
)
def test_what_is_not_clear_is_read_by_a_person_and_nothing_moves(words, says, village, now):
    coming = seat(village.jeanne, village.cafe, now)
    assert "Monique le lira" in says(words)
    assert state_of(coming) == State.SEATED
    row = Received.objects.to_read().get()
    assert (row.person, row.sender, row.text) == (village.jeanne.pk, JEANNE, words)


def test_an_unknown_sender_is_answered_nothing_and_read(says, village, client_of):
    assert says("je ne viens plus", number=UNKNOWN) is None
    page = client_of(village.monique).get(reverse("desk:answers")).content.decode()
    assert "06\u00a039\u00a098\u00a000\u00a000" in page
    assert "je ne viens plus" in page


def test_stop_is_said_once_and_the_person_is_then_called(says, village, now):
    village.jeanne.contact_points.filter(kind="mail").delete()
    village.jeanne.contact_points.update(receives_sms=True)
    assert route_to(Member.objects.get(pk=village.jeanne.pk)).channel == Channel.SMS
    assert "plus aucun texto" in says("STOP")
    assert says("stop") is None
    assert route_to(Member.objects.get(pk=village.jeanne.pk)).channel == Channel.TELEPHONE
    assert "de nouveau" in says("REPRENDRE")
    assert not Silence.objects.exists()
    assert says("stop", number=UNKNOWN)  # whoever asks is left alone


def test_a_wish_is_noted_by_text(says, village):
    assert "L’essentiel" in says("essentiel") or "L'essentiel" in says("Essentiel")
    village.jeanne.refresh_from_db()
    assert village.jeanne.wish == Wish.ESSENTIAL


def test_two_machines_never_talk_for_long(says, village):
    answered = [says("Je suis absent, je vous réponds à mon retour.") for _turn in range(20)]
    assert len([said for said in answered if said]) == 12


def test_a_secret_circles_meeting_has_no_title_on_a_telephone(says, village, now):
    meeting = make_meeting(
        "Anniversaire de Karim", now + timedelta(days=3), circle=village.council, visibility="circle"
    )
    seat(village.jeanne, meeting, now)
    said = says("je ne viens plus")
    assert "votre rencontre" in said
    assert "Anniversaire" not in said


BAD = [
    (b"", "application/json"),
    (b"[]", "application/json"),
    (b"{" * 5000, "application/json"),
    (b'{"from": "+33639981201"}', "application/json"),
    (b"\xff\xfe", "application/json"),
    (b"a=b", "application/x-www-form-urlencoded"),
    (b'{"from": "+33639981201", "text": "' + b"a" * 40_000 + b'"}', "application/json"),
    (b'{"from": {"a": 1}, "text": ["b"]}', "application/json"),
]


@pytest.mark.parametrize(("body", "kind"), BAD)
def test_what_is_no_text_message_is_refused_and_leaves_nothing(body, kind, anonymous, village):
    answer = anonymous.post(reverse("courier:incoming_text", args=[SECRET]), body, content_type=kind)
    assert answer.status_code == 400
    assert not Received.objects.exists()


@pytest.mark.parametrize(
    "sender", ["INFO", "38000", "+33 6 39 98 12 01", "0033639981201", "' OR 1=1", "﷽" * 50]
)
def test_whatever_a_sender_is_called_nothing_breaks(sender, says, village, now):
    seat(village.jeanne, village.cafe, now)
    says("je ne viens plus", number=sender)
    assert Received.objects.count() == 1


def test_shapes_of_real_gateways_are_understood(anonymous, village, now):
    coming = seat(village.jeanne, village.cafe, now)
    path = reverse("courier:incoming_text", args=[SECRET])
    wrapped = {
        "event": "sms:received",
        "payload": {"messageId": "a", "phoneNumber": JEANNE, "message": "Merci"},
    }
    assert anonymous.post(path, json.dumps(wrapped), content_type="application/json").status_code == 200
    form = {"MessageSid": "b", "From": JEANNE, "Body": "je ne viens plus"}
    assert anonymous.post(path, form).status_code in (200, 400)  # multipart is no shape of gateways
    anonymous.post(
        path,
        "MessageSid=b&From=%2B33639981201&Body=je+ne+viens+plus",
        content_type="application/x-www-form-urlencoded",
    )
    assert state_of(coming) == State.WITHDRAWN


def test_without_the_secret_the_address_does_not_exist(anonymous, village, settings):
    body = json.dumps({"from": JEANNE, "text": "stop"})
    for secret in ("autre-secret-0123456789abcdef", SECRET[:-1], SECRET + "x"):
        path = reverse("courier:incoming_text", args=[secret])
        assert anonymous.post(path, body, content_type="application/json").status_code == 404
    settings.SMS_INCOMING = ""
    path = reverse("courier:incoming_text", args=[SECRET])
    assert anonymous.post(path, body, content_type="application/json").status_code == 404
    assert not Silence.objects.exists()
