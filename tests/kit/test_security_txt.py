"""Whoever finds a weakness finds whom to tell."""

from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from config import environment

ADDRESS = "/.well-known/security.txt"


def test_it_names_the_contact_and_holds_for_less_than_a_year(village, anonymous, settings):
    settings.SECURITY_CONTACT = "mailto:securite@exemple.fr"
    answer = anonymous.get(ADDRESS)
    assert answer["Content-Type"] == "text/plain; charset=utf-8"
    fields = dict(line.split(": ", 1) for line in answer.text.splitlines())
    assert fields["Contact"] == "mailto:securite@exemple.fr"
    assert fields["Canonical"] == f"{settings.PUBLIC_ADDRESS}{ADDRESS}"
    assert fields["Preferred-Languages"] == "fr, en"
    left = datetime.fromisoformat(fields["Expires"]) - timezone.now()
    assert timedelta(days=200) < left < timedelta(days=365)


def test_without_a_contact_it_says_so_and_is_not_there(village, anonymous, settings):
    settings.SECURITY_CONTACT = ""
    answer = anonymous.get(ADDRESS)
    assert answer.status_code == 404
    assert "Personne" in answer.text
    assert "Contact" not in answer.text


def test_a_closed_place_opens_it_too(village, anonymous, settings):
    settings.SECURITY_CONTACT = "https://exemple.fr/securite"
    village.community.is_open = False
    village.community.save()
    assert anonymous.get(ADDRESS).status_code == 200


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("", ""),
        (" moi@exemple.fr ", "mailto:moi@exemple.fr"),
        ("https://exemple.fr/x", "https://exemple.fr/x"),
    ],
)
def test_an_address_of_mail_is_enough(monkeypatch, typed, read):
    monkeypatch.setenv("PARVIS_SECURITY_CONTACT", typed)
    assert environment.read("PARVIS_SECURITY_CONTACT") == read


@pytest.mark.parametrize("typed", ["moi", "http://exemple.fr", "a@b.fr\nContact: x", "javascript:x@y"])
def test_what_is_no_contact_is_refused_at_the_start(monkeypatch, typed):
    monkeypatch.setenv("PARVIS_SECURITY_CONTACT", typed)
    with pytest.raises(ValueError, match="PARVIS_SECURITY_CONTACT"):
        environment.read("PARVIS_SECURITY_CONTACT")
