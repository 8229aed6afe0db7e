"""Side by side: two people before one screen, each confirms for themselves, and nothing stays on it."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from parvis.courier.models import Dispatch
from parvis.covisits.models import CoVisit
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.passes import path_of
from parvis.members.sessions import end_every_session
from parvis.members.signing_in import give_code
from tests.covisits.sitting import sit_down
from tests.village import Village, make_meeting, seat

START, SECOND, LOOK, END = (
    reverse(f"covisits:{name}") for name in ("beside_start", "beside_second", "beside", "beside_end")
)


@pytest.fixture
def two(village: Village, client_of) -> Client:
    """Monique answers the telephone, Odile owns no device: before one screen."""
    return sit_down(client_of(village.monique), village, village.odile)


def coming(meeting: Meeting, whom: str) -> str:
    return f"{reverse('covisits:beside_coming', args=[meeting.pk])}?pour={whom}"


def seated(village: Village) -> set[str]:
    return {row.member.first_name for row in Registration.objects.seated().filter(meeting=village.cafe)}


def test_a_correspondent_and_a_member_decide_side_by_side_and_both_are_registered(village, two):
    page = two.get(LOOK).content.decode()
    assert "Monique · Odile" in page
    assert "Café du canal" in page
    assert "Pour nous deux" in page
    assert "Monique · Odile" in two.get(reverse("meetings:programme")).content.decode()
    wrong = two.post(
        coming(village.cafe, "nous"), {"digits1": "4182", "digits2": "4182", "companions": "Tom"}
    )
    assert wrong.status_code == 422
    assert "Tom" in wrong.content.decode()
    assert "Odile\u00a0: ce ne sont pas les bons chiffres." in wrong.content.decode()
    assert seated(village) == set()
    said = two.post(coming(village.cafe, "nous"), {"digits1": "4182", "digits2": "7391", "more": "1"})
    assert said.status_code == 302
    assert seated(village) == {"Monique", "Odile"}
    assert Registration.objects.get(member=village.monique).party == 2


def test_for_one_of_them_only_her_own_digits_count(village, two):
    assert two.post(coming(village.cafe, "2"), {"digits2": "4182"}).status_code == 422
    assert two.post(coming(village.cafe, "2"), {"digits2": "73 91"}).status_code == 302
    assert seated(village) == {"Odile"}


def test_all_or_none(village, two):
    Meeting.objects.filter(pk=village.cafe.pk).update(capacity=1)
    both = {"digits1": "4182", "digits2": "7391"}
    refused = two.post(coming(village.cafe, "nous"), both)
    assert refused.status_code == 409
    assert not Registration.objects.exists()
    village.cafe.refresh_from_db()
    seat(village.paul, village.cafe, village.now)
    assert "waits" in two.post(coming(village.cafe, "nous"), both).content.decode()
    assert two.post(coming(village.cafe, "nous"), {**both, "waits": "on"}).status_code == 302
    assert Registration.objects.waiting().count() == 2


def test_neither_sees_what_is_the_others_alone(village, client_of):
    secret = make_meeting("Gala secret", village.now + timedelta(days=3), host=village.karim,
                          circle=village.council, visibility="circle")  # fmt: skip
    village.karim.memberships.create(circle=village.council, asked_at=village.now, accepted_at=village.now)
    browser = client_of(village.karim)
    mine = seat(village.karim, village.cafe, village.now)
    assert browser.get(reverse("meetings:meeting", args=[secret.pk])).status_code == 200
    sit_down(browser, village, village.odile)
    assert "Gala" not in browser.get(LOOK).content.decode()
    assert browser.get(reverse("covisits:beside_meeting", args=[secret.pk])).status_code == 404
    for path in (
        reverse("portal:my_space"), reverse("desk:home"), reverse("members:directory"), reverse("members:sign_in"),
        reverse("meetings:room", args=[village.cafe.pk]), "/coulisses/",
    ):  # fmt: skip
        closed = browser.get(path)
        assert closed.status_code == 403, path
        assert "Cette page est pour une seule personne" in closed.content.decode()
    assert browser.get(path_of(mine)).status_code == 403
    assert browser.post(reverse("meetings:registrations", args=[village.cafe.pk]), {}).status_code == 403
    assert browser.get(reverse("meetings:meeting", args=[village.cafe.pk]))["Location"] == reverse(
        "covisits:beside_meeting", args=[village.cafe.pk]
    )


def test_leaving_removes_both_and_nothing_remains(village, two):
    old = two.cookies["parvis"].value
    left = two.post(END)
    assert left["Clear-Site-Data"] == '"cache", "storage"'
    assert two.cookies["visite"].value == ""
    two.cookies["parvis"], two.cookies["visite"] = old, "cote-a-cote"
    assert two.get(LOOK)["Location"] == END
    two.cookies["parvis"] = old
    assert two.get(reverse("portal:my_space"))["Location"] == END
    assert "Odile" not in two.get(reverse("portal:home")).content.decode()


def test_three_minutes_of_silence_end_it_and_say_so(village, two):
    with time_machine.travel(village.now + timedelta(minutes=2), tick=False):
        page = two.get(LOOK)
        assert page.status_code == 200
        assert page["Refresh"] == f"150;url={reverse('covisits:beside_still')}"
        assert two.get(reverse("covisits:beside_still"))["Refresh"].startswith("30;")
    with time_machine.travel(village.now + timedelta(minutes=6), tick=False):
        gone = two.get(reverse("meetings:programme"))
        assert gone["Location"] == END
        end = two.get(END)
        assert "Trois minutes sans geste" in end.content.decode()
        assert "Clear-Site-Data" in end


def test_five_wrong_digits_end_it_for_both(village, two):
    for _try in range(4):
        assert two.post(coming(village.cafe, "1"), {"digits1": "0000"}).status_code == 422
    assert two.post(coming(village.cafe, "1"), {"digits1": "0000"})["Location"] == END
    assert two.get(coming(village.cafe, "1")).status_code in (302, 403)
    assert seated(village) == set()


def test_one_person_is_not_two_and_simple_digits_are_not_taken(village, client_of):
    browser = client_of(village.monique)
    assert browser.post(START, {"digits": "1234"}).status_code == 422
    assert browser.post(START, {"digits": "4182"}).status_code == 302
    assert browser.get(LOOK).status_code == 403
    code = give_code(member=village.monique, by=village.monique, at=village.now).spoken
    asked = browser.post(SECOND, {"address": village.monique.card_code})["Location"]
    assert browser.post(asked, {"code": code, "digits": "7391"}).status_code == 422


def test_who_sits_down_leaves_the_visit_of_this_browser(village, client_of):
    monique = client_of(village.monique)
    monique.post(reverse("covisits:begin"))
    assert CoVisit.objects.get().visitors.here().count() == 1
    monique.post(START, {"digits": "4182"})
    assert not CoVisit.objects.get().visitors.here().exists()


def test_the_second_one_is_told_what_would_do(village, client_of):
    monique = client_of(village.monique)
    monique.post(START, {"digits": "4182"})
    page = monique.post(SECOND, {"address": "Odile"}).content.decode()
    assert "Écrivez votre téléphone, votre e-mail ou le code de votre carte." in page
    assert "prévenir" not in page  # nobody is told anything here: it is asked who they are
    assert "Il manque des chiffres" not in page


def test_two_who_share_a_telephone_say_which_one_they_are(village, client_of):
    browser = client_of(village.monique)
    browser.post(START, {"digits": "4182"})
    village.henri.contact_points.create(kind="mail", address="roux@exemple.fr", added_at=village.now)
    village.odile.contact_points.create(kind="mail", address="roux@exemple.fr", added_at=village.now)
    asked = browser.post(SECOND, {"address": "roux@exemple.fr"})["Location"]
    letter = Dispatch.objects.filter(address="roux@exemple.fr").latest("pk")
    digits = "".join(sign for sign in letter.title + letter.body if sign.isdigit())[:6]
    assert browser.post(asked, {"code": digits, "digits": "7391"})["Location"] == reverse(
        "covisits:beside_which"
    )
    assert browser.post(reverse("covisits:beside_which"), {"member": village.henri.pk})["Location"] == LOOK
    assert "Monique · Henri" in browser.get(LOOK).content.decode()


def test_signed_out_everywhere_is_gone_from_here(village, two):
    end_every_session(village.odile)
    assert two.get(reverse("meetings:programme"))["Location"] == END
