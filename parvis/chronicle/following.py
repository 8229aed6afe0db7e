"""Follow the chronicle: an area reacts to deeds of the areas below, each with its own cursor.

    @follow("wiki.begin_story", verbs=["meetings.closed"])
    def begin_story(deed: Deed, now: datetime) -> None: ...

Write it in the area's `following.py`; the module is found and imported by itself at start.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from parvis.chronicle.models import Deed

Reaction = Callable[[Deed, datetime], None]


@dataclass(frozen=True)
class Follower:
    """A named reader: which verbs it follows and what it does with each deed, in order of writing.

    The reaction runs in the transaction which moves the cursor. It may see the same deed again after
    a replay, so it must leave the same rows when run twice.
    """

    name: str
    verbs: frozenset[str]
    react: Reaction

    @property
    def what_it_does(self) -> str:
        """The first line of the reaction's docstring."""
        return (self.react.__doc__ or "").strip().split("\n")[0]


_followers: dict[str, Follower] = {}


def follow(name: str, *, verbs: Iterable[str]) -> Callable[[Reaction], Reaction]:
    """Declare a reaction. ValueError when the name is taken or no verb is given."""

    def declare(react: Reaction) -> Reaction:
        follower = Follower(name, frozenset(verbs), react)
        if name in _followers or not follower.verbs:
            raise ValueError(f"{name}: taken, or follows nothing")
        _followers[name] = follower
        return react

    return declare


def followers() -> list[Follower]:
    """Every declared follower, by name."""
    return [_followers[name] for name in sorted(_followers)]
