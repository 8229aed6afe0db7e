"""A cache in front of the house, a library's or a town's, never shows one person's page to another."""

import asyncio
import re

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import Client
from django.urls import reverse

from parvis.kit import matrix
from parvis.kit.front import door
from parvis.kit.front.shelf import Shelf
from tests.attacks.shared_cache import SharedCache
from tests.kit.asgi_client import ask
from tests.village import seat, settle

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.asvs("14.3.2", "14.2.5")]
DECEPTIONS = [
    "/mon-espace/x.css", "/mon-espace/journal/a.js", "/mon-espace;x.css", "/mon-espace/;.png", "/mon-espace/%2e.css",
    "/mon-espace/..%2fstatic/x.css", "/static/../mon-espace/", "/static/..%2fmon-espace/", "/mon-espace/.", "/mon-espace%2f",
    "/mon-espace/%0a.css", "/mon-espace%23x.css", "/mon-espace%3fx.css", "/MON-ESPACE/", "/mon-espace/?x=.css",
    "//mon-espace/", "/mon-espace//", "/coulisses/x.ico",
]  # fmt: skip


@pytest.fixture
def house(now, monkeypatch, tmp_path):
    """The village behind its front, and a cache before it; who asks is a session's cookie."""
    village = settle(now)
    (tmp_path / "a.css").write_text("p { color: red }")
    monkeypatch.setattr(door, "THREADS", 1)
    front = door.Front(WSGIHandler(), Shelf(tmp_path))

    def origin(method, path, headers):
        return asyncio.run(ask(front, method, path, headers))

    yield village, SharedCache(origin)
    front.threads.submit(connections.close_all).result()
    front.close()


def cookie_of(member):
    client = Client()
    client.force_login(member)
    return f"parvis={client.cookies['parvis'].value}"


def addresses(village):
    known = {"meetings": village.cafe.pk, "members": village.gardeners.pk}
    for row in matrix.rows():
        if "GET" in row.audiences:
            area = row.name.split(":")[0]
            values = {name: known.get(area, 1) if "pk" in name else "x" for name in row.arguments}
            try:
                yield reverse(row.name, kwargs=values)
            except Exception:
                yield reverse(row.name, kwargs={name: 1 for name in row.arguments})


def without_secrets(text):
    return re.sub(r'(csrfmiddlewaretoken|once)" value="[^"]+', "", text)


def test_two_people_and_a_passer_by_behind_one_cache_read_each_their_own(house):
    village, cache = house
    seat(village.jeanne, village.cafe, village.now)
    people = {name: cookie_of(getattr(village, name)) for name in ("fatou", "jeanne")} | {"": ""}
    wrong = []
    for path in [*addresses(village), *DECEPTIONS]:
        for name, cookie in people.items():
            headers = {"cookie": cookie} if cookie else {}
            direct, through = cache.origin("GET", path, headers), cache.ask("GET", path, headers)
            same = (direct.status, direct["location"]) == (through.status, through["location"])
            if not same or without_secrets(direct.text) != without_secrets(through.text):
                wrong.append((path, name))
            if (
                cookie
                and "parvis" not in through["vary"]
                and "Fatou Diallo" in through.text
                and name != "fatou"
            ):
                wrong.append((path, name, "named")) if "Bonjour Fatou" in through.text else None
    assert not wrong


def test_what_a_cache_may_keep_holds_no_cookie_no_secret_and_no_name(house):
    village, cache = house
    for path in [*addresses(village), *DECEPTIONS, "/static/a.css"]:
        for cookie in (cookie_of(village.fatou), ""):
            for method in ("GET", "HEAD"):
                cache.ask(method, path, {"cookie": cookie} if cookie else {})
    assert cache.kept  # the static file at least: else this test looks at nothing
    for (_method, path), answers in cache.kept.items():
        for _named, answer in answers:
            assert not answer.all("set-cookie"), path
            assert "csrfmiddlewaretoken" not in answer.text, path
            assert "Bonjour Fatou" not in answer.text, path
            assert "cookie" in answer["vary"].lower() or path.startswith(
                (
                    "/static/",
                    "/couleurs",
                    "/style",
                    "/flux/",
                    "/manifeste.webmanifest",
                    "/sans-reseau/",
                    "/service-worker.js",
                )
            ), path


@pytest.mark.parametrize("path", DECEPTIONS)
def test_a_personal_page_dressed_as_a_file_is_kept_by_nobody(house, path):
    village, cache = house
    answer = cache.ask("GET", path, {"cookie": cookie_of(village.jeanne)})
    assert not cache.kept
    assert "no-store" in answer["cache-control"] or answer.status == 400


def test_answers_to_acts_errors_and_notices_are_kept_by_nobody(house):
    village, cache = house
    for method, path, headers in [
        ("POST", "/connexion/", {}),
        ("GET", "/", {"cookie": "annonce=x"}),
        ("GET", "/n-existe-pas/", {"cookie": cookie_of(village.jeanne)}),
        ("GET", "/connexion/", {}),
        ("GET", f"/rencontres/{village.cafe.pk}/", {}),
        ("GET", "/mon-espace/", {}),
    ]:
        answer = cache.ask(method, path, headers)
        assert not cache.may_keep(answer) or not answer.all("set-cookie"), (method, path)
    assert "no-store" in cache.origin("POST", "/connexion/", {})["cache-control"]


def test_a_tag_of_one_person_s_page_opens_no_other(house):
    village, cache = house
    for path in ("/", "/rencontres/", "/mon-espace/"):
        tag = cache.origin("GET", path, {"cookie": cookie_of(village.fatou)})["etag"]
        answer = cache.origin("GET", path, {"if-none-match": tag or "*", "cookie": cookie_of(village.jeanne)})
        assert answer.status != 304 or path == "/"
