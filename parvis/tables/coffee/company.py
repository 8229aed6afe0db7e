"""Who sits with whom, as one of them may know it: names, the hour, telephones of those who show theirs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, prefetch_related_objects
from django.utils.translation import gettext as _

from parvis.kit.unlinking import unlinked
from parvis.members.models import ContactPoint
from parvis.tables.models import Coffee, CoffeeWish, Cup


@dataclass(frozen=True)
class Company:
    """One cup and those around it."""

    cup: Cup
    coffee: Coffee
    others: list[Cup]
    hours: list[datetime]
    telephones: list[tuple[str, str]]  # first name, number

    @property
    def names(self) -> str:
        """« Léa Moreau et Paul Nguyen »."""
        return listed([cup.member.name for cup in self.others])

    @property
    def when(self) -> datetime | None:
        return self.coffee.begins_at


def companies_of(coffee: Coffee) -> list[Company]:
    """One for each person who holds a cup; three queries."""
    return companies_in([coffee])


def companies_in(coffees: Sequence[Coffee]) -> list[Company]:
    """The same for each of several coffees, in as many queries."""
    held = Cup.objects.held().filter(coffee__in=coffees).select_related("member", "draw__ring__circle")
    shows = CoffeeWish.objects.filter(
        ring__draws=OuterRef("draw"), member=OuterRef("member"), shows_telephone=True
    )
    rows = held.annotate(shows_telephone=Exists(shows)).prefetch_related("member__contact_points")
    cups: dict[int, list[Cup]] = {coffee.pk: [] for coffee in coffees}
    for cup in rows.order_by("pk"):
        cups[cup.coffee_id].append(cup)
    prefetch_related_objects(coffees, "hours")
    return [company for coffee in coffees for company in _around(coffee, cups[coffee.pk])]


def _around(coffee: Coffee, cups: list[Cup]) -> list[Company]:
    for cup in cups:
        cup.coffee, coffee.draw = coffee, cup.draw
    hours = [hour.begins_at for hour in coffee.hours.all()]
    shown = {cup.member_id: number for cup in cups if (number := _shown_telephone(cup))}
    return [
        Company(
            cup, coffee, others := [other for other in cups if other.pk != cup.pk], hours, _of(others, shown)
        )
        for cup in cups
    ]


def _of(others: list[Cup], shown: dict[int, str]) -> list[tuple[str, str]]:
    return [(cup.member.first_name, shown[cup.member_id]) for cup in others if cup.member_id in shown]


def company_of(cup: Cup) -> Company:
    """Around one cup, whether its holder still comes or not."""
    return company_each([cup])[0]


def company_each(cups: Sequence[Cup]) -> list[Company]:
    """Around each of several cups, in as many queries."""
    known = {one.cup.pk: one for one in companies_in([cup.coffee for cup in cups])}
    return [
        known.get(cup.pk)
        or Company(cup, cup.coffee, [], [one.begins_at for one in cup.coffee.hours.all()], [])
        for cup in cups
    ]


def listed(names: list[str]) -> str:
    """« Léa, Paul et Odile »."""
    known = [unlinked(name) for name in names]
    if len(known) < 2:
        return "".join(known)
    return _("%(first)s and %(last)s") % {"first": ", ".join(known[:-1]), "last": known[-1]}


def _shown_telephone(cup: Cup) -> str:
    """The number they show to this ring, the preferred one first; empty for who shows none."""
    if not cup.shows_telephone:  # type: ignore[attr-defined]
        return ""
    points = [one for one in cup.member.contact_points.all() if one.kind == ContactPoint.Kind.TELEPHONE]
    return min(points, key=lambda one: (not one.is_preferred, one.pk)).address if points else ""
