"""When something goes wrong, people are told what to do and lose nothing of what they typed."""

import errno

import pytest
from django.db import IntegrityError, InterfaceError, OperationalError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse

from parvis.kit import errors, jinja


def text_of(response):
    return response.content.decode()


def test_a_page_that_never_was_shows_the_way_home(village, anonymous):
    response = anonymous.get("/nulle-part/")
    assert response.status_code == 404
    assert "n’existe plus, ou n’a jamais existé" in text_of(response)
    assert 'href="/"' in text_of(response)


def test_a_form_left_open_too_long_is_given_back_whole(village):
    careful = Client(enforce_csrf_checks=True)
    typed = {"theme": "dark", "words": "Un banc <devant> l’école", "csrfmiddlewaretoken": "old"}
    response = careful.post(reverse("kit:display"), typed, headers={"Sec-Fetch-Site": "same-origin"})
    assert response.status_code == 403
    assert "Un banc &lt;devant&gt; l’école" in text_of(response)
    assert 'value="old"' not in text_of(response)
    assert "Envoyer de nouveau" in text_of(response)
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://ailleurs.example"}, {}]
)
def test_a_form_of_another_site_is_not_given_back_to_be_sent(village, headers):
    careful = Client(enforce_csrf_checks=True)
    response = careful.post(reverse("kit:display"), {"words": "piège"}, headers=headers)
    assert response.status_code == 403
    assert "piège" not in text_of(response)


def test_a_breakdown_gives_back_what_was_typed_even_without_a_database():
    """No `db` fixture: any query here fails, as it does when the database is away."""
    request = RequestFactory().post("/rencontres/1/inscription/", {"name": "Jeanne Martin"})
    response = errors.broken(request)
    assert response.status_code == 500
    assert "Jeanne Martin" in text_of(response)
    assert "Ce que vous avez écrit est gardé" in text_of(response)


def test_a_breakdown_names_someone_to_call(village, monkeypatch):
    response = errors.broken(RequestFactory().get("/"))
    assert "01\u00a099\u00a000\u00a012\u00a034" in text_of(response)


def test_a_breakdown_survives_a_helper_that_breaks(village, monkeypatch):
    def falls() -> None:
        raise RuntimeError("gone")

    monkeypatch.setitem(jinja._offered, "helper", falls)
    assert errors.broken(RequestFactory().get("/")).status_code == 500


def test_what_is_too_heavy_is_said_so(village, anonymous, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    response = anonymous.post(reverse("kit:display"), {"theme": "x" * 5000})
    assert response.status_code == 413
    assert "trop lourd" in text_of(response)


def test_a_page_of_a_role_names_someone_to_ask(village, client_of):
    response = client_of(village.jeanne).get(reverse("console:components"))
    assert response.status_code == 403
    assert "Cette page est pour" in text_of(response)
    assert "Parler à quelqu’un" in text_of(response)


def answer_after(error: Exception) -> HttpResponse:
    request = RequestFactory().post("/rencontres/1/inscription/", {"name": "Jeanne Martin"})
    try:
        raise error
    except Exception:
        return errors.broken(request)


def database_said(words: str, **numbers) -> OperationalError:
    said = Exception(words)
    for name, value in numbers.items():
        setattr(said, name, value)
    failure = OperationalError(words)
    failure.__cause__ = said
    return failure


@pytest.mark.parametrize(
    ("error", "words", "seconds"),
    [
        (OperationalError("server closed the connection"), "Le lieu se réveille", "5"),
        (InterfaceError("connection already closed"), "Le lieu se réveille", "5"),
        (database_said("disk is full", sqlite_errorcode=13), "Le disque est plein", "60"),
        (database_said("could not extend file", sqlstate="53100"), "Le disque est plein", "60"),
        (OSError(errno.ENOSPC, "No space left on device"), "Le disque est plein", "60"),
        (database_said("readonly database", sqlite_errorcode=8 | 1 << 8), "on peut seulement lire", "60"),
        (OSError(errno.EROFS, "Read-only file system"), "on peut seulement lire", "60"),
    ],
)
def test_a_breakdown_that_passes_is_told_warmly(village, error, words, seconds):
    """And gives back what was typed, names someone to call, says when to come again."""
    response = answer_after(error)
    assert response.status_code == 503
    assert response["Retry-After"] == seconds
    assert words in text_of(response)
    assert "Jeanne Martin" in text_of(response)
    assert "01\u00a099\u00a000\u00a012\u00a034" in text_of(response)


def test_a_defect_is_no_breakdown(village):
    assert answer_after(ValueError("a defect")).status_code == 500
    assert answer_after(IntegrityError("a constraint")).status_code == 500
