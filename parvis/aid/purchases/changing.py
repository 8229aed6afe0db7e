"""What of a purchase may be written anew, and what of it is news for those who take some."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from parvis.aid.models import GroupPurchase
from parvis.community.models import Place
from parvis.kit import moments
from parvis.kit.unlinking import unlinked

COLUMNS = ("title", "unit", "price", "words", "closes_at", "fetched_at", "fetched_until_at", "place", "where")
_MOMENTS = ("closes_at", "fetched_at", "fetched_until_at")


@dataclass(frozen=True)
class Changes:
    """What it was and what it is: of the unit, the price, the last day, the pick-up."""

    before: Mapping[str, Any]
    new: Mapping[str, Any]
    unit: bool
    price: bool
    closing: bool
    hours: bool
    place: bool

    def __bool__(self) -> bool:
        return self.closing or self.is_another_deal

    @property
    def is_another_deal(self) -> bool:
        """Not what they agreed to: they may take fewer, even once the list is closed."""
        return self.unit or self.price or self.hours or self.place

    def in_words(self) -> list[str]:
        """A sentence for each change, in the reader’s language."""
        kinds = [
            (self.unit, _("Each was: %(was)s. It is: %(is)s."), _unit),
            (self.price, _("The price was: %(was)s. It is: %(is)s."), _price),
            (self.closing, _("The last day to say how many was: %(was)s. It is: %(is)s."), _closing),
            (self.hours, _("It was to be fetched %(was)s. It is fetched %(is)s."), _hours),
            (self.place, _("The place was: %(was)s. It is: %(is)s."), _place),
        ]
        return [words % {"was": say(self.before), "is": say(self.new)} for so, words, say in kinds if so]


def facts_of(row: GroupPurchase) -> dict[str, Any]:
    """As it stands."""
    return {name: getattr(row, name) for name in COLUMNS}


def packed(facts: Mapping[str, Any]) -> dict[str, Any]:
    """To be kept aside while somebody reads what it becomes."""
    told = {
        name: value.isoformat() if isinstance(value, datetime) else value for name, value in facts.items()
    }
    return {**told, "place": facts["place"].pk if facts["place"] else None}


def unpacked(kept: Mapping[str, Any]) -> dict[str, Any]:
    """What was kept aside (one query when it has a place, which may be gone since)."""
    moved = {name: datetime.fromisoformat(kept[name]) for name in _MOMENTS}
    place = Place.objects.filter(pk=kept["place"]).first() if kept["place"] else None
    return {**kept, **moved, "place": place}


def changes_between(before: Mapping[str, Any], new: Mapping[str, Any]) -> Changes:
    """A capital or a full stop is no news."""
    pick_up = ("fetched_at", "fetched_until_at")
    return Changes(
        before,
        new,
        unit=_plain(before["unit"]) != _plain(new["unit"]),
        price=_plain(before["price"]) != _plain(new["price"]),
        closing=before["closes_at"] != new["closes_at"],
        hours=any(before[name] != new[name] for name in pick_up),
        place=_plain(_at_place(before)) != _plain(_at_place(new)),
    )


def _plain(words: str) -> str:
    return " ".join(words.casefold().split()).rstrip(" .!")


def _at_place(facts: Mapping[str, Any]) -> str:
    return str(facts["place"] or facts["where"])


def _unit(facts: Mapping[str, Any]) -> str:
    return unlinked(facts["unit"].rstrip(" ."))


def _price(facts: Mapping[str, Any]) -> str:
    return unlinked(facts["price"].rstrip(" .")) or _("not said")


def _closing(facts: Mapping[str, Any]) -> str:
    return moments.day(facts["closes_at"])


def _hours(facts: Mapping[str, Any]) -> str:
    day, span = moments.day(facts["fetched_at"]), moments.span(facts["fetched_at"], facts["fetched_until_at"])
    return ", ".join([day, span])


def _place(facts: Mapping[str, Any]) -> str:
    return unlinked(_at_place(facts).rstrip(" ."))
