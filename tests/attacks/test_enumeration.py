"""Who is a member here? No form tells: the same answer, bytes, cookies and work, known or not."""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.courier.models import Dispatch
from parvis.kit import limiting
from parvis.members.contacts import read_contact
from parvis.members.joining import join
from parvis.members.removing import remove
from parvis.members.signing_in import give_code
from parvis.members.suspending import suspend
from tests.village import make_meeting, seat

pytestmark = pytest.mark.asvs("6.3.8")

MAILS = ["jeanne@exemple.fr", "paul@exemple.fr", "lea@exemple.fr", "deux@exemple.fr", "personne@exemple.fr"]
NUMBERS = ["06 39 98 12 01", "01 99 00 45 12", "06 39 98 77 77", "06 39 98 66 66"]


@dataclass
class Seen:
    """What whoever asks can see, and what the machine had to do for it."""

    status: int
    headers: dict[str, str]
    cookies: list[str]
    body: str
    statements: Counter[str]


@pytest.fixture
def standings(village, now):
    """Jeanne is known, Paul suspended, Léa removed, two share an address; nobody has the last one."""
    suspend(member=village.paul, by=village.fatou, reason="Essai", at=now)
    remove(member=village.lea, by=village.fatou, reason="Essai", at=now)
    for name in ("Lucie Petit", "Marc Petit"):
        join(name=name, contact=read_contact("deux@exemple.fr"), at=now, verified=True)
    join(name="Aline Sans-Courrier", contact=read_contact("06 39 98 66 66"), at=now, verified=True)
    return village


def _plain(text):
    """Without what is drawn at random for each answer."""
    text = re.sub(r'(csrfmiddlewaretoken" value=")[^"]+', r"\1", text)
    text = re.sub(r"demande=[\w:.%-]+", "demande=", text)
    return re.sub(r"/(?:inscriptions?|voiture)/[\w.:-]+/", "/inscription/", text)


def _kind(sql):
    """« INSERT INTO "courier_dispatch" »: what a statement does, without its values."""
    words = sql.split()
    table = re.search(r'(?:FROM|INTO|UPDATE) "(\w+)"', sql)
    return f"{words[0]} {table.group(1) if table else ''}".strip()


def _cookie(name, text):
    """Its name and its attributes: neither its value nor the second it was made in."""
    attributes = re.sub(r"expires=[^;]+; ", "", text).split("; ")[1:]
    return "; ".join([name, *attributes])


def look(ask):
    """One question from a new browser, with a memory as warm as the others had."""
    limiting.forget()
    client = Client()
    with CaptureQueriesContext(connection) as seen:
        answer = ask(client)
    headers = {name: _plain(value) for name, value in answer.headers.items() if name != "X-Request-Id"}
    return Seen(
        answer.status_code,
        headers,
        sorted(_cookie(name, cookie.OutputString()) for name, cookie in answer.cookies.items()),
        _plain(answer.content.decode()),
        Counter(_kind(query["sql"]) for query in seen.captured_queries),
    )


def assert_all_alike(answers, *, but_for=()):
    first = answers[0]
    for other in answers[1:]:
        assert (other.status, other.headers, other.cookies) == (first.status, first.headers, first.cookies)
        assert other.body == first.body
        difference = {
            kind: (first.statements[kind], other.statements[kind])
            for kind in first.statements | other.statements
            if first.statements[kind] != other.statements[kind] and not kind.startswith(but_for)
        }
        assert not difference


@pytest.mark.parametrize("mail", ["", "smtp://127.0.0.1:9"], ids=["mail-up", "mail-down"])
@pytest.mark.parametrize("addresses", [MAILS, NUMBERS], ids=["mail", "telephone"])
def test_asking_for_a_code_tells_nothing(standings, settings, addresses, mail):
    settings.MAIL_URL = mail
    look(lambda client: client.post("/connexion/", {"address": addresses[0]}))  # warms what is remembered
    assert_all_alike([look(lambda c, a=a: c.post("/connexion/", {"address": a})) for a in addresses])


def test_the_code_of_a_card_tells_nothing(standings):
    cards = [standings.jeanne.card_code, standings.odile.card_code, standings.lea.card_code, "ZZ 99 99"]
    look(lambda client: client.post("/connexion/", {"address": cards[0]}))
    assert_all_alike([look(lambda c, a=a: c.post("/connexion/", {"address": a})) for a in cards])


