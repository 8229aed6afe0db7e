"""Two doors: pages for all come from memory, are never stale and never anybody's own."""

import asyncio
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished
from django.db import connections, transaction
from django.middleware.csrf import _unmask_cipher_token

from parvis.community.models import Ritual
from parvis.kit.front import door, memory
from parvis.kit.front.shelf import Shelf
from tests.kit import front_urls
from tests.kit.asgi_client import Answer, ask, get, scope_of

pytestmark = pytest.mark.django_db(transaction=True)
SECURITY = (
    "content-security-policy",
    "x-content-type-options",
    "referrer-policy",
    "cross-origin-opener-policy",
)


@pytest.fixture
def front(settings, monkeypatch):
    settings.ROOT_URLCONF = "tests.kit.front_urls"
    monkeypatch.setattr(door, "THREADS", 1)
    monkeypatch.setattr(door, "STREAMS", 1)
    front_urls.until[0] = None
    one = door.Front(WSGIHandler())
    yield one
    one.threads.submit(connections.close_all).result()
    one.close()


def same(front, cookies: str = "", host: str = "localhost", **headers: str) -> Answer:
    return get(front, "/same/", {"host": host, "cookie": cookies, **headers})


class TestMemory:
    def test_a_page_for_all_is_made_once(self, front):
        first, second = same(front), same(front)
        assert first.text == second.text
        assert first.headers[:-1] == second.headers[:-1]  # the last is the reference of each
        assert {name for name, _ in second.headers} >= set(SECURITY)
        assert second["cache-control"] == "no-cache"

    def test_it_is_the_same_for_people_who_are_signed_in(self, front):
        assert same(front).text == same(front, cookies="parvis=abc; csrftoken=def").text

    def test_it_is_made_again_after_any_change(self, front):
        before = same(front).text
        with transaction.atomic():
            Ritual.objects.create(name="La Saint-Jean")
            assert same(front).text == before
        after = same(front)
        assert "La Saint-Jean" in after.text
        assert same(front).text == after.text

    def test_a_change_while_it_was_made_is_not_missed(self, front, monkeypatch):
        genuine = front.application

        def written_meanwhile(environ, start_response):
            response = genuine(environ, start_response)
            Ritual.objects.create(name="Le bal")
            return response

        monkeypatch.setattr(front, "application", written_meanwhile)
        assert "Le bal" not in same(front).text
        monkeypatch.setattr(front, "application", genuine)
        assert "Le bal" in same(front).text

    def test_it_holds_until_its_words_would_differ_and_a_minute_at_most(self, front):
        with time_machine.travel(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), tick=False) as clock:
            front_urls.until[0] = datetime(2026, 11, 24, 9, 0, 20, tzinfo=UTC)
            first = same(front).text
            clock.shift(timedelta(seconds=19))
            assert same(front).text == first
            clock.shift(timedelta(seconds=1))
            front_urls.until[0] = None
            second = same(front).text
            assert second != first
            clock.shift(timedelta(seconds=59))
            assert same(front).text == second
            clock.shift(timedelta(seconds=1))
            assert same(front).text != second

    @pytest.mark.parametrize("path", ["/personal/", "/with-cookie/", "/missing/"])
    def test_what_looked_at_the_person_is_never_kept(self, front, path):
        assert get(front, path).text != get(front, path).text

    @pytest.mark.parametrize(
        "headers",
        [
            {"hx-request": "true"},
            {"cookie": "annonce=x"},
            {"cookie": "langue=en"},
            {"cookie": "affichage=dark.large"},
        ],
    )
    def test_whoever_asks_for_something_else_gets_it(self, front, headers):
        assert get(front, "/same/", headers).text != same(front).text

    def test_a_question_in_the_address_is_asked_of_django(self, front):
        assert get(front, "/same/?page=2").text != get(front, "/same/?page=2").text

    def test_invented_displays_and_languages_add_no_entry(self, front):
        usual = same(front).text
        for number in range(20):
            assert same(front, cookies=f"langue=x{number}; affichage=y{number}").text == usual
        assert (
            same(front, cookies="langue=en").text == same(front, cookies="a=b; langue=en; affichage=z").text
        )
        assert len(front.memory._entries) == 2

    def test_a_host_that_is_not_ours_is_refused_with_or_without_memory(self, front):
        assert same(front).status == 200
        assert same(front, host="evil.example").status == 400
        twice = get(front, "/same/", [("host", "localhost"), ("host", "evil.example")])
        assert twice.status == 400
        assert same(front).status == 200

    def test_memory_stays_bounded_and_drops_what_is_least_used(self, front):
        page = same(front)
        entry = next(iter(front.memory._entries.values()))
        now = entry.until - 1
        small = memory.Memory(most_bytes=entry.page.weight * 3)
        for name in "abc":
            small.keep(name, entry)
        assert small.find("a", now) is not None
        small.keep("d", entry)
        assert [small.find(name, now) is not None for name in "abcd"] == [True, False, True, True]
        assert small.weight == entry.page.weight * 3
        assert page.status == 200


