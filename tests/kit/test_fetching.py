"""The only door to the outside: where it leads, and where it does not."""

import contextlib
import gzip
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parvis.kit.fetching import Known, Outside, fetch, read_address
from parvis.kit.outside import Allowance, CannotFetch, is_outside
from tests.certificates import certificate

Answer = Callable[[BaseHTTPRequestHandler], None]


class Elsewhere:
    """A server on this machine, opened by the allowance: what it answers is written page by page."""

    def __init__(self) -> None:
        self.pages: dict[str, Answer] = {}
        self.heard: list[dict[str, str]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                outer.heard.append({name.lower(): text for name, text in self.headers.items()})
                with contextlib.suppress(BrokenPipeError, ConnectionResetError, ssl.SSLError):
                    outer.pages[self.path](self)

            def log_message(self, *args: object) -> None: ...

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.port = self.server.server_port
        self.how = Outside(Allowance(frozenset({f"127.0.0.1:{self.port}"})), seconds=40, seconds_a_read=20)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"

    def read(self, path: str, **more: object) -> object:
        return fetch(self.address(path), how=self.how, **more)


def says(content: bytes, status: int = 200, **heads: str) -> Answer:
    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, text in heads.items():
            handler.send_header(name.replace("_", "-"), text)
        handler.send_header("Content-Length", str(len(content)))
        handler.end_headers()
        handler.wfile.write(content)

    return answer


@pytest.fixture
def elsewhere() -> Iterator[Elsewhere]:
    server = Elsewhere()
    yield server
    server.server.shutdown()
    server.server.server_close()


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(CannotFetch) as caught:
        work()
    return caught.value.reason


# What is read


def test_a_page_is_read_and_the_next_time_only_its_marks_are_asked_for(elsewhere):
    elsewhere.pages["/a.ics"] = says(
        b"BEGIN:VCALENDAR",
        Content_Type="Text/Calendar; charset=utf-8",
        ETag='"7"',
        Last_Modified="Sun, 22 Nov 2026 10:00:00 GMT",
    )
    first = elsewhere.read("/a.ics")
    assert (first.content, first.kind, first.etag) == (b"BEGIN:VCALENDAR", "text/calendar", '"7"')
    elsewhere.pages["/a.ics"] = says(b"", 304)
    second = elsewhere.read("/a.ics", known=Known(first.etag, first.modified))
    assert second.is_unchanged
    heard = elsewhere.heard[-1]
    assert heard["if-none-match"] == '"7"'
    assert heard["if-modified-since"].startswith("Sun, 22")
    assert heard["user-agent"].startswith("Parvis ")
    assert not {"cookie", "authorization", "referer"} & heard.keys()


def test_what_was_packed_is_opened(elsewhere):
    elsewhere.pages["/g"] = says(gzip.compress(b"bonjour" * 1000), Content_Encoding="gzip")
    elsewhere.pages["/z"] = says(zlib.compress(b"bonjour" * 1000), Content_Encoding="deflate")
    for path in ("/g", "/z"):
        assert elsewhere.read(path).content == b"bonjour" * 1000


def test_five_redirects_are_followed_and_no_cookie_goes_along(elsewhere):
    for step in range(5):
        elsewhere.pages[f"/{step}"] = says(b"", 302, Location=f"/{step + 1}", Set_Cookie="a=b")
    elsewhere.pages["/5"] = says(b"enfin")
    assert elsewhere.read("/0").content == b"enfin"
    assert all("cookie" not in heads for heads in elsewhere.heard)


# What is refused, with a sentence


def test_endless_redirects_end(elsewhere):
    elsewhere.pages["/loop"] = says(b"", 301, Location="/loop")
    assert "sans fin" in refused(lambda: elsewhere.read("/loop"))
    assert len(elsewhere.heard) == 6


@pytest.mark.parametrize(
    "target",
    [
        "http://169.254.169.254/latest/meta-data/",
        "http://[::1]/",
        "http://10.0.0.7/",
        "http://localhost/",
        "http://0x7f.1/",
    ],
)
def test_a_redirect_into_the_house_is_refused_like_a_first_address(elsewhere, target):
    elsewhere.pages["/out"] = says(b"", 302, Location=target)
    assert "réseau privé" in refused(lambda: elsewhere.read("/out"))


@pytest.mark.parametrize(
    "target", ["file:///etc/passwd", "gopher://127.0.0.1/", "http://a:b@127.0.0.1/", "http://127.0.0.1:22/"]
)
def test_a_redirect_to_something_else_than_a_page_is_refused(elsewhere, target):
    elsewhere.pages["/out"] = says(b"", 302, Location=target)
    assert refused(lambda: elsewhere.read("/out"))


@pytest.mark.parametrize("status", [401, 403, 404, 410, 500, 503])
def test_an_answer_that_is_no_page_is_a_sentence(elsewhere, status):
    elsewhere.pages["/no"] = says(b"secret inside", status, Retry_After="3600")
    with pytest.raises(CannotFetch) as caught:
        elsewhere.read("/no")
    assert "127.0.0.1" in caught.value.reason
    assert "secret" not in caught.value.reason
    assert caught.value.again_after == (3600 if status >= 500 else 0)


def test_too_much_is_refused_while_it_comes_announced_or_not(elsewhere):
    def endless(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        while True:
            handler.wfile.write(b"x" * 65536)

    elsewhere.pages["/said"] = says(b"x" * 2_000_000)
    elsewhere.pages["/endless"] = endless
    for path in ("/said", "/endless"):
        assert "1 Mo" in refused(lambda path=path: elsewhere.read(path, most_bytes=1024 * 1024))


def test_a_bomb_is_counted_while_it_opens(elsewhere):
    bomb = gzip.compress(b"\0" * 100_000_000, 9)
    assert len(bomb) < 400_000
    elsewhere.pages["/bomb"] = says(bomb, Content_Encoding="gzip")
    before = time.process_time()
    assert "Mo" in refused(lambda: elsewhere.read("/bomb", most_bytes=4 * 1024 * 1024))
    assert time.process_time() - before < 3


def test_what_comes_after_the_end_of_a_packed_file_is_not_waited_for(elsewhere):
    def without_end(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Encoding", "gzip")
        handler.end_headers()
        handler.wfile.write(gzip.compress(b"BEGIN:VCALENDAR"))
        for _piece in range(400):
            handler.wfile.write(b"\0" * 500_000)

    elsewhere.pages["/endless"] = without_end
    before = time.process_time()
    assert elsewhere.read("/endless").content == b"BEGIN:VCALENDAR"
    assert time.process_time() - before < 3


@pytest.mark.parametrize("content", [b"not packed at all", gzip.compress(b"a" * 5000)[:-20]])
def test_a_packed_file_that_does_not_open_is_a_sentence(elsewhere, content):
    elsewhere.pages["/broken"] = says(content, Content_Encoding="gzip")
    assert refused(lambda: elsewhere.read("/broken"))
    elsewhere.pages["/odd"] = says(content, Content_Encoding="br")
    assert refused(lambda: elsewhere.read("/odd"))


def test_drop_by_drop_ends_at_the_hour(elsewhere):
    def drops(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(200)
        handler.end_headers()
        for _drop in range(200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)

    elsewhere.pages["/drops"] = drops
    how = replace(elsewhere.how, seconds=0.6)
    before = time.monotonic()
    assert "trop de temps" in refused(lambda: fetch(elsewhere.address("/drops"), how=how))
    assert time.monotonic() - before < 8  # all of it takes ten


def test_a_server_that_is_down_is_a_sentence(elsewhere):
    elsewhere.server.shutdown()
    elsewhere.server.server_close()
    assert "ne répond pas" in refused(lambda: elsewhere.read("/a.ics"))


def test_a_name_server_that_never_answers_does_not_hold_us():
    how = Outside(resolver=lambda host, port: time.sleep(30) or [], seconds=0.3)
    before = time.monotonic()
    assert refused(lambda: fetch("https://lent.exemple.fr/a.ics", how=how))
    assert time.monotonic() - before < 20


# Where it leads


def test_a_name_that_changes_its_mind_gains_nothing(elsewhere):
    """First the public address, then this machine: the first answer was checked, and is the one called."""
    asked, called = [], []

    def rebinding(host: str, port: int) -> list[str]:
        asked.append(host)
        return ["93.184.216.34"] if len(asked) == 1 else ["127.0.0.1"]

    class NoWay:
        def connect_tcp(self, host, port, timeout, *more):
            called.append(host)
            raise TimeoutError

    from parvis.kit import outside

    caller = outside.Caller(Allowance(), rebinding, time.monotonic() + 5)
    caller._plain = NoWay()
    with pytest.raises(TimeoutError):
        caller.connect_tcp("agenda.exemple.fr", 80)
    assert (asked, called) == (["agenda.exemple.fr"], ["93.184.216.34"])
    with pytest.raises(CannotFetch):
        caller.connect_tcp("agenda.exemple.fr", 80)
    assert called == ["93.184.216.34"]


def test_a_name_with_one_address_inside_is_refused_whole():
    how = Outside(resolver=lambda host, port: ["93.184.216.34", "10.0.0.3"])
    assert "réseau privé" in refused(lambda: fetch("http://agenda.exemple.fr/", how=how))


INSIDE = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "172.31.255.255",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "100.100.100.200",
    "192.0.0.192",
    "198.18.0.1",
    "224.0.0.1",
    "239.255.255.250",
    "255.255.255.255",
    "240.0.0.1",
    "168.63.129.16",
    "::1",
    "::",
    "::ffff:127.0.0.1",
    "::ffff:93.184.216.34",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b:1::a00:1",
    "2002:7f00:1::",
    "2001::1",
    "fe80::1",
    "fd00:ec2::254",
    "fc00::1",
    "ff02::1",
    "2001:db8::1",
    "100::1",
]


@pytest.mark.parametrize("address", INSIDE)
def test_no_address_of_the_inside_is_called(address):
    assert not is_outside(ip_address(address))
    literal = f"[{address}]" if ":" in address else address
    assert "réseau privé" in refused(lambda: fetch(f"http://{literal}/"))


@pytest.mark.parametrize(
    "address", ["93.184.216.34", "8.8.8.8", "172.32.0.1", "2606:2800:220:1::1", "2a01:e0a::1"]
)
def test_public_addresses_are_outside(address):
    assert is_outside(ip_address(address))


def test_what_was_opened_opens_the_house_only():
    """An allowed name may lead to a private network, never to the pages of a cloud."""
    allowed = Allowance(frozenset({"agenda.lan"}))
    how = Outside(allowed, lambda host, port: ["169.254.169.254"])
    assert "réseau privé" in refused(lambda: fetch("http://agenda.lan/", how=how))
    assert "port" in refused(lambda: read_address("http://agenda.lan:8080/", allowed))
    assert read_address("http://agenda.lan/", allowed).host == "agenda.lan"


@pytest.mark.parametrize(
    "typed",
    ["", "bonjour", "ftp://exemple.fr/a", "file:///etc/passwd", "https://", "https://a:b@exemple.fr/", "http://exemple.fr:22/", "http://exemple.fr:99999/", "https://exemple.fr/" + "a" * 3000, "https://exemple.fr/\r\nX: y"],
)  # fmt: skip
def test_what_is_not_an_address_is_a_sentence(typed):
    assert refused(lambda: read_address(typed)).endswith(".")


def test_what_calendars_call_webcal_is_read_protected():
    assert str(read_address("webcal://exemple.fr/a.ics#b")) == "https://exemple.fr/a.ics"


@given(st.text(max_size=60))
def test_any_text_is_an_address_or_a_sentence(typed):
    for text in (typed, f"http://{typed}", f"https://exemple.fr/{typed}"):
        try:
            url = read_address(text)
        except CannotFetch:
            continue
        assert url.scheme in ("http", "https")


# Protected addresses


def test_the_certificate_must_bear_the_name_that_was_asked_for(tmp_path, elsewhere):
    """The socket goes to the checked address; what must prove itself is still the name."""
    pem, key = certificate(tmp_path, name="agenda.exemple.fr")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    elsewhere.server.socket = context.wrap_socket(elsewhere.server.socket, server_side=True)
    elsewhere.pages["/a.ics"] = says(b"BEGIN:VCALENDAR")
    elsewhere.pages["/down"] = says(b"", 302, Location=f"http://agenda.exemple.fr:{elsewhere.port}/a.ics")
    port = elsewhere.port
    names = frozenset({f"agenda.exemple.fr:{port}", f"autre.exemple.fr:{port}"})
    how = Outside(Allowance(names), lambda host, port: ["127.0.0.1"], ssl.create_default_context(cafile=pem))
    read = fetch(f"https://agenda.exemple.fr:{port}/a.ics", how=how)
    assert read.content == b"BEGIN:VCALENDAR"
    assert "certificat" in refused(lambda: fetch(f"https://autre.exemple.fr:{port}/a.ics", how=how))
    assert "http" in refused(lambda: fetch(f"https://agenda.exemple.fr:{port}/down", how=how))
    unsigned = replace(how, trust=None)
    assert "certificat" in refused(lambda: fetch(f"https://agenda.exemple.fr:{port}/a.ics", how=unsigned))
