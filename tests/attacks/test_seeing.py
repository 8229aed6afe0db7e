"""Pages of others: what one may not see is not found, and memory never mixes browsers up."""

import re
from datetime import timedelta

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client

from parvis.chronicle.models import Deed
from parvis.kit.front.door import Front
from parvis.meetings.passes import path_of
from parvis.members.models import Membership
from tests.kit.asgi_client import get
from tests.village import make_meeting, seat

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="([A-Za-z0-9]+)"')


@pytest.fixture
def secret_meeting(village):
    Membership.objects.create(
        member=village.lucie, circle=village.council, asked_at=village.now, accepted_at=village.now
    )
    return make_meeting(
        "Surprise", village.now + timedelta(days=2), host=village.lucie, circle=village.council,
        visibility="circle", link="https://visio.exemple.fr/x", mode="hybrid",
    )  # fmt: skip


PAGES = ("", "inscription/", "refaire/", "modifier/", "annulation/", "organiser/", "organiser/liste.csv",
         "papier/", "papier/presence/", "papier/badges/", "papier/chevalets/", "papier/kit.pdf", "salle/", "apres/")  # fmt: skip


@pytest.mark.parametrize("who", ["jeanne", "karim", "monique", "paul", "pierre", None])
def test_a_secret_circle_s_meeting_is_found_nowhere_by_others(village, client_of, secret_meeting, who):
    browser = client_of(getattr(village, who)) if who else Client()
    base = f"/rencontres/{secret_meeting.pk}/"
    for method in (browser.get, browser.post):
        for path in PAGES:
            answer = method(base + path)
            assert answer.status_code in {302, 404, 405}, path
            assert answer.status_code != 302 or answer["Location"].startswith(("/connexion/", base))
    for page in (
        "/",
        "/rencontres/",
        "/rencontres/2026/11/",
        "/histoires/",
        f"/rencontres/?par=cercle-{village.council.pk}",
    ):
        assert "Surprise" not in browser.get(page).content.decode()
    assert browser.get(f"/cercles/{village.council.pk}/").status_code == 404


def test_a_registration_of_another_meeting_gets_no_seat_through_mine(village, client_of):
    mine = make_meeting("Atelier", village.now + timedelta(days=2), host=village.jeanne)
    theirs = seat(village.paul, village.cafe, village.now)
    jeanne = client_of(village.jeanne)
    assert jeanne.post(f"/rencontres/{mine.pk}/places/{theirs.pk}/").status_code == 404
    assert (
        jeanne.post(f"/rencontres/{mine.pk}/salle/arrivees/", {"registration": theirs.pk}).status_code == 404
    )
    arrival = village.cafe.arrivals.create(member=village.paul, people=1, at=village.now, by=village.karim)
    assert jeanne.post(f"/rencontres/{mine.pk}/salle/arrivees/{arrival.pk}/retrait/").status_code == 404


def test_what_is_mine_is_not_found_under_another_name(village, client_of):
    point = village.jeanne.contact_points.first()
    paul = client_of(village.paul)
    base = f"/mon-espace/coordonnees/{point.pk}/"
    for path in ("code/", "nouveau-code/", "preference/", "retrait/"):
        assert paul.post(base + path).status_code == 404
    assert village.jeanne.contact_points.filter(pk=point.pk).exists()


def test_a_proposal_is_seen_by_nobody_before_it_is_published(village, anonymous, client_of):
    draft = make_meeting("Brouillon", village.now + timedelta(days=2), host=village.jeanne, published=False)
    for browser in (anonymous, client_of(village.paul)):
        assert browser.get(f"/rencontres/{draft.pk}/").status_code == 404
        assert browser.post(f"/rencontres/{draft.pk}/publication/").status_code in {302, 404}
        assert "Brouillon" not in browser.get("/rencontres/").content.decode()


def test_passers_by_read_the_animators_who_agreed_only(village, anonymous, client_of):
    role = village.paul.roles.create(kind="animator", circle=village.gardeners, since_on=village.now.date())
    page = f"/cercles/{village.gardeners.pk}/"
    assert "Paul" not in anonymous.get(page).content.decode()
    assert "Paul" in client_of(village.jeanne).get(page).content.decode()
    role.is_public = True
    role.save()
    assert "Paul" in anonymous.get(page).content.decode()


def test_an_old_pass_no_longer_tells_the_address_of_the_call(village, anonymous):
    call = make_meeting(
        "Appel", village.now - timedelta(days=1), host=village.karim, link="https://visio.exemple.fr/x",
        mode="remote",
    )  # fmt: skip
    page = anonymous.get(path_of(seat(village.jeanne, call, village.now - timedelta(days=2))))
    assert "visio.exemple.fr" not in page.content.decode()


@pytest.mark.django_db(transaction=True)
def test_two_browsers_never_share_the_secret_of_a_form(village):
    front, page = Front(get_wsgi_application()), f"/rencontres/{village.cafe.pk}/"
    try:
        first = get(front, page)
        mine = first["set-cookie"].split(";")[0]
        answers = [
            first,
            get(front, page, {"cookie": mine}),
            get(front, page),
            get(front, page, {"cookie": mine}),
        ]
        tokens = [TOKEN.search(answer.text)[1] for answer in answers]
        assert len(set(tokens)) == len(tokens)
        from django.middleware.csrf import _unmask_cipher_token as open_up

        assert open_up(tokens[1]) == open_up(tokens[3]) == mine.split("=")[1]
        assert open_up(tokens[2]) not in {open_up(tokens[0]), open_up(tokens[1])}
    finally:
        front.threads.submit(connections.close_all).result()
        front.close()


def test_a_form_of_another_site_acts_on_nobody(village):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(village.jeanne)
    browser.get(f"/rencontres/{village.cafe.pk}/")
    for path in (f"/rencontres/{village.cafe.pk}/inscription/", "/deconnexion/", "/deconnexion/partout/"):
        token = (
            {"csrfmiddlewaretoken": browser.cookies["csrftoken"].value}
            if "csrftoken" in browser.cookies
            else {}
        )
        assert browser.post(path).status_code == 403
        answer = browser.post(
            path, token, HTTP_ORIGIN="https://ailleurs.example", HTTP_SEC_FETCH_SITE="cross-site"
        )
        assert answer.status_code == 403
    assert not Deed.objects.filter(verb="meetings.registered").exists()


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "localhost:80:80"]
)
def test_a_forged_host_is_refused_and_never_remembered(village, host):
    assert Client().get("/", headers={"host": host}).status_code == 400
    answer = Client().get("/rencontres/", headers={"x-forwarded-host": host})
    assert host not in answer.content.decode()
