"""Entering without a password: six digits, a link, one address for two, a voice on the telephone."""

import re
from datetime import timedelta
from urllib.parse import unquote

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from parvis.courier.models import Dispatch
from parvis.members.codes import SIGN_IN, forget_old_codes, is_still_wanted, make_code
from parvis.members.contacts import read_contact
from parvis.members.joining import join
from parvis.members.models import SignInCode
from parvis.members.signing_in import give_code, make_link


def ask(client, address, suite=""):
    return client.post("/connexion/", {"address": address, "suite": suite})


def digits_sent_to(address):
    mail = Dispatch.objects.filter(purpose=SIGN_IN, address=address).latest("pk")
    return re.search(r"\d{3}\s\d{3}", mail.title).group()


def who(client):
    found = re.search(r"<h1>Bonjour ([^<]+)</h1>", client.get("/mon-espace/").content.decode())
    return found and found.group(1)


def test_jeanne_enters_with_the_six_digits_of_her_mail(village, anonymous):
    page = ask(anonymous, "  JEANNE@exemple.fr ", suite="/qui-est-qui/")
    answer = anonymous.post(page["Location"], {"code": digits_sent_to("jeanne@exemple.fr")})
    assert answer["Location"] == "/qui-est-qui/"
    assert who(anonymous) == "Jeanne"


def test_digits_pasted_with_spaces_and_a_final_dot_are_understood(village, anonymous):
    page = ask(anonymous, "jeanne@exemple.fr")
    pasted = " " + digits_sent_to("jeanne@exemple.fr").replace("\u00a0", "  ") + ". "
    assert anonymous.post(page["Location"], {"code": pasted})["Location"] == "/mon-espace/"


def test_the_answer_is_the_same_whether_the_address_is_known_or_not(village, anonymous):
    texts = []
    for address in ["jeanne@exemple.fr", "personne@exemple.fr"]:
        page = anonymous.get(ask(anonymous, address)["Location"])
        text = re.sub(r'csrfmiddlewaretoken" value="[^"]+"', "", page.content.decode())
        texts.append((page.status_code, text))
    assert texts[0] == texts[1]
    assert not Dispatch.objects.filter(address="personne@exemple.fr").exists()


def test_a_code_works_once(village, anonymous):
    page = ask(anonymous, "jeanne@exemple.fr")["Location"]
    code = digits_sent_to("jeanne@exemple.fr")
    assert anonymous.post(page, {"code": code}).status_code == 302
    assert "Ce code ne marche pas" in Client().post(page, {"code": code}).content.decode()


def test_a_code_of_21_minutes_says_it_is_too_old(village, anonymous):
    page = ask(anonymous, "jeanne@exemple.fr")["Location"]
    code = digits_sent_to("jeanne@exemple.fr")
    with time_machine.travel(timezone.now() + timedelta(minutes=21)):
        assert "plus de 20 minutes" in anonymous.post(page, {"code": code}).content.decode()
    assert who(anonymous) is None


def test_after_five_wrong_tries_even_the_right_digits_are_refused(village, anonymous):
    page = ask(anonymous, "jeanne@exemple.fr")["Location"]
    right = digits_sent_to("jeanne@exemple.fr")
    wrong = "000000" if not right.startswith("000") else "111111"
    for _try in range(5):
        assert anonymous.post(page, {"code": wrong}).status_code == 422
    assert "Ce code ne marche pas" in anonymous.post(page, {"code": right}).content.decode()


def test_the_fifth_try_may_still_be_the_right_one(village, anonymous):
    page = ask(anonymous, "jeanne@exemple.fr")["Location"]
    right = digits_sent_to("jeanne@exemple.fr")
    wrong = "000000" if not right.startswith("000") else "111111"
    for _try in range(4):
        anonymous.post(page, {"code": wrong})
    assert anonymous.post(page, {"code": right}).status_code == 302


