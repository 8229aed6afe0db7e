"""An evening under way in the demo village: sixteen people are there, the worker composes their tables."""

from datetime import datetime, timedelta

from parvis.meetings.proposing import propose
from parvis.meetings.welcoming import welcome_member, welcome_stranger
from parvis.members.demo import Cast
from parvis.tables.arranging import arrange
from parvis.tables.composing import ask, with_seats
from parvis.tables.models import Age, Language
from parvis.tables.portraying import portray

_HERE = 14
_QUARTERS = ["le port", "l’écluse", "les Lilas", "le bourg"]
_AGES = [Age.SEVENTIES, Age.FORTIES, Age.TWENTIES, Age.FIFTIES]
_LATE = ["Zoé", "Noé"]


def live(cast: Cast, now: datetime) -> None:
    """People said a few things of themselves; tonight they came to the soup."""
    for number, member in enumerate(cast.villagers.values()):
        if number % 5 != 4:  # some say nothing
            portray(
                member=member, at=now - timedelta(days=30), age=int(_AGES[number % 4]), trade="",
                quarter=_QUARTERS[number % 3], languages=[Language.FRENCH.value], needs_easy_table=False,
                declined=[],
            )  # fmt: skip
    karim = cast.villagers["Karim Benali"]
    begins_at = now - timedelta(minutes=20 + now.minute % 5, seconds=now.second, microseconds=now.microsecond)
    soup = propose(
        title="Soupe partagée", about="On épluche, on goûte, on change de table.", begins_at=begins_at,
        ends_at=begins_at + timedelta(hours=3), where="sous la halle", host=karim, at=now - timedelta(days=4),
    )  # fmt: skip
    for member in list(cast.villagers.values())[:_HERE]:
        welcome_member(meeting=soup, member=member, by=karim, at=begins_at)
    for name in _LATE:
        welcome_stranger(meeting=soup, first_name=name, by=karim, at=begins_at)
    arrange(meeting=soup, by=karim, at=now, households="together")
    ask(meeting=soup, by=karim, at=now, version=0, change=with_seats(4))
