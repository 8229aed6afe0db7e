"""A signed message is found genuine by somebody else's verifier, and a changed one is not."""

import stat
from email import message_from_bytes

import dkim
import pytest

from parvis.courier import signing
from parvis.courier.delivering import deliver_due

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed(write, mailbox, settings, tmp_path, now):
    """What arrived, with a signature of a key of its own."""
    settings.DKIM, settings.DATA, settings.MAIL_REPLIES = "parvis", tmp_path, "r@canal.exemple.fr"
    write(title="Café du canal : c’est noté", name="Zoé Ñandú", reply_to="r+jeton@canal.exemple.fr")
    write(body=".\n..\nUn point au début.\n\n\n", title="Les points", address="henri@exemple.fr")
    assert deliver_due(now) == 2
    return [bytes(one.content) for one in mailbox.received]


def published(name, timeout=5):
    asked, text = signing.record()
    return text.encode() if name.rstrip(b".").decode() == asked else None


def test_another_verifier_finds_it_genuine(signed):
    for content in signed:
        assert dkim.verify(content, dnsfunc=published)
    assert message_from_bytes(signed[0])["DKIM-Signature"].startswith("v=1; a=rsa-sha256; c=relaxed/simple;")


@pytest.mark.parametrize(
    ("before", "after"),
    [(b"List-Unsubscribe-Post: List", b"List-Unsubscribe-Post: Pist"), (b"<!doctype", b"<!Doctype")],
)
def test_a_changed_message_is_not(signed, before, after):
    changed = signed[0].replace(before, after, 1)
    assert changed != signed[0]
    assert not dkim.verify(changed, dnsfunc=published)


def test_headers_folded_otherwise_on_the_way_still_agree(signed):
    folded = signed[0].replace(b"Auto-Submitted: auto", b"Auto-Submitted:\r\n   auto", 1)
    assert folded != signed[0]
    assert dkim.verify(folded, dnsfunc=published)


def test_the_key_is_made_once_and_only_its_owner_reads_it(settings, tmp_path):
    settings.DKIM, settings.DATA = "parvis", tmp_path
    first = signing.public_key()
    path = tmp_path / "secrets" / "dkim-parvis.pem"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    signing._key.cache_clear()
    assert signing.public_key() == first


def test_where_a_relay_signs_nothing_is_added(write, mailbox, settings, now):
    settings.DKIM = "relais"
    write()
    deliver_due(now)
    assert b"DKIM-Signature" not in bytes(mailbox.received[0].content)