class TestPassersBy:
    def test_a_page_with_a_form_is_made_once_but_each_browser_has_its_own_secret(self, front):
        one, two = get(front, "/with-form/"), get(front, "/with-form/")
        assert _number(one) == _number(two)
        assert len(set(_tokens(one))) == len(set(_tokens(two))) == 1
        assert _tokens(one) != _tokens(two)
        assert one["set-cookie"] != two["set-cookie"]
        assert one["set-cookie"].startswith("csrftoken=")

    def test_the_secret_written_anew_is_the_one_of_the_browser(self, front):
        get(front, "/with-form/")
        cookie = get(front, "/with-form/")["set-cookie"].partition(";")[0]
        token = _tokens(get(front, "/with-form/", {"cookie": cookie}))[0]
        secret = cookie.partition("=")[2]
        assert _unmask_cipher_token(token) == secret

    def test_it_is_made_again_after_any_change_and_at_its_hour(self, front):
        with time_machine.travel(datetime(2026, 11, 24, 9, 0, tzinfo=UTC), tick=False) as clock:
            first = _number(get(front, "/with-form/"))
            Ritual.objects.create(name="Le bal")
            second = get(front, "/with-form/")
            assert _number(second) != first
            assert " 1 " in second.text
            clock.shift(timedelta(seconds=60))
            assert _number(get(front, "/with-form/")) != _number(second)

    @pytest.mark.parametrize("path", ["/with-form/", "/for-passers-by/"])
    def test_whoever_has_a_session_gets_a_page_of_their_own(self, front, path):
        passing = _number(get(front, path))
        assert _number(get(front, path)) == passing
        known = {"cookie": "parvis=abc"}
        assert passing != _number(get(front, path, known)) != _number(get(front, path, known))
        assert _number(get(front, path)) == passing

    def test_without_a_form_it_comes_from_the_front_alone(self, front, monkeypatch):
        first = get(front, "/for-passers-by/")
        monkeypatch.setattr(front, "application", None)
        assert get(front, "/for-passers-by/").text == first.text

    @pytest.mark.parametrize("path", ["/with-form/?page=2", "/for-passers-by/?page=2"])
    def test_other_questions_are_not_answered_from_memory(self, front, path):
        assert _number(get(front, path)) != _number(get(front, path))


def _number(answer: Answer) -> str:
    return answer.text.split("page ")[1].split()[0]


def _tokens(answer: Answer) -> list[str]:
    return re.findall(r'value="(\w{64})"', answer.text)


class TestEncodings:
    def test_gzip_only_for_those_who_accept_it(self, front):
        plain, small = same(front), same(front, **{"accept-encoding": "gzip, br"})
        assert plain["content-encoding"] == ""
        assert small["content-encoding"] == "gzip"
        assert len(small.body) < len(plain.body) / 3
        assert small.text == plain.text
        assert plain["vary"] == small["vary"] == "Accept-Encoding, Cookie"
        assert small["content-length"] == str(len(small.body))

    def test_who_has_it_already_is_sent_nothing(self, front):
        first = same(front, **{"accept-encoding": "gzip"})
        again = same(front, **{"accept-encoding": "gzip", "if-none-match": first["etag"]})
        assert (again.status, again.body, again["etag"]) == (304, b"", first["etag"])
        assert {name for name, _ in again.headers} >= set(SECURITY)
        assert same(front, **{"if-none-match": first["etag"]}).status == 200

    def test_head_says_the_same_without_the_body(self, front):
        for _ in range(2):
            head = asyncio.run(ask(front, "HEAD", "/same/", {"host": "localhost"}))
            assert (head.status, head.body) == (200, b"")
            assert head["content-length"] == same(front)["content-length"]
        head = asyncio.run(ask(front, "HEAD", "/echo/"))
        assert (head.status, head.body) == (200, b"")


