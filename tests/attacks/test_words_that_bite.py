"""Words people write stay words: on pages, in mail, in tables; and what lies on the disk is the owner's."""

import stat

import pytest
from django.conf import settings
from django.utils import timezone

from parvis.courier.composing import compose
from parvis.courier.models import Dispatch
from parvis.kit.markdown import to_html
from tests.village import seat

BITING = '"><script>alert(1)</script><img src=x onerror=alert(1)>'


def test_names_titles_and_answers_are_shown_as_words(village, client_of, anonymous):
    village.cafe.title, village.cafe.about, village.cafe.where = BITING[:120], BITING, BITING
    village.cafe.bring = BITING
    village.cafe.save()
    village.jeanne.name = BITING
    village.jeanne.is_listed = True
    village.jeanne.save()
    seat(village.jeanne, village.cafe, village.now, companions=BITING, shows_name=True)
    karim, monique = client_of(village.karim), client_of(village.monique)
    base = f"/rencontres/{village.cafe.pk}/"
    pages = [
        *(karim.get(base + path) for path in ("", "organiser/", "papier/", "papier/affiche-a4/", "papier/presence/", "papier/badges/", "papier/chevalets/", "salle/", "modifier/", "refaire/")),
        *(karim.get(path) for path in ("/", "/rencontres/", "/rencontres/2026/11/", "/qui-est-qui/")),
        monique.post(f"/permanence/personnes/{village.jeanne.pk}/ouverture/", {"reason": "calling"}, follow=True), client_of(village.jeanne).get("/mon-espace/"),
        anonymous.get(base),
    ]  # fmt: skip
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.content.decode()
        assert "<img src=x" not in page.content.decode()
        assert page["X-Content-Type-Options"] == "nosniff"
        assert "'unsafe-inline'" not in page["Content-Security-Policy"]


@pytest.mark.parametrize(
    "text",
    ["[x](javascript:alert(1))", "[x](JaVaScRiPt:alert(1))", "[x](data:text/html,x)", "<a href=javascript:x>y</a>",
     "![x](https://x.example/pixel)", "[x](java\nscript:alert(1))", "[x](&#106;avascript:alert(1))"],
)  # fmt: skip
def test_a_text_runs_nothing_and_fetches_nothing(text):
    html = str(to_html(text)).lower()
    for danger in ('href="j', 'href="data', "<img", "<a href=java"):
        assert danger not in html


def test_a_name_adds_no_header_to_a_letter(village, anonymous):
    fields = {"name": "Samir\r\nBcc: tous@exemple.fr", "contact": "samir@exemple.fr"}
    anonymous.post(f"/rencontres/{village.cafe.pk}/inscription/", fields)
    letter = compose(Dispatch.objects.get(), timezone.now())
    assert letter["Bcc"] is None
    assert letter["To"].addresses[0].addr_spec == "samir@exemple.fr"


def test_a_formula_typed_by_a_newcomer_stays_text_in_the_organiser_s_table(village, anonymous, client_of):
    fields = {"name": "=HYPERLINK(1) Samir", "contact": "samir@exemple.fr", "companions": "@SUM(A1)"}
    anonymous.post(f"/rencontres/{village.cafe.pk}/inscription/", fields)
    answer = client_of(village.karim).post(f"/rencontres/{village.cafe.pk}/organiser/liste.csv")
    table = b"".join(answer.streaming_content).decode()
    assert "'=HYPERLINK" in table
    assert "'@SUM" in table


def test_the_key_and_what_people_send_are_their_owner_s_to_read():
    key = settings.DATA / "secrets" / "key"
    if key.exists():
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert settings.FILE_UPLOAD_PERMISSIONS == 0o600
    assert not settings.DEBUG