def test_a_seventh_code_within_an_hour_is_refused_known_or_not(village, anonymous):
    for address in ["jeanne@exemple.fr", "personne@exemple.fr"]:
        answers = [ask(anonymous, address) for _time in range(7)]
        assert [answer.status_code for answer in answers] == [302] * 6 + [429]
        assert "Attendez une heure" in answers[-1].content.decode()


def test_people_who_share_an_address_say_which_one_they_are(village, anonymous):
    shared = read_contact("lucie.et.marc@exemple.fr")
    join(name="Lucie Petit", contact=shared, at=village.now)
    marc = join(name="Marc Petit", contact=shared, at=village.now)
    page = ask(anonymous, shared.address)["Location"]
    answer = anonymous.post(page, {"code": digits_sent_to(shared.address)})
    assert answer["Location"] == "/connexion/qui/"
    asked = anonymous.get("/connexion/qui/").content.decode()
    assert "Lucie Petit" in asked
    assert "Marc Petit" in asked
    assert who(anonymous) is None
    anonymous.post("/connexion/qui/", {"member": marc.pk})
    assert who(anonymous) == "Marc"
    marc.refresh_from_db()
    assert marc.verified_at is not None
    assert marc.contact_points.get().verified_at is not None


def test_nobody_else_can_be_chosen_and_nothing_without_a_proof(village, anonymous):
    assert anonymous.post("/connexion/qui/", {"member": village.fatou.pk}).status_code == 410
    shared = read_contact("lucie.et.marc@exemple.fr")
    join(name="Lucie Petit", contact=shared, at=village.now)
    join(name="Marc Petit", contact=shared, at=village.now)
    anonymous.post(ask(anonymous, shared.address)["Location"], {"code": digits_sent_to(shared.address)})
    anonymous.post("/connexion/qui/", {"member": village.fatou.pk})
    assert who(anonymous) is None


def test_odile_enters_with_a_code_monique_reads_out(village, anonymous):
    page = ask(anonymous, "01 99 00 45 12")["Location"]
    text = anonymous.get(page).content.decode()
    assert "Monique" in text
    code = give_code(member=village.odile, by=village.monique, at=timezone.now())
    assert anonymous.post(page, {"code": code.digits})["Location"] == "/mon-espace/"
    assert who(anonymous) == "Odile"
    assert village.odile.journal.get().author == village.monique


def test_someone_without_any_address_enters_with_the_code_of_their_card(village, anonymous):
    rosa = join(name="Rosa Diaz", contact=None, at=village.now)
    page = ask(anonymous, f"{rosa.card_code[:2].lower()} {rosa.card_code[2:]}")["Location"]
    code = make_code(member=rosa, at=timezone.now())
    anonymous.post(page, {"code": code.digits})
    assert who(anonymous) == "Rosa"


def test_a_number_known_beside_a_mail_sends_the_code_by_mail(village, anonymous):
    page = ask(anonymous, "06 39 98 12 01")["Location"]
    anonymous.post(page, {"code": digits_sent_to("jeanne@exemple.fr")})
    assert who(anonymous) == "Jeanne"


def test_a_code_of_one_address_opens_no_other(village, anonymous):
    ask(anonymous, "paul@exemple.fr")
    page = ask(anonymous, "jeanne@exemple.fr")["Location"]
    assert anonymous.post(page, {"code": digits_sent_to("paul@exemple.fr")}).status_code == 422
    assert who(anonymous) is None


def test_looking_at_a_link_ten_times_leaves_it_whole_and_pressing_uses_it_up(village, anonymous):
    path = make_link(village.jeanne, timezone.now()).removeprefix("http://localhost:8000")
    before = SignInCode.objects.get()
    for _look in range(10):
        assert anonymous.get(path).status_code == 200
    assert who(anonymous) is None
    assert SignInCode.objects.values().get() == SignInCode.objects.filter(pk=before.pk).values().get()
    assert SignInCode.objects.get().used_at is None
    assert anonymous.post(path)["Location"] == "/mon-espace/"
    assert who(anonymous) == "Jeanne"
    assert Client().post(path).status_code == 410


