"""A worker that sends many is killed again and again: everybody is served, what nobody knows keeps its number."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from email import message_from_bytes

import pytest
from django.db import connection

from parvis.courier.delivering import CLAIM, deliver_due
from parvis.courier.dispatching import dispatch_many, prepare
from parvis.courier.editions import publish_edition
from parvis.courier.models import Dispatch
from parvis.courier.purposes import Purpose, register_purpose

MANY, KILLS, LINES = 240, 3, 2
WORKER = """
import os, django
django.setup()
from datetime import datetime
from django.conf import settings
from parvis.courier import carrying, delivering
from parvis.courier.purposes import Purpose, register_purpose
register_purpose(Purpose("test.letter", is_answer=True))
settings.MAIL_URL, settings.MAIL_CONNECTIONS = os.environ["MAILBOX"], 2
settings.DATABASES["default"]["NAME"] = os.environ["TEST_NAME"]
carrying.A_CONNECTION, delivering.BATCH = 10, 40
delivering.deliver_due(datetime.fromisoformat(os.environ["NOW"]))
"""


@pytest.mark.parametrize("seed", [1, 2])
@pytest.mark.django_db(transaction=True)
def test_killed_at_any_moment_nobody_is_lost_and_doubles_bear_one_number(
    mailbox, settings, tmp_path, now, seed
):
    register_purpose(Purpose("test.letter", is_answer=True))
    settings.DATA, settings.MAIL_PACE, dice = tmp_path, 0, random.Random(seed)
    edition = publish_edition(title="t", text="{greeting} le canal est gelé.", at=now)
    dispatch_many(
        prepare(
            channel="mail", purpose="test.letter", address=f"voisin{number}@exemple.fr", title="t", body="",
            edition=edition, once_key=f"l:{number}", at=now,
        )
        for number in range(1, MANY + 1)
    )  # fmt: skip
    surroundings = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "config.settings", "PYTHONPATH": str(settings.BASE_DIR),
        "MAILBOX": settings.MAIL_URL, "NOW": now.isoformat(), "PARVIS_DATA": str(tmp_path),
        "TEST_NAME": str(connection.settings_dict["NAME"]), "PARVIS_MAIL_PACE": "0",
    }  # fmt: skip
    surroundings.setdefault("PARVIS_DATABASE", "")
    for _kill in range(KILLS):
        mailbox.when_taken, countdown = None, iter(range(dice.randint(5, 60), -1, -1))
        worker = subprocess.Popen([sys.executable, "-c", WORKER], env=surroundings)

        def strike(worker=worker, countdown=countdown):
            if next(countdown, 1) == 0:
                os.kill(worker.pid, signal.SIGKILL)

        mailbox.when_taken = strike
        assert worker.wait(180) == -signal.SIGKILL
    mailbox.when_taken = None
    deliver_due(now)
    waiting = Dispatch.objects.exclude(state="sent").count()
    assert waiting <= KILLS * LINES  # in doubt: what was on a line
    deliver_due(now + CLAIM)
    assert set(Dispatch.objects.values_list("state", flat=True)) == {"sent"}
    served = Counter(
        (one.rcpt_tos[0], message_from_bytes(bytes(one.content))["Message-ID"]) for one in mailbox.received
    )
    assert len(served) == len({address for address, _number in served}) == MANY
    assert sum(served.values()) - MANY <= KILLS * LINES
