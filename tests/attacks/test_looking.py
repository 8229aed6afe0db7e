"""Whoever only looks changes nothing: mail scanners, link previews and impatient browsers look a lot."""

from parvis.meetings.models import Registration
from parvis.meetings.passes import path_of
from tests.village import seat


def test_a_mail_scanner_that_asks_for_heads_cancels_nobody(village, anonymous):
    registration = seat(village.jeanne, village.cafe, village.now)
    for address in ("", "annulation/", "nombre/", "reponse/"):
        assert anonymous.head(path_of(registration) + address).status_code < 400
    registration.refresh_from_db()
    assert registration.state == "seated"


def test_a_head_registers_nobody(village, client_of):
    client_of(village.jeanne).head(f"/rencontres/{village.cafe.pk}/inscription/")
    assert not Registration.objects.exists()
