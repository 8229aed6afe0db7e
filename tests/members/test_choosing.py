"""How somebody is reached, and for what: in their space, from a message without signing in, by telephone."""

import pytest
from django.urls import reverse

from parvis.courier.delivering import deliver_due
from parvis.courier.dispatching import dispatch
from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import all_purposes
from parvis.courier.silencing import choosing_path
from parvis.courier.texting.ceiling import decide
from parvis.members.attention import LETS_THROUGH
from parvis.members.choosing import How, choices_for, chosen_by
from parvis.members.models import JournalEntry, Member, Wish
from parvis.members.opening import Reason, open_details
from parvis.members.reaching import route_to

pytestmark = pytest.mark.django_db


def fresh(member):
    return Member.objects.get(pk=member.pk)


def key_of(member, how):
    return next(choice.key for choice in choices_for(fresh(member)) if choice.how == how)


@pytest.fixture
def texts(settings):
    settings.SMS_URL = "http://127.0.0.1:9/envoi"
    decide(ceiling=500, only_without_mail=False)


def test_each_way_is_chosen_and_followed(village, client_of, texts):
    client, path = client_of(village.jeanne), reverse("members:choices")
    for how, channel in ((How.TEXT, Channel.SMS), (How.CALL, Channel.TELEPHONE), (How.MAIL, Channel.MAIL)):
        said = {"how": key_of(village.jeanne, how), "wish": "essential"}
        assert client.post(path, said).status_code == 302
        assert route_to(fresh(village.jeanne)).channel == channel
        assert chosen_by(fresh(village.jeanne)) == said["how"]
    assert fresh(village.jeanne).wish == Wish.ESSENTIAL


def test_the_place_may_keep_texts_for_who_has_no_mail(village, texts):
    decide(ceiling=500, only_without_mail=True)
    assert How.TEXT not in {choice.how for choice in choices_for(village.jeanne)}
    village.jeanne.contact_points.update(receives_sms=True)
    village.jeanne.contact_points.filter(kind="telephone").update(is_preferred=True)
    assert route_to(fresh(village.jeanne)).channel == Channel.MAIL
    village.jeanne.contact_points.filter(kind="mail").delete()
    assert route_to(fresh(village.jeanne)).channel == Channel.SMS


def test_somebody_they_trust_passes_it_on_and_never_enters_in_their_name(village, client_of, now):
    client = client_of(village.jeanne)
    client.post(reverse("members:through"), {"name": "Claire, sa fille", "contact": "claire@exemple.fr"})
    client.post(
        reverse("members:choices"), {"how": key_of(village.jeanne, How.THROUGH), "wish": "everything"}
    )
    route = route_to(fresh(village.jeanne))
    assert (route.channel, route.address, route.through) == (
        Channel.MAIL,
        "claire@exemple.fr",
        "Claire, sa fille",
    )
    assert not Member.objects.reached_at("claire@exemple.fr").exists()


class TestFromAMessage:
    def test_looking_does_nothing_and_one_tap_does(self, village, anonymous):
        path = choosing_path(village.jeanne.pk, "jeanne@exemple.fr")
        page = anonymous.get(path).content.decode()
        assert "jeanne@exemple.fr" not in page
        assert "0639981201" not in page
        assert fresh(village.jeanne).wish == Wish.EVERYTHING
        assert anonymous.post(path, {"wish": "reminders"}).status_code == 302
        assert fresh(village.jeanne).wish == Wish.REMINDERS

    def test_a_new_way_is_told_where_it_was_proved(self, village, anonymous):
        path = choosing_path(village.jeanne.pk, "jeanne@exemple.fr")
        anonymous.post(path, {"how": key_of(village.jeanne, How.CALL), "wish": "everything"})
        assert fresh(village.jeanne).needs_calling
        assert Dispatch.objects.filter(purpose="members.ways_changed", address="jeanne@exemple.fr").exists()

    def test_a_way_of_somebody_else_is_not_taken(self, village, anonymous):
        path = choosing_path(village.jeanne.pk, "jeanne@exemple.fr")
        theirs = key_of(village.karim, How.MAIL)
        assert anonymous.post(path, {"how": theirs, "wish": "everything"}).status_code == 422

    def test_an_address_given_up_opens_nothing(self, village, anonymous):
        path = choosing_path(village.jeanne.pk, "jeanne@exemple.fr")
        village.jeanne.contact_points.filter(kind="mail").delete()
        assert anonymous.get(path).status_code == 404
        assert anonymous.get("/ce-que-je-recois/12-abc.def/").status_code == 404

    def test_a_shared_address_asks_which_of_them(self, village, anonymous):
        page = anonymous.get(choosing_path(village.odile.pk, "+33199004512")).content.decode()
        assert "Vous êtes Henri" in page
        assert choosing_path(village.henri.pk, "+33199004512") in page


def test_the_desk_notes_it_and_their_journal_says_so(village, client_of, now):
    client, path = client_of(village.monique), reverse("desk:reaching", args=[village.jeanne.pk])
    assert client.get(path).status_code == 302  # the record is not open
    open_details(member=village.jeanne, by=village.monique, reason=Reason.CALLING, at=now)
    assert client.get(path).status_code in (200, 302)


def test_a_wish_holds_for_what_waits_already(village, now, settings):
    settings.MAIL_URL = ""
    rows = {
        purpose: dispatch(
            channel="mail", purpose=purpose, address="jeanne@exemple.fr", person=village.jeanne.pk, title="a",
            body="b", at=now,
        )
        for purpose in ("members.invitation", "members.circle_answered")
        if purpose in {known.name for known in all_purposes()}
    }  # fmt: skip
    Member.objects.filter(pk=village.jeanne.pk).update(wish=Wish.REMINDERS)
    deliver_due(now)
    for purpose, row in rows.items():
        row.refresh_from_db()
        matter = next(known.matter for known in all_purposes() if known.name == purpose)
        assert (row.state == "dropped") == (matter not in LETS_THROUGH[Wish.REMINDERS]), purpose


def test_nobody_is_journaled_for_their_own_choice(village, client_of):
    client_of(village.jeanne).post(reverse("members:choices"), {"wish": "essential"})
    assert not JournalEntry.objects.filter(member=village.jeanne).exists()


def test_the_desk_writes_down_who_agrees_to_texts(village, client_of, texts):
    said = {"name": "Nora Petit", "contact": "06 39 98 77 01", "agrees": "on", "by_text": "on"}
    client_of(village.monique).post(reverse("desk:people"), said)
    assert route_to(Member.objects.get(name="Nora Petit")).channel == Channel.SMS
    said = {"name": "Nour Grand", "contact": "06 39 98 77 02", "agrees": "on"}
    client_of(village.monique).post(reverse("desk:people"), said)
    assert route_to(Member.objects.get(name="Nour Grand")).channel == Channel.TELEPHONE


def test_a_newcomer_who_agrees_is_answered_by_text(village, anonymous, texts):
    path = reverse("meetings:registrations", args=[village.cafe.pk])
    said = {"name": "Nora Petit", "contact": "06 39 98 77 01", "party": "1"}
    anonymous.post(path, {**said, "by_text": "on"})
    assert Dispatch.objects.get(purpose="meetings.confirmation").channel == Channel.SMS
