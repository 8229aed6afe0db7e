"""Text messages: how long they are, how a gateway is asked, and that none leaves twice by itself."""

import base64
import json
import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from urllib.parse import parse_qs

import httpx2
import pytest
from django.conf import LazySettings
from django.db import connection

from parvis.courier.models import Channel, Dispatch, TextLine
from parvis.courier.purposes import Purpose, register_purpose
from parvis.courier.texting import ceiling, gateway, leaving
from parvis.courier.texting.alphabet import as_typed, cheapest, parts_of
from parvis.courier.texting.doubting import call_instead, in_doubt, send_again, was_received
from parvis.courier.texting.leaving import LEAVES_FOR, TOO_LATE, deliver_texts
from parvis.courier.texting.shapes import read_shape
from parvis.courier.texting.short_links import link_behind
from parvis.courier.texting.telephone import Telephone
from parvis.courier.texting.wording import text_of
from parvis.courier.undelivered import when_undelivered
from tests.courier import gateways
from tests.courier.gateways import OddGateway

Write = Callable[..., Dispatch]
State = Dispatch.State
NUMBER = "+33639981234"
pytestmark = pytest.mark.django_db


@pytest.fixture
def telephone(settings: LazySettings) -> Iterator[Telephone]:
    box = Telephone(token="jeton").start()
    settings.SMS_URL, settings.SMS_TOKEN = box.send_address, "jeton"
    settings.SMS_INCOMING = "un-secret-de-passerelle-0123456789"
    yield box
    box.stop()


@pytest.fixture
def calls(write: Write) -> list[Dispatch]:
    made: list[Dispatch] = []
    when_undelivered(lambda failed, at: made.append(failed))
    return made


def text(write: Write, **values: object) -> Dispatch:
    return write(**{"channel": "sms", "address": NUMBER, "person": 7, **values})


def look(row: Dispatch) -> Dispatch:
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(
    ("words", "parts"),
    [("a" * 160, 1), ("a" * 161, 2), ("a" * 306, 2), ("a" * 307, 3), ("€" * 80, 1), ("€" * 81, 2)],
)
def test_parts_are_counted_as_gateways_count(words: str, parts: int) -> None:
    assert parts_of(words) == parts


@pytest.mark.parametrize(("words", "parts"), [("ê" * 70, 1), ("ê" * 71, 2), ("🎉" * 35, 1), ("🎉" * 36, 2)])
def test_other_letters_make_shorter_parts(words: str, parts: int) -> None:
    assert parts_of(words) == parts


def test_accents_stay_where_they_cost_nothing_and_go_where_they_do() -> None:
    assert cheapest("Fête ce soir") == "Fête ce soir"
    long = "La fête des voisins est avancée à dimanche, à côté du kiosque, apportez ce qu’il vous plaît."
    assert cheapest(as_typed(long)).startswith(
        "La fete des voisins est avancée à dimanche, à coté du kiosque"
    )
    assert as_typed("« Café » : à 14 h… – ok") == '"Café" : à 14 h... - ok'


def test_a_message_says_who_writes_how_to_know_more_and_how_to_stop(
    write: Write, settings: LazySettings
) -> None:
    settings.SMS_INCOMING = "un-secret-de-passerelle-0123456789"
    row = text(write, title="Café du canal, mardi à 14 h : c’est noté", link="https://canal.exemple.fr/r/12/")
    said = text_of(row)
    assert said.startswith("Parvis : Café du canal, mardi à 14 h : c'est noté\n")
    assert "STOP" in said
    assert parts_of(said) <= 2
    code = said.split("/m/")[1].split()[0].strip("/")
    assert link_behind(code) == "https://canal.exemple.fr/r/12/"
    for wrong in (
        code[:-1] + ("a" if code[-1] != "a" else "b"),
        f"zzzzzzzzzzzzz{code[-13:]}",
        "",
        "-",
        "é-é",
    ):
        assert link_behind(wrong) == ""


def test_without_a_way_back_the_message_says_where_to_stop(
    write: Write, settings: LazySettings, client
) -> None:
    settings.SMS_INCOMING = ""
    for person, leads_to in ((7, "/ce-que-je-recois/7-"), (None, "/ne-plus-m-ecrire/")):
        said = text_of(text(write, person=person, link="https://canal.exemple.fr/r/12/"))
        assert "STOP" not in said
        path = said.split()[-1].partition("/m/")[2]
        assert leads_to in client.get(f"/m/{path}")["Location"]


