"""kill -9 in the middle of a large send, by mail and by text message: none lost, none twice.

A mail in doubt leaves again under its own Message-ID; a text message in doubt waits for a person.
PARVIS_TEST_FAULTS=long sends a thousand of each.
"""

import json
import os
import random
import signal
import threading
import time

import pytest

from parvis.courier.texting.telephone import Telephone
from tests.faults.conftest import IS_LONG, say, seeds
from tests.faults.harness.place import A_HANG
from tests.settings import DATABASE_KIND

MANY = 1000 if IS_LONG else 40
KILLS = 5 if IS_LONG else 2
LATER = 11 * 60  # seconds: the claims of whoever was killed are over

WRITE = """
import django; django.setup()
from django.utils import timezone
from parvis.courier.dispatching import dispatch
now = timezone.now()
for number in range({many}):
    for channel, address in (("mail", f"a{{number}}@exemple.fr"), ("sms", f"+3363998{{number:04}}")):
        dispatch(channel=channel, purpose="courier.text_answer", address=address, title="a", body="Bonjour.",
                 at=now)
"""
READ = """
import json, django; django.setup()
from parvis.courier.models import Dispatch
rows = Dispatch.objects.filter(purpose="courier.text_answer")
print(json.dumps(list(rows.values_list("channel", "address", "state", "message_id"))))
"""


class Killing(Telephone):
    """Counts what both gateways took, and strikes at a number drawn beforehand."""

    strike_at = 0
    taken = 0

    def take(self, said):
        answer = super().take(said)
        self.heard.append(said["to"])
        self.count()
        return answer

    def count(self, *_taken):
        self.taken += 1
        if self.taken == self.strike_at:
            self.strike()


def rows_of(place):
    done = place.run("-c", READ)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def until_quiet(place, seconds):
    """Until nothing waits nor leaves any more."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        rows = rows_of(place)
        if not [row for row in rows if row[2] in ("waiting", "leaving")]:
            return rows
        time.sleep(0.5)
    return rows_of(place)


@pytest.mark.parametrize("seed", seeds())
def test_a_worker_killed_in_the_middle_of_a_large_send_loses_none_and_doubles_none(
    new_place, post, seed, capsys
):
    drawn = random.Random(seed)
    telephone = Killing(token="jeton").start()
    telephone.heard = []  # every number asked for: the gateway itself forgets the oldest
    place = new_place(PARVIS_SMS=telephone.send_address, PARVIS_SMS_TOKEN="jeton")
    assert place.run("-c", WRITE.format(many=MANY)).returncode == 0
    raised = (
        "from parvis.courier.texting.ceiling import decide; decide(ceiling=99999, only_without_mail=True)"
    )
    assert place.run("-c", f"import django; django.setup(); {raised}").returncode == 0
    post.when_taken = telephone.count
    struck = threading.Event()

    def strike():
        os.killpg(place.process.pid, signal.SIGKILL)
        struck.set()

    telephone.strike = strike
    for turn in range(KILLS):
        struck.clear()
        telephone.strike_at = telephone.taken + drawn.randint(1, max(2, MANY // 3))
        place.set_clock(turn * LATER)
        place.start(wait=False)  # it may be struck before it shows a page
        assert struck.wait(A_HANG), place.said()
        place.process.wait(A_HANG)
    telephone.strike_at = 0
    place.set_clock(KILLS * LATER)
    place.start()
    rows = until_quiet(place, 240 if IS_LONG else A_HANG)
    place.kill()
    telephone.stop()
    mails, texts = ([row for row in rows if row[0] == channel] for channel in ("mail", "sms"))
    assert len(mails) == len(texts) == MANY
    assert {row[2] for row in mails} == {"sent"}
    assert {row[2] for row in texts} <= {"sent", "doubt"}
    heard = telephone.heard
    assert len(heard) == len(set(heard)), "a text message left twice"
    assert {row[1] for row in texts if row[2] == "sent"} <= set(heard), "a text message was lost"
    in_doubt = [row for row in texts if row[2] == "doubt"]
    assert len(in_doubt) <= KILLS
    counts = post.counts()
    assert set(counts) == {row[3] for row in mails}, "a mail was lost, or left under another Message-ID"
    assert sum(times - 1 for times in counts.values()) <= KILLS
    say(
        capsys, f"{DATABASE_KIND} seed {seed}: {MANY} + {MANY}, {KILLS} kills, {len(in_doubt)} texts in doubt"
    )