def test_a_made_up_link_offers_a_new_code(village, anonymous):
    answer = anonymous.get("/connexion/lien/imaginaire/")
    assert answer.status_code == 410
    assert "Recevoir un code" in answer.content.decode()


def test_the_link_of_the_mail_lets_in_too(village, anonymous):
    ask(anonymous, "jeanne@exemple.fr")
    mail = Dispatch.objects.get(purpose=SIGN_IN)
    anonymous.post(mail.link.removeprefix("http://localhost:8000"))
    assert who(anonymous) == "Jeanne"


@pytest.mark.parametrize("elsewhere", ["https://ailleurs.exemple/", "//ailleurs.exemple", "javascript:x"])
def test_after_entering_one_stays_in_this_place(elsewhere, village, anonymous):
    page = ask(anonymous, "jeanne@exemple.fr", suite=elsewhere)["Location"]
    answer = anonymous.post(page, {"code": digits_sent_to("jeanne@exemple.fr")})
    assert answer["Location"] == "/mon-espace/"


def test_the_code_is_kept_nowhere_readable_but_in_its_letter(village, anonymous):
    ask(anonymous, "jeanne@exemple.fr")
    digits = digits_sent_to("jeanne@exemple.fr").replace("\u00a0", "")
    row = SignInCode.objects.values().get()
    assert digits not in str(row)
    assert len(row["code_digest"]) == len(row["link_digest"]) == 64


def test_a_used_code_is_not_sent_any_more(village, anonymous):
    page = ask(anonymous, "jeanne@exemple.fr")["Location"]
    mail = Dispatch.objects.get(purpose=SIGN_IN)
    assert is_still_wanted(mail, timezone.now())
    anonymous.post(page, {"code": digits_sent_to("jeanne@exemple.fr")})
    assert not is_still_wanted(mail, timezone.now())


def test_old_codes_are_forgotten(village):
    make_code(member=village.jeanne, at=village.now - timedelta(days=3))
    make_code(member=village.jeanne, at=village.now)
    assert forget_old_codes(at=village.now) == 1
    assert SignInCode.objects.count() == 1


def test_the_session_of_before_is_worthless_after_entering(village, anonymous):
    shared = read_contact("lucie.et.marc@exemple.fr")
    lucie = join(name="Lucie Petit", contact=shared, at=village.now)
    join(name="Marc Petit", contact=shared, at=village.now)
    anonymous.post(ask(anonymous, shared.address)["Location"], {"code": digits_sent_to(shared.address)})
    planted = anonymous.cookies["parvis"].value
    anonymous.post("/connexion/qui/", {"member": lucie.pk})
    assert anonymous.cookies["parvis"].value != planted
    thief = Client()
    thief.cookies["parvis"] = planted
    assert who(thief) is None


def test_leaving_everywhere_closes_the_other_browsers(village, client_of):
    here, there = client_of(village.jeanne), client_of(village.jeanne)
    assert who(there) == "Jeanne"
    here.post("/deconnexion/partout/")
    assert who(here) is None
    assert who(there) is None


def test_leaving_one_device_leaves_the_others_open(village, client_of):
    here, there = client_of(village.jeanne), client_of(village.jeanne)
    here.post("/deconnexion/")
    assert who(here) is None
    assert who(there) == "Jeanne"


def test_someone_who_left_cannot_enter_any_more(village, client_of):
    browser = client_of(village.jeanne)
    village.jeanne.left_at = village.now
    village.jeanne.save()
    assert who(browser) is None


def test_a_page_for_members_is_found_again_after_entering(village, anonymous):
    answer = anonymous.get("/mon-espace/journal/?page=2")
    assert unquote(answer["Location"]) == "/connexion/?suite=/mon-espace/journal/?page=2"
