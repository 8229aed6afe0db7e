"""Things one can take by telephone, each in three fields at most. Areas register theirs in `apps.ready()`.

    register_taking(Taking("message", words=_("Note a message"), order=10, form=…, take=…))

The page of the person on the telephone shows them; a call that waits keeps what was typed.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any, Protocol

from django import forms
from django.utils.functional import Promise

from parvis.desk.places_to_go import coming_of
from parvis.meetings.models import Registration
from parvis.members.mandates import Scope
from parvis.members.models import Member

Words = str | Promise


@dataclass(frozen=True)
class Caller:
    """The person on the telephone, who answers, and when."""

    person: Member
    by: Member
    at: datetime
    key: str = ""  # of the form that was sent: sent twice, it acts once
    looked_up: dict[str, Any] = field(default_factory=dict, compare=False)  # once a page

    def once(self, key: str, look: Callable[[], Any]) -> Any:
        """What `look` found, remembered for this page."""
        if key not in self.looked_up:
            self.looked_up[key] = look()
        return self.looked_up[key]

    @cached_property
    def coming(self) -> list[Registration]:
        """Where they go, as far as who answers may know: one query, remembered for this page."""
        return coming_of(self.person, self.by, self.at)


class MakeForm(Protocol):
    """Called with the caller, and what Django forms take: `data`, `initial`, `prefix`."""

    def __call__(self, caller: Caller, **known: Any) -> forms.Form: ...


@dataclass(frozen=True)
class Taking:
    """words: verb first, on the button. take(caller, cleaned data) → what is announced; may raise a Refusal.

    scope: the mandate it needs. why_not(caller): a sentence instead of the form, or nothing.
    is_shown(caller): whether the page speaks of it at all.
    """

    name: str
    words: Words
    order: int
    form: MakeForm
    take: Callable[[Caller, Mapping[str, Any]], str]
    scope: Scope
    why_not: Callable[[Caller], str] = lambda caller: ""
    is_shown: Callable[[Caller], bool] = lambda caller: True


_takings: dict[str, Taking] = {}


def register_taking(taking: Taking) -> None:
    """Make it known. ValueError when another one bears its name."""
    if _takings.setdefault(taking.name, taking) != taking:
        raise ValueError(f"two things to take are called {taking.name}")


def takings() -> list[Taking]:
    """All of them, in the order of the page."""
    return sorted(_takings.values(), key=lambda taking: (taking.order, taking.name))


def taking(name: str) -> Taking | None:
    return _takings.get(name)
