"""Purposes: why words are sent, and whether they are still wanted when they leave.

Areas register theirs in `apps.ready()`; nothing is sent for a purpose nobody registered.
"""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.courier.models import Dispatch

StillWanted = Callable[[Dispatch, datetime], bool]
StillWantedAmong = Callable[[Sequence[Dispatch], datetime], Set[int]]
NeededBy = Callable[[models.Model | None], datetime | None]


class Matter(models.TextChoices):
    """What words are to the person: it decides who receives them, and how many a week.

    The whole table: `parvis.members.attention`; in French: docs/comprendre/ce-qui-est-envoye.md.
    """

    ANSWER = "answer", _("the answer to what you just did, or a code")
    JOINED = "joined", _("a change in what you joined")
    REMINDER = "reminder", _("the reminder of what you joined")
    DUTY = "duty", _("what a role you accepted asks of you")
    ESSENTIAL = "essential", _("a question that waits for you")
    ORDINARY = "ordinary", _("the rest of common life")


class UnknownPurpose(LookupError):
    """Words were written for a purpose no area registered."""


def always(dispatch: Dispatch, now: datetime) -> bool:
    """Still wanted whenever it leaves."""
    return True


def never(dispatch: Dispatch, now: datetime) -> bool:
    """It can wait for a calm hour."""
    return False


def no_hour(subject: models.Model | None) -> datetime | None:
    """No hour by which it must be known."""
    return None


@dataclass(frozen=True)
class Purpose:
    """Why words are sent.

    name: "area.what_for". is_answer: answers the person's own act (a code, a confirmation) and may leave at
    any hour. still_wanted(dispatch, now): asked at sending, False drops it. goes_on_sundays: a cancellation
    cannot wait for Monday. sunday_moves_to_saturday: a reminder comes earlier rather than too late.
    keeps_calendar(dispatch, now): asked at sending too, False lets the words leave without their part for
    calendar programs. cannot_wait(dispatch, now): in the morning it would be too late, it leaves at once.
    needed_by(subject): the hour by which the person must know it; calls are ordered by it. is_called_too:
    what is written too late to be read for sure is called as well (`courier.in_time`).
    matter: how much attention it may ask for; an answer is one whatever is said.
    still_wanted_among(rows, now): the same question for many rows at once, in few queries; the keys (pk) of
    those still wanted. list_id: a word (« lettre ») that makes it a list one leaves with one tap, all the
    rest still arriving; list_words: how the page names it.
    """

    name: str
    is_answer: bool = False
    still_wanted: StillWanted = always
    goes_on_sundays: bool = False
    sunday_moves_to_saturday: bool = False
    keeps_calendar: StillWanted = always
    cannot_wait: StillWanted = never
    needed_by: NeededBy = no_hour
    is_called_too: bool = False
    matter: Matter = Matter.ORDINARY
    still_wanted_among: StillWantedAmong | None = None
    list_id: str = ""
    list_words: "str | Promise" = ""

    def __post_init__(self) -> None:
        if self.is_answer:
            object.__setattr__(self, "matter", Matter.ANSWER)


_purposes: dict[str, Purpose] = {}


def register_purpose(purpose: Purpose) -> Purpose:
    """Make a purpose known. ValueError when another one bears its name."""
    if _purposes.setdefault(purpose.name, purpose) != purpose:
        raise ValueError(f"two purposes are called {purpose.name}")
    return purpose


def purpose(name: str) -> Purpose:
    """The purpose of that name. UnknownPurpose when no area registered it."""
    try:
        return _purposes[name]
    except KeyError:
        raise UnknownPurpose(name) from None


def answers() -> list[str]:
    """The names of those that answer a person's own act."""
    return [known.name for known in _purposes.values() if known.is_answer]


def names_of(*matters: Matter) -> list[str]:
    """The names of those which are of one of these matters."""
    return [known.name for known in _purposes.values() if known.matter in matters]


def list_of(name: str) -> str:
    """The list these words are of; empty for words of no list, or of a purpose nobody knows any more."""
    known = _purposes.get(name)
    return known.list_id if known else ""


def all_purposes() -> list[Purpose]:
    """Every registered purpose, by name."""
    return [_purposes[name] for name in sorted(_purposes)]
