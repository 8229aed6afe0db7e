"""`parvis receive`: one message on standard input; whatever it is, nobody gets an error back.

A mail server gives each message of the replies’ box to this command. Exit code 75 (EX_TEMPFAIL of sysexits)
asks it to give the message again later.
"""

import sys
from argparse import Namespace

from django.utils import timezone

from config import speaking
from config.asking import Stop
from config.standing import require_place
from parvis.courier.reading_mail import LONGEST
from parvis.courier.receiving import receive

_CHUNK = 65_536


def _read() -> bytes:
    """The message, at most one byte too long; the rest is read too, so that the server is not cut off."""
    raw = sys.stdin.buffer.read(LONGEST + 1)
    while sys.stdin.buffer.read(_CHUNK):
        pass
    return raw


def run(asked: Namespace) -> int:
    """Take the message in, and say in one line what became of it."""
    try:
        raw = _read()
        require_place()
        row = receive(raw, timezone.now())
    except OSError as failure:
        raise Stop(f"Le message n’a pas pu être pris : {failure}", "parvis doctor") from failure
    speaking.note(f"Message reçu : {row.get_state_display()}.")
    return 0
