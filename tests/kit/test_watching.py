"""Those who watch over a place read how it does, and nothing about anybody."""

import io
import json
import logging
import re
from smtplib import SMTPRecipientsRefused, SMTPResponseException

import pytest
import structlog
from django.core.wsgi import get_wsgi_application
from django.db import connections
from django.test import Client, RequestFactory
from django.urls import reverse

from parvis.kit import errors, health, logs, measuring
from parvis.kit.front.door import Front
from parvis.kit.openmetrics import text_of
from tests.kit.asgi_client import get

TOKEN = "un-jeton-long-et-secret"
LINE = re.compile(
    r'(# (TYPE|HELP|UNIT) [a-z_]+ .+|# EOF'
    r'|[a-z_]+(\{[a-z]+="(\\.|[^"\\])*"(,[a-z]+="(\\.|[^"\\])*")*\})? [-+0-9.eE]+)'
)  # fmt: skip


class TestPulse:
    def test_a_living_process_says_so_without_a_database(self):
        """No `db` fixture: any query here fails, cold memory included."""
        answer = Client().get("/sante/vif", headers={"host": "10.0.0.7"})
        assert answer.json() == {"bien": True, "controles": {}}
        assert answer["Cache-Control"] == "no-store"
        assert Client().head("/sante/vif").status_code == 200

    @pytest.mark.django_db
    def test_what_one_should_know_is_told_and_makes_nobody_ill(self, client, monkeypatch):
        monkeypatch.setitem(health._facts, "derniere_sauvegarde", lambda: None)

        def breaks() -> str:
            raise OSError(5, "disk")

        monkeypatch.setitem(health._facts, "cassé", breaks)
        answer = client.get("/sante/pret")
        assert answer.status_code == 200
        assert answer.json()["a_savoir"] == {**health.told()}
        assert answer.json()["a_savoir"]["cassé"] is None


class TestReference:
    def test_every_answer_carries_one_and_each_its_own(self, village, client_of):
        jeanne = client_of(village.jeanne)
        pages = ["/", "/mon-espace/", "/nulle-part/", "/sante/vif", "/feuille-x.css", "/connexion/?\0=1"]
        found = [jeanne.get(page)["X-Request-Id"] for page in pages]
        assert all(re.fullmatch(r"[0-9a-f]{8}", one) for one in found)
        assert len(set(found)) == len(found)

    @pytest.mark.django_db(transaction=True)
    def test_also_pages_from_memory_and_static_files(self, village):
        front = Front(get_wsgi_application())
        try:
            answers = [get(front, "/") for _again in range(3)]
            found = [answer["x-request-id"] for answer in answers]
            assert len(set(found)) == 3
            assert measuring.measures.requests["memory", "2xx"] >= 1
        finally:
            front.threads.submit(connections.close_all).result()
            front.close()

    def test_a_breakdown_shows_the_number_and_says_to_whom_to_give_it(self, village, monkeypatch):
        browser = Client(raise_request_exception=False)

        def falls(*args: object) -> None:
            raise RuntimeError("gone")

        monkeypatch.setattr("parvis.portal.views.home.home.__wrapped__", falls, raising=False)
        monkeypatch.setattr("parvis.kit.menu.menu", falls)
        monkeypatch.setitem(__import__("parvis.kit.jinja", fromlist=["x"])._offered, "menu", falls)
        answer = browser.get("/charte/")
        assert answer.status_code == 500
        page, number = answer.content.decode(), answer["X-Request-Id"]
        assert f"{number[:4]} {number[4:]}" in page
        assert "donnez ce numéro à Monique" in page

    def test_without_a_reference_the_page_still_stands(self):
        assert "donnez ce numéro" not in errors.broken(RequestFactory().get("/")).content.decode()


@pytest.fixture
def lines(monkeypatch):
    """What is written on the log, line by line, as a running place writes it."""
    written = io.StringIO()
    root, before = logging.getLogger(), logging.getLogger().handlers[:]
    logs.start()
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(written), cache_logger_on_first_use=False)
    for handler in root.handlers:
        handler.stream = written
    yield lambda: [json.loads(line) for line in written.getvalue().splitlines()]
    root.handlers[:] = before
    structlog.reset_defaults()


SECRET = "odile-canari@exemple.fr"
FAILURES = [
    ValueError(f"cannot read {SECRET}"),
    KeyError(SECRET),
    UnicodeDecodeError("utf-8", SECRET.encode(), 0, 1, SECRET),
    SMTPRecipientsRefused({SECRET: (550, b"no such user")}),
    SMTPResponseException(451, SECRET.encode()),
    FileNotFoundError(2, "No such file", f"/data/media/{SECRET}.webp"),
    TypeError(f"{SECRET} is odd"),
]


