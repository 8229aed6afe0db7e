"""What `parvis doctor` says of the gateway of text messages, without sending anything."""

from datetime import timedelta

import pytest
from django.utils.translation import override

from parvis.console.examining.finding import State
from parvis.console.examining.texting import gateway_answers, texts
from parvis.courier.models import Dispatch, TextLine
from parvis.courier.texting.ceiling import decide, spend
from parvis.courier.texting.telephone import Telephone
from tests.courier import gateways
from tests.courier.gateways import OddGateway

pytestmark = pytest.mark.django_db


def said(check, now):
    with override("fr"):
        return [(finding.state, finding.what) for finding in check(now)]


def test_without_a_gateway_nothing_is_said(now, settings):
    settings.SMS_URL = ""
    assert said(gateway_answers, now) == said(texts, now) == []


def test_a_gateway_that_answers_is_called_and_sent_nothing(now, settings):
    telephone = Telephone(token="jeton").start()
    settings.SMS_URL, settings.SMS_TOKEN = telephone.send_address, "jeton"
    assert said(gateway_answers, now) == [(State.WELL, "La passerelle de textos 127.0.0.1 répond.")]
    assert telephone.asked == 0
    telephone.stop()


def test_a_gateway_that_is_away_or_refuses_us_is_told_in_plain_french(now, settings):
    settings.SMS_URL = "http://127.0.0.1:9/envoi"
    ((state, what),) = said(gateway_answers, now)
    assert state == State.BROKEN
    assert "ne nous entend pas" in what
    settings.SMS_URL = "http://exemple.fr/envoi"
    assert said(gateway_answers, now)[0][0] == State.BROKEN


def test_what_is_in_doubt_and_what_is_spent_is_told(now, settings):
    settings.SMS_URL = "http://127.0.0.1:9/envoi"
    decide(ceiling=3, only_without_mail=True)
    assert said(texts, now) == [(State.WELL, "Textos\u00a0: 0 sur 3 ce mois-ci.")]
    spend(3, now)
    TextLine.objects.update(rests_until_at=now + timedelta(minutes=5))
    Dispatch.objects.create(
        channel="sms", purpose="meetings.reminder", address="+33639981201", title="a", body="b", state="doubt",
        message_id="<doute@exemple.fr>", written_at=now, not_before_at=now, ended_at=now,
    )  # fmt: skip
    told = [what for _state, what in said(texts, now)]
    assert [words.split()[0] for words in told] == ["1", "La", "Le"]
    assert "plafond" in told[-1]


def test_a_wrong_token_is_told(now, settings):
    class Refusing(OddGateway):
        def _serve(self, line):
            with line:
                line.recv(4096)
                gateways.page("401 Who")(line)

    odd = Refusing(gateways.silent())
    settings.SMS_URL = odd.url
    assert "refuse notre jeton" in said(gateway_answers, now)[0][1]
    odd.close()
