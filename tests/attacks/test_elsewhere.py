"""No link, no redirect and no letter leads anywhere but here, whatever the request says of itself."""

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import connections
from django.test import Client, RequestFactory
from hypothesis import given
from hypothesis import strategies as st

from parvis.courier.models import Dispatch
from parvis.kit import limiting
from parvis.kit.front import door
from parvis.members.sessions import safe_next
from parvis.members.signing_in import give_code, make_link
from tests.kit.asgi_client import get

ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "////evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/\r/evil.example",
    "\t//evil.example",
    " //evil.example",
    "\x01//evil.example",
    "/\u2028/evil.example",
    "/\u00a0/evil.example",
    "https://evil.example",
    "https:/evil.example",
    "https:evil.example",
    "HTTPS://evil.example",
    "http://localhost@evil.example",
    "http://localhost:8000.evil.example/",
    "javascript:alert(1)",
    "java\tscript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "%2F%2Fevil.example",
    "evil.example",
    "?x=//evil.example",
    "@evil.example",
    "/é\\evil.example",
]
HERE = ["/", "/mon-espace/", "/rencontres/?page=2", "/%2F/evil.example", "/qui-est-qui/?q=Z%C3%A9", "/a/../b"]
FORGED = {
    "X-Forwarded-Host": "evil.example",
    "X-Host": "evil.example",
    "X-Original-Host": "evil.example",
    "Forwarded": "host=evil.example;proto=https",
    "X-Forwarded-Server": "evil.example",
    "X-Original-URL": "/coulisses/",
    "X-Rewrite-URL": "/coulisses/",
}


@pytest.mark.asvs("3.7.2")
class TestTheNextPage:
    @pytest.mark.parametrize("suite", ELSEWHERE)
    def test_after_entering_one_stays_here(self, village, now, suite):
        for way in ("link", "choice", "page"):
            browser = Client()
            if way == "page":
                browser.force_login(village.jeanne)
                answer = browser.get("/connexion/", {"suite": suite})
            else:
                path = make_link(village.jeanne, now).removeprefix("http://localhost:8000")
                answer = browser.post(path, query_params={"suite": suite})
            assert answer["Location"] == "/mon-espace/", (way, suite)

    @pytest.mark.parametrize("suite", HERE)
    def test_pages_of_ours_are_found_again(self, village, now, suite):
        path = make_link(village.jeanne, now).removeprefix("http://localhost:8000")
        assert Client().post(path, query_params={"suite": suite})["Location"] == suite

    @given(st.text(max_size=40), st.sampled_from(["", "/", "//", "/\\", "\\", "http:", "/\t/"]))
    def test_whatever_is_asked_the_answer_begins_with_one_stroke(self, text, front):
        address = safe_next(RequestFactory().get("/"), f"{front}{text}")
        assert address == "" or (address[0] == "/" and address[1:2] not in ("/", "\\"))


@pytest.mark.asvs("4.1.3")
class TestTheHost:
    def test_letters_name_the_public_address_whatever_the_request_says(self, village, settings):
        settings.PUBLIC_ADDRESS = "https://canal.exemple.fr"
        settings.ALLOWED_HOSTS = ["canal.exemple.fr", "localhost"]
        browser = Client(headers=FORGED | {"Host": "localhost"})
        browser.post("/connexion/", {"address": "jeanne@exemple.fr"})
        fields = {"name": "Rosa Diaz", "contact": "rosa@exemple.fr"}
        browser.post(f"/rencontres/{village.cafe.pk}/inscription/", fields)
        rows = list(Dispatch.objects.all())
        assert len(rows) == 2
        for row in rows:
            assert row.link.startswith("https://canal.exemple.fr/")
            assert "evil" not in row.link + row.body + row.title

    @pytest.mark.parametrize(
        "host",
        ["evil.example", "localhost.evil.example", "localhost@evil.example", "localhost:80:80", "", " "],
    )
    def test_another_host_is_refused_before_anything_is_done(self, village, host):
        answer = Client(headers={"Host": host}).post("/connexion/", {"address": "jeanne@exemple.fr"})
        assert answer.status_code == 400
        assert not Dispatch.objects.exists()
        assert "evil" not in answer.content.decode()

    @pytest.mark.parametrize("header", sorted(FORGED))
    def test_forged_headers_change_no_page(self, village, client_of, header):
        for path in ("/", "/rencontres/", "/connexion/", "/mon-espace/", "/coulisses/"):
            plain = Client().get(path)
            forged = Client(headers={header: FORGED[header]}).get(path)
            assert "evil.example" not in forged.content.decode() + str(forged.headers)
            assert (plain.status_code, plain.get("Location")) == (forged.status_code, forged.get("Location"))


@pytest.mark.asvs("6.3.1", "4.1.3")
class TestForgedAddresses:
    @pytest.mark.parametrize(
        "header",
        ["X-Forwarded-For", "Forwarded", "X-Real-IP", "X-Client-IP", "True-Client-IP", "CF-Connecting-IP"],
    )
    def test_no_header_makes_anyone_a_newcomer_to_the_limits(self, village, header):
        limiting.forget()
        answers = []
        for number in range(130):
            forged = {header: f"198.51.100.{number}" if header != "Forwarded" else f"for=198.51.100.{number}"}
            answers.append(
                Client(headers=forged).post("/connexion/", {"address": f"a{number}@exemple.fr"}).status_code
            )
        assert answers[:120] == [302] * 120
        assert set(answers[120:]) == {429}

    def test_an_address_asked_for_from_everywhere_is_counted_as_one(self, village):
        answers = []
        for number in range(9):
            browser = Client(REMOTE_ADDR=f"198.51.100.{number}")
            answers.append(browser.post("/connexion/", {"address": "jeanne@exemple.fr"}).status_code)
        assert answers == [302] * 6 + [429] * 3

    def test_who_is_locked_out_reads_the_other_ways_in(self, village, now):
        for _time in range(7):
            answer = Client().post("/connexion/", {"address": "jeanne@exemple.fr"})
        text = answer.content.decode()
        assert answer.status_code == 429
        for words in ("Monique", "clé d’accès", "code"):
            assert words in text
        # A code read out by Monique opens the door all the same.
        card = Client().post("/connexion/", {"address": village.jeanne.card_code})
        code = give_code(member=village.jeanne, by=village.monique, at=now)
        assert Client().post(card["Location"], {"code": code.digits}).status_code == 302


@pytest.mark.django_db(transaction=True)
class TestAtTheFront:
    @pytest.fixture
    def front(self, monkeypatch):
        monkeypatch.setattr(door, "THREADS", 1)
        one = door.Front(WSGIHandler())
        yield one
        one.threads.submit(connections.close_all).result()
        one.close()

    @pytest.mark.parametrize(
        "hosts",
        [
            ["localhost", "evil.example"],
            ["evil.example", "localhost"],
            ["localhost,evil.example"],
            ["localhost", "localhost"],
        ],
    )
    def test_two_hosts_are_no_host(self, front, hosts):
        assert get(front, "/connexion/", [("host", host) for host in hosts]).status == 400

    @pytest.mark.parametrize(
        "path", ["http://evil.example/connexion/", "//evil.example/connexion/", "/\\evil.example"]
    )
    def test_a_whole_address_as_path_leads_nowhere(self, front, path):
        answer = get(front, path)
        assert answer.status in (302, 400, 404)
        assert not answer["location"].startswith(("//", "http", "/\\"))
        assert "evil.example" not in answer["location"].split("?")[0]
