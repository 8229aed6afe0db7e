"""What may be published at an hour: each kind says how it is found, who may, and how it is done.

register(Publishable("story", words=_("Story"), find=…, waiting_for=…, may=…, is_out=…, publish=…, path=…))
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise

from parvis.members.models import Member

Words = str | Promise


def _nothing_to_ask(subject: Any, now: datetime) -> str:
    return ""


def _nothing_to_foresee(subject: Any, due_at: datetime, now: datetime) -> None:
    return None


@dataclass(frozen=True)
class Publishable:
    """kind: « letter ». find(pks): the things of these numbers. waiting_for(member): those they could plan.

    may(member, thing): whether they publish it. publish(thing, by, at): may raise a Refusal. ask(thing, now):
    a sentence when somebody must say first, since what it tells is past or no longer so. foresee(thing,
    due_at, now): a Refusal when that hour cannot be.
    """

    kind: str
    words: Words
    find: Callable[[Iterable[int]], Mapping[int, Any]]
    waiting_for: Callable[[Member, datetime], Iterable[Any]]
    may: Callable[[Member, Any], bool]
    is_out: Callable[[Any], bool]
    publish: Callable[[Any, Member, datetime], object]
    path: Callable[[Any], str]
    ask: Callable[[Any, datetime], str] = _nothing_to_ask
    foresee: Callable[[Any, datetime, datetime], None] = _nothing_to_foresee

    def found(self, pk: int) -> Any | None:
        """The thing of that number."""
        return self.find([pk]).get(pk)


_known: dict[str, Publishable] = {}


def register(publishable: Publishable) -> None:
    """Make a kind known. ValueError when another one bears its name."""
    if _known.setdefault(publishable.kind, publishable) != publishable:
        raise ValueError(f"two kinds are called {publishable.kind}")


def kinds() -> list[Publishable]:
    """Every kind, in the order they came."""
    return list(_known.values())


def kind_of(name: str) -> Publishable | None:
    """The kind of that name; None when no area gives it (any more)."""
    return _known.get(name)
