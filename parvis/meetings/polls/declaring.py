"""Said once at the start: what date polls keep about people, why they write, who acts on answers."""

from parvis.meetings.holdings import asking_dates
from parvis.meetings.polls import purposes, replying


def declare() -> None:
    """Make date polls known to the courier and to the register of personal data."""
    asking_dates.hold()
    purposes.register_all()
    replying.register_all()