def test_titles_put_off_go_into_one_message_as_long_as_they_fit(
    write: Write, telephone: Telephone, now: datetime
) -> None:
    register_purpose(Purpose("test.wish"))
    rows = [
        text(write, purpose="test.wish", title=f"Une idée numéro {n}, au kiosque du canal") for n in range(4)
    ]
    long = text(write, purpose="test.wish", title="Très longue idée " * 12)
    deliver_texts(now)
    assert len(telephone.messages) == 2
    deliver_texts(now + timedelta(days=7, hours=1))
    listed = "Une idée numéro 2, au kiosque du canal / Une idée numéro 3, au kiosque du canal\n"
    assert telephone.messages[2].words.startswith(f"Parvis : {listed}")
    assert [look(row).state for row in rows] == [State.SENT] * 4
    assert look(long).state == State.SENT  # by itself: it does not fit
    assert len(telephone.messages) == 4


def test_a_title_without_end_is_cut_and_nothing_else(write: Write) -> None:
    said = text_of(text(write, title="Œuvre " * 40, link="https://canal.exemple.fr/r/12/"))
    assert parts_of(said) <= 2
    assert said.count("/m/") == 2


SHAPES = {
    "simple": ("Authorization", "Bearer a:b", {"to": NUMBER, "text": 'Dis "oui" & {to}', "id": "k"}),
    "telephone": (
        "Authorization",
        f"Basic {base64.b64encode(b'a:b').decode()}",
        {"id": "k", "phoneNumbers": [NUMBER], "textMessage": {"text": 'Dis "oui" & {to}'}},
    ),
    "liste": (
        "Authorization",
        "App a:b",
        {"messages": [{"to": NUMBER[1:], "from": "Canal", "text": 'Dis "oui" & {to}', "id": "k"}]},
    ),
    'json {"cle": "{token}", "sms": {"vers": "{to}", "mots": "{text}"}}': (
        "Authorization",
        "Bearer a:b",
        {"cle": "a:b", "sms": {"vers": NUMBER, "mots": 'Dis "oui" & {to}'}},
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
def test_words_stay_words_in_every_shape(shape: str) -> None:
    header, value, content = SHAPES[shape]
    known = read_shape(shape, header="", token="a:b", sender="Canal")
    with httpx2.Client() as client:
        request = known.request(client, "http://127.0.0.1/envoi", to=NUMBER, text='Dis "oui" & {to}', key="k")
    assert request.headers[header] == value
    assert json.loads(request.content) == content


def test_a_form_keeps_its_fields_whatever_is_written() -> None:
    known = read_shape("formulaire", header="X-Cle: {token}", token="t", sender="Canal")
    with httpx2.Client() as client:
        request = known.request(client, "http://127.0.0.1/", to=NUMBER, text="a&To=+33600000000", key="k")
    assert parse_qs(request.content.decode()) == {
        "To": [NUMBER],
        "From": ["Canal"],
        "Body": ["a&To=+33600000000"],
    }
    assert request.headers["X-Cle"] == "t"


@pytest.mark.parametrize("shape", ["autre", "json {", "json {}", "form a=b", 'json {"to": "{to}"}'])
def test_a_shape_that_cannot_be_right_is_refused(shape: str) -> None:
    with pytest.raises(ValueError, match="PARVIS_SMS_SHAPE"):
        read_shape(shape, header="", token="", sender="")


@pytest.mark.parametrize("url", ["ftp://exemple.fr", "http://exemple.fr/envoi", "https://", "rien"])
def test_a_gateway_in_clear_beyond_the_house_is_refused(url: str, settings: LazySettings) -> None:
    settings.SMS_URL = url
    with pytest.raises(ValueError, match="PARVIS_SMS"):
        gateway.gateway()


def test_a_message_leaves_once_and_is_counted(write: Write, telephone: Telephone, now: datetime) -> None:
    row = text(write)
    assert deliver_texts(now) == 1
    assert look(row).state == State.SENT
    assert [message.number for message in telephone.messages] == [NUMBER]
    assert deliver_texts(now + timedelta(days=2)) == 0
    assert telephone.asked == 1
    assert ceiling.spent(now) == 1
    assert ceiling.spent(now + timedelta(days=40)) == 0


IN_DOUBT = {
    "too slow": gateways.silent(),
    "cut without a word": lambda line: None,
    "cut in its answer": gateways.says(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n{"),
    "a page of somebody else": gateways.page("200 OK", gateways.PAGE),
    "no words known": gateways.page("200 OK", b"\xff\xfe\x00"),
    "an error said politely": gateways.page("200 OK", b'{"error": "no credit"}'),
    "an answer without end": gateways.endless,
    "broken": gateways.page("500 Oops"),
    "gone away": gateways.page("503 Later"),
    "not even the web": gateways.says(b"220 mail ready\r\n"),
}


@pytest.mark.asvs("16.5.2")
@pytest.mark.parametrize("fault", IN_DOUBT)
def test_whatever_nobody_knows_the_end_of_is_left_to_a_person(
    fault: str, write: Write, calls: list[Dispatch], settings: LazySettings, now: datetime, monkeypatch
) -> None:
    monkeypatch.setattr(gateway, "TIMES", httpx2.Timeout(connect=1, read=0.5, write=1, pool=1))
    odd = OddGateway(IN_DOUBT[fault])
    settings.SMS_URL = odd.url
    row, behind = text(write), text(write, title="La suite", address="+33639981235", person=8)
    assert deliver_texts(now) == 0
    assert look(row).state == State.DOUBT
    assert look(behind).state == State.WAITING  # one message in doubt is enough to leave the gateway alone
    for later in (timedelta(seconds=30), timedelta(days=3)):
        deliver_texts(now + later)
        assert look(row).state == State.DOUBT
    odd.close()
    assert odd.heard <= 2
    assert not [failed for failed in calls if failed.pk == row.pk]


NOT_TAKEN = {
    "the token is wrong": gateways.page("401 Who"),
    "moved": gateways.page("302 There", head=b"Location: http://127.0.0.1:9/\r\n"),
    "too many": gateways.page("429 Slowly"),
}


@pytest.mark.parametrize("fault", [*NOT_TAKEN, "down"])
def test_what_surely_did_not_leave_waits_longer_each_time_and_ends_in_a_call(
    fault: str, write: Write, calls: list[Dispatch], settings: LazySettings, now: datetime
) -> None:
    odd = OddGateway(NOT_TAKEN.get(fault, gateways.silent()))
    settings.SMS_URL = "http://127.0.0.1:9/envoi" if fault == "down" else odd.url
    row, at, waits = text(write), now, []
    while look(row).state == State.WAITING and len(waits) < 20:
        deliver_texts(at)
        waits.append(row.attempts)
        line = TextLine.objects.get()
        at = max(look(row).not_before_at, line.rests_until_at or at)
    assert look(row).state == State.FAILED
    assert [failed.pk for failed in calls] == [row.pk]
    assert ceiling.spent(now) == 0  # nothing is paid for what did not leave
    assert timedelta(hours=2) < at - now < timedelta(days=1)
    odd.close()


def test_a_number_that_is_refused_is_called_and_holds_up_nobody(
    write: Write, calls: list[Dispatch], settings: LazySettings, now: datetime
) -> None:
    odd = OddGateway(gateways.page("400 No", b'{"error": "number"}'))
    settings.SMS_URL = odd.url
    row, other = text(write), text(write, address="+33639981235", person=8)
    deliver_texts(now)
    assert {look(row).state, look(other).state} == {State.FAILED}
    assert {failed.pk for failed in calls} == {row.pk, other.pk}
    odd.close()


def test_a_gateway_away_for_long_or_taken_away_leaves_nobody_out(
    write: Write, calls: list[Dispatch], settings: LazySettings, now: datetime
) -> None:
    settings.SMS_URL = ""
    row = text(write)
    deliver_texts(now)
    assert look(row).state == State.FAILED
    settings.SMS_URL = "http://127.0.0.1:9/envoi"
    late = text(write, title="Une autre")
    TextLine.objects.update_or_create(pk=1, defaults={"rests_until_at": now + timedelta(days=3)})
    deliver_texts(now)
    assert look(late).state == State.WAITING
    deliver_texts(now + TOO_LATE)
    assert look(late).state == State.FAILED
    assert len(calls) == 2


@pytest.mark.parametrize("moment", ["before the gateway hears", "before it is written down"])
def test_a_worker_killed_in_the_middle_leaves_it_in_doubt_and_never_sends_again(
    moment: str, write: Write, telephone: Telephone, now: datetime, monkeypatch
) -> None:
    class Killed(BaseException):
        pass

    def die(*_any: object, **_more: object) -> None:
        raise Killed

    row = text(write)
    with monkeypatch.context() as patch:
        if moment == "before the gateway hears":
            patch.setattr(gateway.Gateway, "send", die)
        else:
            patch.setattr(leaving, "end", die)
        with pytest.raises(Killed):
            deliver_texts(now)
    assert look(row).state == State.LEAVING
    assert deliver_texts(now + timedelta(minutes=1)) == 0
    assert look(row).state == State.LEAVING  # another worker may still be at it
    deliver_texts(now + LEAVES_FOR)
    assert look(row).state == State.DOUBT
    assert deliver_texts(now + timedelta(days=4)) == 0
    assert telephone.asked == (0 if moment == "before the gateway hears" else 1)
    assert [one.pk for one in in_doubt()] == [row.pk]


def test_a_person_says_what_becomes_of_a_message_in_doubt(
    write: Write, telephone: Telephone, calls: list[Dispatch], now: datetime
) -> None:
    got, again, call = (text(write, title=title, person=pk) for pk, title in enumerate("abc", 1))
    Dispatch.objects.update(state=State.DOUBT, ended_at=now, attempts=1)
    assert was_received(got, 5, now)
    assert send_again(again, 5, now)
    assert call_instead(call, 5, now)
    assert not was_received(call, 5, now)
    assert deliver_texts(now) == 1
    assert [look(row).state for row in (got, again, call)] == [State.SENT, State.SENT, State.FAILED]
    assert [failed.pk for failed in calls] == [call.pk]
    assert len(telephone.messages) == 1


def test_beyond_the_ceiling_people_are_called_and_the_alarm_rings_once(
    write: Write, telephone: Telephone, calls: list[Dispatch], now: datetime, monkeypatch
) -> None:
    rung: list[tuple[int, int]] = []
    monkeypatch.setattr(ceiling, "_alarms", [lambda parts, most, at: rung.append((parts, most))])
    ceiling.decide(ceiling=5, only_without_mail=True)
    rows = [text(write, address=f"+3363998{number:04}", person=number) for number in range(7)]
    assert deliver_texts(now) == 5
    assert len(calls) == 2
    assert rung == [(4, 5)]
    assert sorted(look(row).state for row in rows) == [State.FAILED] * 2 + [State.SENT] * 5
    text(write, title="le mois d’après")
    assert deliver_texts(now + timedelta(days=40)) == 1


@pytest.mark.django_db(transaction=True)
def test_four_workers_send_each_text_once(write: Write, telephone: Telephone, now: datetime) -> None:
    for number in range(40):
        text(write, address=f"+3363998{number:04}", person=number)

    def work() -> None:
        try:
            deliver_texts(now)
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _each in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert sorted(message.number for message in telephone.messages) == [
        f"+3363998{number:04}" for number in range(40)
    ]
    assert Dispatch.objects.filter(channel=Channel.SMS, state=State.SENT).count() == 40
    assert ceiling.spent(now) == 40


def test_the_telephone_shows_what_came_and_refuses_strangers(
    write: Write, telephone: Telephone, now: datetime
) -> None:
    text(write, title="<b>Café</b>")
    deliver_texts(now)
    page = httpx2.get(telephone.address, params={"numero": NUMBER}).text
    assert "&lt;b&gt;Café&lt;/b&gt;" in page
    assert NUMBER in httpx2.get(telephone.address).text or "06" in page
    assert httpx2.get(telephone.address, headers={"Host": "evil.example"}).status_code == 403
    wrong = httpx2.post(
        telephone.send_address, json={"to": NUMBER, "text": "a"}, headers={"Authorization": "no"}
    )
    assert wrong.status_code == 401
