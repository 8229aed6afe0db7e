"""The examination says what to publish, and whether what is published is ours."""

from collections.abc import Iterator

import dns.resolver
import pytest

from parvis.console.examining import names, signatures
from parvis.console.examining.finding import State
from parvis.courier import signing


class Names:
    """A names' server that knows what it was told; asked for anything else it says that there is nothing."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}
        self.is_silent = False

    def resolve(self, name: str, kind: str, lifetime: float) -> list[object]:
        assert kind == "TXT"
        assert lifetime <= 5
        if self.is_silent:
            raise dns.resolver.LifetimeTimeout(timeout=lifetime, errors=[])
        if name not in self.kept:
            raise dns.resolver.NXDOMAIN
        text = self.kept[name].encode()
        answer = type("Answer", (), {"strings": [text[at : at + 255] for at in range(0, len(text), 255)]})
        return [answer()]


@pytest.fixture
def known(monkeypatch, settings, tmp_path) -> Iterator[Names]:
    server = Names()
    monkeypatch.setattr(names, "resolver", lambda: server)
    settings.MAIL_URL, settings.MAIL_FROM = "smtp://127.0.0.1:2", "parvis@canal.exemple.fr"
    settings.MAIL_REPLIES, settings.DKIM, settings.DATA = "", "parvis", tmp_path
    server.kept["_dmarc.canal.exemple.fr"] = "v=DMARC1; p=quarantine"
    return server


def of(now):
    return list(signatures.found(now))


def test_a_key_not_published_yet_is_given_as_it_is_to_be_typed(known, now):
    (finding,) = of(now)
    assert finding.state == State.BROKEN
    name, text = signing.record()
    assert finding.todo == f'parvis._domainkey.canal.exemple.fr. TXT "{text}"'
    known.kept[name] = text
    assert [one.state for one in of(now)] == [State.WELL]
    known.kept[name] = "v=DKIM1; k=rsa; p=MIIBIjAN"
    (finding,) = of(now)
    assert (finding.state, "la nôtre" in finding.what) == (State.BROKEN, True)


def test_no_signature_is_worth_a_look_and_a_relay_that_signs_is_believed(known, now, settings):
    settings.DKIM = ""
    (finding,) = of(now)
    assert (finding.state, finding.todo) == (State.WORRY, "PARVIS_DKIM=parvis")
    settings.DKIM = "relais"
    assert [one.state for one in of(now)] == [State.WELL]


@pytest.mark.parametrize(
    ("back", "rules", "states"),
    [
        ("r@canal.exemple.fr", "v=DMARC1; p=none", [State.WELL]),
        ("r@courrier.canal.exemple.fr", "v=DMARC1; p=none", [State.WELL]),
        ("r@courrier.canal.exemple.fr", "v=DMARC1; p=none; aspf=s", [State.WELL, State.WORRY]),
        ("r@ailleurs.exemple.net", "v=DMARC1; p=none", [State.WELL, State.WORRY]),
    ],
)
def test_where_mail_comes_back_to_agrees_with_who_writes(known, now, settings, back, rules, states):
    settings.DKIM, settings.MAIL_REPLIES = "relais", back
    known.kept["_dmarc.canal.exemple.fr"] = rules
    known.kept[back.partition("@")[2]] = "v=spf1 mx -all"
    assert [one.state for one in of(now)] == states


def test_silence_concludes_nothing_and_files_ask_nobody(known, now, settings):
    known.is_silent = True
    (finding,) = of(now)
    assert finding.state == State.WORRY
    settings.MAIL_URL = ""
    assert of(now) == []