@pytest.mark.parametrize("addresses", [MAILS, NUMBERS], ids=["mail", "telephone"])
def test_neither_does_the_page_of_the_code_nor_wrong_digits(standings, now, addresses):
    give_code(member=standings.odile, by=standings.monique, at=now)
    asked = {}
    for address in addresses:
        limiting.forget()
        asked[address] = Client().post("/connexion/", {"address": address})["Location"]
    look(lambda client: client.get(asked[addresses[0]]))
    assert_all_alike([look(lambda c, a=a: c.get(asked[a])) for a in addresses])
    for _time in range(6):  # also when the tries are used up
        assert_all_alike([look(lambda c, a=a: c.post(asked[a], {"code": "000000"})) for a in addresses])


def test_too_many_codes_are_refused_alike(standings):
    refused = []
    for address in MAILS:
        for _time in range(6):
            limiting.forget()
            Client().post("/connexion/", {"address": address})
    for address in [MAILS[0], *MAILS]:  # the first one warms what is remembered
        refused.append(look(lambda c, a=address: c.post("/connexion/", {"address": a})))
    assert refused[0].status == 429
    assert_all_alike(refused[1:])


@pytest.mark.parametrize(
    ("name", "contacts"),
    [
        ("Jeanne Martin", ["jeanne@exemple.fr", "paul@exemple.fr", "lea@exemple.fr", "personne@exemple.fr"]),
        ("Paul Nguyen", ["paul@exemple.fr", "jeanne@exemple.fr", "personne@exemple.fr"]),
        ("Odile Roux", ["01 99 00 45 12", "06 39 98 77 77", "06 39 98 12 01"]),
        ("Aline Sans-Courrier", ["06 39 98 66 66", "06 39 98 77 77"]),
    ],
)
def test_a_newcomer_s_form_does_not_tell_whose_address_it_is(standings, name, contacts):
    path = f"/rencontres/{standings.cafe.pk}/inscription/"

    def register(client, contact):
        with transaction.atomic():
            answer = client.post(path, {"name": name, "contact": contact})
            transaction.set_rollback(True)
        return answer

    look(lambda client: register(client, "personne-d-autre@exemple.fr"))
    answers = [look(lambda c, a=a: register(c, a)) for a in contacts]
    assert answers[0].status == 302
    # Taking back what a known person did not need costs two words to the database, and no write.
    assert_all_alike(answers, but_for=("SAVEPOINT", "RELEASE", "ROLLBACK"))


@pytest.mark.parametrize("is_full", [False, True])
def test_a_newcomer_s_form_does_not_tell_who_is_registered_already(standings, now, is_full):
    meeting = make_meeting(
        "Atelier", now + timedelta(days=3), host=standings.karim, capacity=1 + 8 * (not is_full)
    )
    seat(standings.jeanne, meeting, now)
    path = f"/rencontres/{meeting.pk}/inscription/"
    form = {"name": "Jeanne Martin", "party": 1, "companions": "Zoé", "waits": "1"}

    def register_and_read(client, contact):
        with transaction.atomic():
            answer = client.post(path, {**form, "contact": contact})
            assert answer.status_code == 302
            page = client.get(answer["Location"])
            withdrawn = client.post(answer["Location"] + "annulation/", follow=True)
            page.content += withdrawn.content
            transaction.set_rollback(True)
        return page

    for ask in (look, look):
        answers = [
            ask(lambda c, a=a: register_and_read(c, a)) for a in ("personne@exemple.fr", "jeanne@exemple.fr")
        ]
    new, known = answers
    assert "Zoé" in new.body or is_full
    assert (known.status, known.headers, known.cookies) == (new.status, new.headers, new.cookies)
    assert known.body == new.body


def test_what_is_written_to_nowhere_looks_like_any_answer_in_the_outbox(standings):
    """The worker has the same to do: whoever asks again at once finds a house as busy."""
    for address in MAILS:
        Client().post("/connexion/", {"address": address})
    rows = Dispatch.objects.filter(purpose="members.sign_in")
    assert rows.filter(state=Dispatch.State.WAITING).count() == len(MAILS)
    assert len({(row.channel, len(row.title), len(row.body)) for row in rows}) == 1
