"""A copy made from a mold says exactly what a composed message says, whatever its reader is called."""

from email import message_from_bytes
from email.policy import default as modern

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parvis.courier import molding
from parvis.courier.composing import compose
from parvis.courier.dispatching import prepare
from parvis.courier.editions import Enclosed, publish_edition
from parvis.courier.purposes import Matter, Purpose, register_purpose

pytestmark = pytest.mark.django_db
LETTER = "test.letter"
TEXT = ".\n{greeting}\n\n{name}, le canal est gelé = beau.\nFrom là, on voit…   \n{reply_line}\n.\n{choosing_link}"
PAGE = '<p>{greeting}</p>\n<p title="{name}">Le canal.</p>\n.\n<a href="{choosing_link}">ici</a>'


@pytest.fixture(autouse=True)
def _letters(monkeypatch):
    register_purpose(Purpose(LETTER, matter=Matter.JOINED, list_id="lettre", list_words="la lettre"))
    molding.forget()


def copy(edition, now, **values):
    known = {
        "channel": "mail", "purpose": LETTER, "address": "odile@exemple.fr", "name": "Odile Roux", "person": 7,
        "title": "La lettre de décembre", "body": "", "edition": edition, "at": now,
    }  # fmt: skip
    row = prepare(**{**known, **values})
    row.save()
    return row


def parts(message):
    return [
        (part.get_content_type(), part.get_filename(), part.get_content())
        for part in message.walk()
        if not part.is_multipart()
    ]


def headers(message):
    """Without spaces: Python's parser keeps some between two coded words, which the rule says to drop."""
    return {name: str(value).replace(" ", "") for name, value in message.items() if name != "Content-Type"}


def same(row, now):
    raw = molding.copy_of(row, now)
    assert raw is not None
    assert not [line for line in raw.split(b"\r\n") if len(line) > 200 or b"\n" in line]
    raw.decode("ascii")
    fast = message_from_bytes(raw, policy=modern)
    slow = message_from_bytes(compose(row, now).as_bytes(), policy=modern)
    assert parts(fast) == parts(slow)
    assert headers(fast) == headers(slow)
    assert fast.get_content_type() == slow.get_content_type()
    return fast


SHAPES = {
    "plain": {},
    "no name": {"name": ""},
    "no member": {"person": None},
    "may answer": {"reply_to": "r+jeton@exemple.fr"},
    "a link": {"link": "https://exemple.fr/?a=1&b=2", "link_words": "Lire"},
    "signed": {"signed_by": "Karim Haddad"},
    "long name": {"name": "Æneas Ørsted-Ñandú " * 6},
    "odd domain": {"address": "odile@café.fr"},
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("page", ["", PAGE])
@pytest.mark.parametrize("replies", ["", "r@exemple.fr"])
def test_a_copy_is_what_composing_makes(shape, page, replies, now, settings):
    settings.MAIL_REPLIES = replies
    edition = publish_edition(title="t", text=TEXT, html=page, at=now)
    message = same(copy(edition, now, **SHAPES[shape]), now)
    assert len(message["To"].addresses) == 1


def test_files_go_along(now):
    paper = Enclosed("lettre de décembre.pdf", "application/pdf", b"%PDF" + bytes(range(256)))
    same(copy(publish_edition(title="t", text="Bonjour", attachments=[paper], at=now), now), now)


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow], max_examples=60)
def test_whatever_a_reader_is_called(now, name):
    edition = publish_edition(title="t", text=TEXT, html=PAGE, at=now)
    row = copy(edition, now, name=name)
    message = same(row, now)
    assert len(message["To"].addresses) == 1
    assert message["To"].addresses[0].addr_spec == "odile@exemple.fr"


def test_what_a_mold_cannot_hold_is_composed(now, write):
    edition = publish_edition(title="t", text=TEXT, at=now)
    row = copy(edition, now)
    copy(edition, now, person=8, name="Henri Roux").__class__.objects.filter(person=8).update(goes_with=row)
    assert molding.copy_of(row, now) is None
    assert molding.copy_of(write(), now) is None