class TestLog:
    @pytest.mark.parametrize("failure", FAILURES, ids=lambda failure: type(failure).__name__)
    def test_an_account_of_a_failure_quotes_nobody(self, failure):
        try:
            raise failure
        except Exception as caught:
            told = json.dumps(logs.account_of(caught))
        assert SECRET not in told
        assert type(failure).__name__ in told
        assert "test_watching.py" in told

    def test_what_helps_is_kept(self):
        assert logs.account_of(SMTPResponseException(451, b"x"))["message"] == "451"
        assert "No such file" in logs.account_of(FileNotFoundError(2, "x", "y"))["message"]
        assert "no attribute" in logs.account_of(AttributeError("no attribute 'x'"))["message"]

    def test_lines_of_libraries_keep_their_words_and_lose_their_values(self, lines):
        logging.getLogger("somelib.deep").warning("could not reach %s at %s", SECRET, "10.0.0.7")
        logging.getLogger("somelib").error(f"done with {SECRET}")
        try:
            raise ValueError(SECRET)
        except ValueError:
            logging.getLogger("parvis.courier").exception("dispatch %s could not be sent", 12)
        written = lines()
        assert SECRET not in json.dumps(written)
        assert written[0]["event"] == "could not reach %s at %s"
        assert written[1]["event"] == "said something"
        assert written[2]["event"] == "dispatch 12 could not be sent"
        assert written[2]["error"] == "ValueError"

    def test_a_page_that_answers_is_not_logged_unless_asked_for(self, village, lines, settings, client_of):
        jeanne = client_of(village.jeanne)
        address = f"/qui-est-qui/?nom={SECRET}"
        jeanne.get(address)
        assert not [line for line in lines() if line["event"] == "answered"]
        settings.ACCESS_LOG = True
        answer = jeanne.get(address, REMOTE_ADDR="203.0.113.9")
        (line,) = (line for line in lines() if line["event"] == "answered")
        assert set(line) == {"event", "view", "method", "status", "ms", "reference", "level", "timestamp"}
        assert (line["view"], line["status"]) == ("members:directory", 200)
        assert line["reference"] == answer["X-Request-Id"]

    def test_a_breakdown_is_one_line_with_its_reference(self, village, lines, monkeypatch):
        def falls(*args: object) -> None:
            raise ValueError(SECRET)

        monkeypatch.setitem(__import__("parvis.kit.jinja", fromlist=["x"])._offered, "menu", falls)
        answer = Client(raise_request_exception=False).get("/charte/")
        (line,) = (line for line in lines() if line["event"] == "broken")
        assert line["reference"] == answer["X-Request-Id"]
        assert line["view"] == "community:charter"
        assert SECRET not in json.dumps(lines())


class TestMeasures:
    @pytest.mark.parametrize("headers", [{}, {"authorization": "Bearer "}, {"authorization": "Bearer x"}])
    def test_there_is_no_such_page_without_the_token(self, village, settings, headers):
        for token in ("", TOKEN):
            settings.METRICS_TOKEN = token
            assert Client().get(reverse("kit:measures"), headers=headers).status_code == 404
        settings.METRICS_TOKEN = ""
        assert Client().get(reverse("kit:measures"), headers={"authorization": "Bearer"}).status_code == 404

    def test_who_has_the_token_reads_figures_and_nobody(self, village, settings, client_of):
        settings.METRICS_TOKEN = TOKEN
        client_of(village.jeanne).get("/qui-est-qui/?nom=Odile")
        Client().get("/nulle-part/odile-roux/")
        answer = Client().get(reverse("kit:measures"), headers={"authorization": f"bearer {TOKEN}"})
        assert answer["Content-Type"].startswith("application/openmetrics-text")
        said = answer.content.decode()
        assert 'parvis_requests_total{view="members:directory",status="2xx"}' in said
        assert 'parvis_requests_total{view="none",status="4xx"}' in said
        for name in ("parvis_resident_memory_bytes", "parvis_disk_free_bytes", "parvis_start_time_seconds"):
            assert re.search(rf"^{name} [1-9]", said, re.M), name
        assert "odile" not in said.casefold()
        assert "jeanne" not in said.casefold()

    def test_every_line_is_openmetrics(self, village):
        measures = measuring.Measures()
        measures.note('odd"view\\\n', 200, 0.3)
        measures.note("x", 503, 12.0)
        said = text_of(measures)
        assert said.endswith("# EOF\n")
        assert not [line for line in said.splitlines() if not LINE.fullmatch(line)]
        assert 'parvis_request_duration_seconds_bucket{view="x",le="10.0"} 0' in said
        assert 'parvis_request_duration_seconds_bucket{view="x",le="+Inf"} 1' in said
        assert 'parvis_request_duration_seconds_sum{view="x"} 12' in said

    def test_a_measure_that_breaks_leaves_the_others(self, village, monkeypatch):
        def breaks() -> measuring.Values:
            raise ValueError(SECRET)

        broken = measuring.Gauge("parvis_database_bytes", "x", breaks)
        monkeypatch.setitem(measuring._gauges, "parvis_database_bytes", broken)
        said = text_of(measuring.Measures())
        assert "parvis_database_bytes" not in said
        assert "parvis_disk_free_bytes" in said

    def test_the_outbox_is_counted_by_channel(self, village):
        from parvis.courier import measuring as outbox
        from parvis.courier.models import Dispatch

        Dispatch.objects.create(
            channel="mail", purpose="x", address=SECRET, title="x", body="x", message_id="<y@x>",
            written_at=village.now, not_before_at=village.now,
        )  # fmt: skip
        assert outbox.depth() == {(("channel", "mail"),): 1}
        assert 0 <= outbox.oldest_seconds()[(("channel", "mail"),)] < 60
