"""What waits for a word of somebody: a yes, an hour, a car. Each area says what; shared screens ask it.

Whoever shows it has made sure that the person reads it: it is theirs alone.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal
from parvis.members.models import Member

MOST = 12
Act = Callable[[datetime], object]


class NoLongerAwaited(Refusal):
    """It was answered meanwhile, or is over."""


@dataclass(frozen=True)
class Choice:
    """One thing they may say. key: other when what it says is other."""

    key: str
    words: str
    act: Act


@dataclass(frozen=True)
class Awaited:
    """One question, what it is about, and what may be said."""

    key: str
    title: str
    facts: list[str] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)


Ask = Callable[[Member, datetime], Iterable[Awaited]]
_asks: dict[str, tuple[int, Ask]] = {}


def register_asking(area: str, ask: Ask, *, order: int) -> None:
    """In `apps.ready()`: what of this area waits for a word of somebody; nothing while it is switched off."""
    _asks[area] = (order, ask)


def awaited_of(person: Member, now: datetime) -> list[Awaited]:
    """What waits for this person, area by area."""
    asked = [ask for _order, ask in sorted(_asks.values(), key=lambda pair: pair[0])]
    return [one for ask in asked for one in ask(person, now)][:MOST]


@transaction.atomic
def say(*, keys: Iterable[str], awaited: Iterable[Awaited], at: datetime) -> int:
    """What they said of each is done: all of it, or nothing; how many.

    Raises NoLongerAwaited, and what the acts raise.
    """
    known = {choice.key: choice for one in awaited for choice in one.choices}
    said = list(dict.fromkeys(keys))
    if any(key not in known for key in said):
        raise NoLongerAwaited(_("This is no longer asked: look again."))
    for key in said:
        known[key].act(at)
    return len(said)
