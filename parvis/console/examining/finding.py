"""What a check found: how serious, what, why it matters, what to type."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _


class State(StrEnum):
    WELL = "well"
    WORRY = "worry"
    BROKEN = "broken"

    @property
    def mark(self) -> str:
        return {"well": "✓", "worry": "!", "broken": "✗"}[self]


@dataclass(frozen=True)
class Finding:
    """One line of the examination. `todo` is typed as it is; empty when there is nothing to type."""

    name: str
    state: State
    what: str
    why: str = ""
    todo: str = ""


def well(name: str, what: str) -> Finding:
    return Finding(name, State.WELL, what)


def worry(name: str, what: str, why: str, todo: str = "") -> Finding:
    return Finding(name, State.WORRY, what, why, todo)


def broken(name: str, what: str, why: str, todo: str = "") -> Finding:
    return Finding(name, State.BROKEN, what, why, todo)


Check = Callable[[datetime], Iterator[Finding]]


def told(name: str, check: Check, at: datetime) -> list[Finding]:
    """What one check found. A check that stumbles is a finding too, never the end of the examination."""
    try:
        return list(check(at))
    except Exception as error:  # whatever it is, it is not well
        return [
            broken(
                name,
                _("“%(name)s” could not be looked at: %(error)s.") % {"name": name, "error": said(error)},
                _("What nobody can look at may be broken."),
                "parvis settings",
            )
        ]


def said(error: BaseException) -> str:
    """An error in one line, its kind first."""
    return " ".join(f"{type(error).__name__} {error}".split())[:200].rstrip(".")
