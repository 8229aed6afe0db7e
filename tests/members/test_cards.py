"""A card says who one is and opens nothing by itself; lost, it is like one that never was."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from parvis.kit.refusals import Refusal
from parvis.members.entering_by_card import enter_with_card
from parvis.members.keeping_cards import MOST_TRIES, choose_number, is_too_simple, replace_card
from parvis.members.models import Member, PersonalNumber
from parvis.members.signing_in import give_code

pytestmark = pytest.mark.django_db


def _digits(fresh) -> str:
    return fresh.digits


def test_a_card_alone_opens_nothing(village, now):
    card = village.odile.card_code
    for digits in ("", "0", "1234", "123456", "000000", "4182", card):
        assert enter_with_card(card_code=card, digits=digits, at=now) is None


def test_a_card_and_a_code_read_out_open_once(village, now):
    code = _digits(give_code(member=village.odile, by=village.monique, at=now))
    assert enter_with_card(card_code=village.henri.card_code, digits=code, at=now) is None
    assert enter_with_card(card_code=village.odile.card_code, digits=code, at=now) == village.odile
    assert enter_with_card(card_code=village.odile.card_code, digits=code, at=now) is None


def test_five_wrong_numbers_close_it_until_a_code_shows_who_it_is(village, now):
    choose_number(member=village.odile, digits="4182", at=now)
    card = village.odile.card_code
    assert enter_with_card(card_code=card, digits="4182", at=now) == village.odile
    for wrong in ("4183", "4184", "4185", "4186", "4187"):
        assert enter_with_card(card_code=card, digits=wrong, at=now) is None
    assert enter_with_card(card_code=card, digits="4182", at=now) is None
    assert PersonalNumber.objects.get(member=village.odile).tries == MOST_TRIES
    assert "Cinq numéros faux" in village.odile.journal.latest("pk").words
    code = _digits(give_code(member=village.odile, by=village.monique, at=now))
    assert enter_with_card(card_code=card, digits=code, at=now) == village.odile
    assert enter_with_card(card_code=card, digits="4182", at=now) == village.odile


def test_a_card_nobody_has_costs_the_same_statements(village, now, django_assert_num_queries):
    choose_number(member=village.odile, digits="4182", at=now)
    for card in (village.odile.card_code, village.henri.card_code, "ZZ9999"):
        with django_assert_num_queries(4):  # savepoint, the row, the try, savepoint
            enter_with_card(card_code=card, digits="4183", at=now)


@pytest.mark.parametrize(
    "digits", ["0000", "1234", "4321", "9012", "1212", "1954", "2024", "12", "12345", "abcd", "١٢٣٤", ""]
)
def test_the_numbers_a_stranger_tries_first_are_refused(digits, village, now):
    assert is_too_simple(digits)
    with pytest.raises(Refusal):
        choose_number(member=village.odile, digits=digits, at=now)


def test_nobody_reads_a_number_in_the_database(village, now):
    row = choose_number(member=village.odile, digits="4182", at=now)
    assert "4182" not in f"{row.salt}{row.digest}".replace(row.digest, "")
    assert row.digest != choose_number(member=village.henri, digits="4182", at=now).digest


def test_i_lost_my_card_is_one_tap_and_the_old_one_never_existed(village, now, client_of):
    odile, old = village.odile, village.odile.card_code
    choose_number(member=odile, digits="4182", at=now)
    here, elsewhere = client_of(odile), client_of(odile)
    code = _digits(give_code(member=odile, by=village.monique, at=timezone.now()))
    page = here.post("/mon-espace/carte/perte/", follow=True).content.decode()
    odile.refresh_from_db()
    assert odile.card_code != old
    assert f"{odile.card_code[:2]} {odile.card_code[2:4]} {odile.card_code[4:]}" in page
    assert elsewhere.get("/mon-espace/")["Location"].startswith("/connexion/")
    assert here.get("/mon-espace/").status_code == 200
    assert "remplacée" in odile.journal.latest("pk").words
    at = timezone.now()
    assert enter_with_card(card_code=old, digits="4182", at=at) is None
    assert enter_with_card(card_code=old, digits=code, at=at) is None
    assert enter_with_card(card_code=odile.card_code, digits="4182", at=at) == odile
    nobody = Client().post("/connexion/", {"address": "ZZ 99 99"})
    before = Client().post("/connexion/", {"address": old})
    assert (nobody.status_code, nobody["Location"][:20]) == (before.status_code, before["Location"][:20])


def test_the_desk_replaces_a_lost_card_with_the_record_open_only(village, now, client_of):
    desk, odile, old = client_of(village.monique), village.odile, village.odile.card_code
    home = f"/permanence/personnes/{odile.pk}/"
    desk.post(f"{home}carte/perte/")
    odile.refresh_from_db()
    assert odile.card_code == old
    desk.post(f"{home}ouverture/", {"reason": "calling"})
    theirs = client_of(odile)
    assert "Voici la nouvelle" in desk.post(f"{home}carte/perte/", follow=True).content.decode()
    odile.refresh_from_db()
    assert odile.card_code != old
    assert theirs.get("/mon-espace/").status_code == 302
    assert odile.journal.latest("pk").author == village.monique


def test_the_square_fills_the_card_in_and_nothing_else(village, anonymous):
    code = village.odile.card_code
    page = anonymous.get("/connexion/", {"carte": code}).content.decode()
    assert f'value="{code[:2]} {code[2:4]} {code[4:]}"' in page
    for odd in ("<script>", "x" * 5000, "jeanne@exemple.fr", "\u0000"):
        assert anonymous.get("/connexion/", {"carte": odd}).status_code in (200, 400)
        assert "jeanne@" not in anonymous.get("/connexion/", {"carte": odd}).content.decode()


def test_a_number_is_chosen_in_my_space_and_taken_back(village, client_of):
    mine = client_of(village.odile)
    page = mine.post("/mon-espace/carte/numero/", {"number": "1234"})
    assert page.status_code == 422
    assert "se devine trop vite" in page.content.decode()
    assert mine.post("/mon-espace/carte/numero/", {"number": "41 82"}).status_code == 302
    assert "Changer mon numéro" in mine.get("/mon-espace/carte/").content.decode()
    mine.post("/mon-espace/carte/numero/retrait/")
    assert not PersonalNumber.objects.exists()


def test_cards_are_printed_for_a_circle_and_those_without_mail_and_each_can_read_it(village, client_of):
    desk = client_of(village.monique)
    page = desk.get("/permanence/cartes/").content.decode()
    assert "Odile Roux" in page
    assert "Jeanne" not in page
    assert desk.post("/permanence/cartes/", {"people": ["x", "9" * 30], "circle": "zz"}).status_code == 302
    sheet = desk.post("/permanence/cartes/", {"people": [village.odile.pk], "circle": village.gardeners.pk})
    words = sheet.content.decode()
    assert sheet["Cache-Control"] == "private, no-store"
    assert village.odile.card_code[2:4] in words
    assert 'class="qr"' in words
    printed = Member.objects.filter(journal__words="A imprimé votre carte.").count()
    assert printed == words.count("<article>") >= 2
    for secret in ("@exemple.fr", "01 99 00 45 12"):
        assert secret not in words


def test_a_secret_circle_s_cards_are_not_for_the_desk(village, now, client_of):
    desk = client_of(village.monique)
    answer = desk.post("/permanence/cartes/", {"circle": village.council.pk})
    assert answer.status_code == 302
    assert "Conseil" not in desk.get("/permanence/cartes/").content.decode()


def test_replacing_twice_gives_two_new_cards_and_the_first_new_one_is_dead(village, now):
    first = replace_card(member=village.odile, by=village.odile, at=now).card_code
    second = replace_card(member=village.odile, by=village.odile, at=now + timedelta(seconds=1)).card_code
    assert first != second
    assert not Member.objects.filter(card_code=first).exists()
