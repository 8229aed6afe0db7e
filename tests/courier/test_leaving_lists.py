"""A list is left with one tap, from a mail program or a page; everything else still arrives."""

from email import message_from_bytes
from email.policy import default as modern

import pytest
from django.test import Client

from parvis.courier import replying
from parvis.courier.delivering import deliver_due
from parvis.courier.leaving_lists import ways_out
from parvis.courier.lists import has_left, leaving_path, lists_left_by
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.courier.receiving import receive

pytestmark = pytest.mark.django_db
ODILE = 7


@pytest.fixture(autouse=True)
def _letters():
    register_purpose(
        Purpose("test.letter", matter=Matter.JOINED, list_id="lettre", list_words="la lettre", is_answer=True)
    )


@pytest.fixture
def letter(write, mailbox, now, settings):
    settings.MAIL_REPLIES = "r@canal.exemple.fr"
    row = write(purpose="test.letter", person=ODILE)
    deliver_due(now)
    return row, message_from_bytes(bytes(mailbox.received[-1].content), policy=modern)


@pytest.mark.asvs("3.5.1")
def test_one_tap_in_a_mail_program_leaves_at_once_without_cookie_or_secret(letter):
    _row, message = letter
    by_web, by_mail = (way.strip(" <>") for way in message["List-Unsubscribe"].split(","))
    assert by_mail.startswith("mailto:r+")
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    path = by_web.removeprefix("http://localhost:8000")
    robot = Client(enforce_csrf_checks=True, headers={"origin": "https://courrier.exemple"})
    for _look in range(2):
        assert "Ne plus recevoir la lettre" in robot.get(path).content.decode()
        assert not has_left("lettre", ODILE)  # looking does nothing
    answer = robot.post(path, {"List-Unsubscribe": "One-Click"})
    assert (answer.status_code, bool(answer.cookies)) == (200, False)
    assert lists_left_by(ODILE) == {"lettre"}
    assert "toujours" in robot.get(path).content.decode()
    robot.post(path, {"again": "yes"})
    assert not has_left("lettre", ODILE)


def test_what_waits_does_not_leave_and_other_words_do(letter, write, mailbox, now):
    write(purpose="test.letter", person=ODILE, title="La deuxième")
    other = write(person=ODILE)
    Client().post(leaving_path("lettre", ODILE, "odile@exemple.fr"))
    before = len(mailbox.received)
    assert deliver_due(now) == 1
    assert other.message_id in bytes(mailbox.received[before].content).decode()


def test_a_mail_to_the_way_out_leaves_too(letter, now, monkeypatch):
    row, _message = letter
    monkeypatch.setattr(replying, "_address_books", [lambda person: {row.address}])
    address = ways_out(row)[1].removeprefix("mailto:").partition("?")[0]
    raw = f"From: {row.address}\nTo: {address}\nMessage-ID: <1@exemple.fr>\nSubject: STOP\n\nSTOP\n"
    receive(raw.encode(), now)
    assert has_left("lettre", ODILE)


@pytest.mark.parametrize("token", ["x", "lettre:7:", "lettre:7:.abc", "lettre:8:", "é", "a" * 300])
def test_an_invented_link_leaves_nothing(token, letter):
    known = leaving_path("lettre", ODILE, "").split("/")[2]
    forged = token if ":" not in token else token + "." + known.rpartition(".")[2]
    if forged == known:
        forged += "x"
    assert Client().post(f"/ne-plus-recevoir/{forged}/").status_code == 404
    assert not lists_left_by(ODILE)


def test_who_is_no_member_leaves_by_their_address():
    path = leaving_path("lettre", None, "passante@exemple.fr")
    assert "passante" not in path
    Client().post(path)
    assert has_left("lettre", None, "Passante@exemple.fr")
    assert not has_left("lettre", None, "autre@exemple.fr")


def test_headers_say_what_list_it_is_and_where_complaints_go(letter, write, mailbox, now):
    _row, message = letter
    assert message["List-Id"] == "<lettre.canal.exemple.fr>"
    assert message["Precedence"] == "bulk"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["CFBL-Address"].startswith("r+")
    write(person=ODILE)
    deliver_due(now)
    code = message_from_bytes(bytes(mailbox.received[-1].content), policy=modern)
    assert "List-Id" not in code
    assert "Precedence" not in code
