"""Said once at the start: who acts on answers, what is kept about people."""

from parvis.meetings.feedback import replying
from parvis.meetings.holdings import feedback as holdings


def declare() -> None:
    """Make the questions after a meeting known to the courier and to the register of personal data."""
    holdings.hold()
    replying.register_all()
