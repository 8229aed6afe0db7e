"""Passkeys without a device: what is made up is refused, and codes remain."""

import pytest
from django.test import override_settings

from parvis.members.models import Passkey

ANSWERS = [
    "",
    "null",
    "[]",
    "{}",
    '{"id": "a"}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
]


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_made_up_answer_lets_nobody_in(answer, village, anonymous):
    anonymous.post("/connexion/cle/")
    refused = anonymous.post("/connexion/cle/entree/", {"answer": answer})
    assert refused.status_code == 400
    assert "Recevoir un code" in refused.content.decode()
    assert anonymous.get("/mon-espace/").status_code == 302


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_made_up_device_is_not_added(answer, village, client_of):
    browser = client_of(village.jeanne)
    browser.post("/mon-espace/cles/", {"name": "Mon téléphone"})
    assert browser.post("/mon-espace/cles/ajout/", {"answer": answer}).status_code == 400
    assert not Passkey.objects.exists()


def test_an_answer_nobody_asked_for_is_refused(village, anonymous):
    assert anonymous.post("/connexion/cle/entree/", {"answer": ANSWERS[-1]}).status_code == 400


def test_nobody_removes_someone_else_s_device(village, client_of):
    key = village.paul.passkeys.create(
        name="clé", credential_id=b"1", credential_data=b"1", added_at=village.now
    )
    assert client_of(village.jeanne).post(f"/mon-espace/cles/{key.pk}/retrait/").status_code == 404


def test_without_https_the_page_says_so_and_offers_codes(village, anonymous):
    with override_settings(PUBLIC_ADDRESS="http://192.0.2.7:8000", IS_HTTPS=False):
        page = anonymous.get("/connexion/cle/").content.decode()
    assert "Les clés d’accès demandent une adresse en https." in page
    assert "Entrer avec un code" in page


def test_the_script_is_loaded_only_where_a_device_is_asked(village, anonymous):
    assert "<script" not in anonymous.get("/connexion/").content.decode()
    assert "<script" not in anonymous.get("/connexion/cle/").content.decode()
    assert "passkey.js" in anonymous.post("/connexion/cle/").content.decode()