class TestDjangoBehind:
    def test_the_request_arrives_whole(self, front):
        answer = asyncio.run(
            ask(
                front,
                "POST",
                "/echo/rendez-vous/été?a=é&b=1".encode().decode(),
                [
                    ("x-twice", "one"),
                    ("x-twice", "two"),
                    ("X_Forwarded_For", "6.6.6.6"),
                    ("x-csrftoken", "x"),
                ],
                [b"abc", b"defg"],
            )
        )
        assert answer.text == "POST|/echo/rendez-vous/été|é|one,two||http|7"

    def test_each_cookie_keeps_its_own_line(self, front):
        assert len(get(front, "/with-cookie/").all("set-cookie")) == 2

    @pytest.mark.parametrize(("peer", "scheme"), [("10.0.0.2", "https"), ("203.0.113.9", "http")])
    def test_only_a_trusted_proxy_says_that_the_way_was_safe(self, front, settings, peer, scheme):
        settings.TRUSTED_PROXIES = ["10.0.0.2"]
        headers = {"x-forwarded-proto": "https"}
        assert get(front, "/echo/", headers, peer=peer).text.split("|")[5] == scheme

    @pytest.mark.parametrize("announced", [True, False])
    def test_what_is_too_heavy_is_refused_before_django_reads_it(self, front, settings, announced):
        settings.LARGEST_BODY = 1000
        headers = {"content-length": "1001"} if announced else {}
        answer = asyncio.run(ask(front, "POST", "/echo/", headers, [b"x" * 600, b"x" * 401]))
        assert answer.status == 413
        assert "Choisissez" in answer.text
        fits = asyncio.run(ask(front, "POST", "/echo/", {}, [b"x" * 600, b"x" * 400]))
        assert fits.text.endswith("|1000")

    def test_someone_who_leaves_while_sending_is_no_request_at_all(self, front):
        calls = []
        front.application = lambda *given: calls.append(given)
        gone = [{"type": "http.request", "body": b"a", "more_body": True}, {"type": "http.disconnect"}]

        async def receive():
            return gone.pop(0)

        async def send(message):
            raise AssertionError("nobody listens")

        asyncio.run(front(scope_of("POST", "/echo/"), receive, send))
        assert calls == []

    def test_a_stream_comes_in_parts_from_a_thread_of_its_own(self, front):
        Ritual.objects.create(name="Le bal")
        answer = get(front, "/stream/")
        assert answer.text == "".join(f"{number} 1\n" for number in range(5))
        assert answer.parts == 5

    def test_a_stream_nobody_reads_any_more_is_closed(self, front):
        closed = []

        def note(**signal):
            closed.append(True)

        request_finished.connect(note)
        try:

            async def receive():
                return {"type": "http.disconnect"}

            async def send(message):
                if message.get("more_body"):
                    raise ConnectionResetError

            with pytest.raises(ConnectionResetError):
                asyncio.run(front(scope_of("GET", "/stream/"), receive, send))
        finally:
            request_finished.disconnect(note)
        assert closed

    def test_a_small_file_is_sent_whole(self, front):
        answer = get(front, "/picture/")
        assert answer.text.startswith('"""Addresses for the tests')
        assert answer["content-length"] == str(len(answer.body))


class TestShelf:
    @pytest.fixture
    def shelf(self, tmp_path):
        (tmp_path / "kit").mkdir()
        (tmp_path / "kit" / "one.55e7cbb9ba48.js").write_text("let a = 1;" * 100)
        (tmp_path / "kit" / "two.svg").write_text("<svg/>")
        (tmp_path.parent / "secret").write_text("x")
        return Shelf(tmp_path)

    def test_hashed_files_are_kept_for_ever_and_others_asked_for(self, shelf):
        front = door.Front(WSGIHandler(), shelf)
        for_ever = get(front, "/static/kit/one.55e7cbb9ba48.js", {"accept-encoding": "gzip"})
        assert for_ever["cache-control"] == "public, max-age=31536000, immutable"
        assert for_ever["content-type"].startswith("text/javascript")
        assert for_ever.text == "let a = 1;" * 100
        asked = get(front, "/static/kit/two.svg")
        assert (asked["cache-control"], asked["x-content-type-options"]) == ("no-cache", "nosniff")
        front.close()

    @pytest.mark.parametrize("path", ["/static/../secret", "/static/", "/static/kit", "/static//etc/passwd"])
    def test_no_path_escapes(self, shelf, path):
        assert shelf.find(path) is None
