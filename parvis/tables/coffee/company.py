"""Who sits with whom, as one of them may know it: names, the hour, telephones of those who show theirs."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import prefetch_related_objects
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
    """One for each person who holds a cup; five queries."""
    held = (
        coffee.cups.held()
        .select_related("member", "draw__ring__circle")
        .prefetch_related("member__contact_points")
    )
    cups = list(held.order_by("pk"))
    prefetch_related_objects([coffee], "hours")
    for cup in cups:
        cup.coffee, coffee.draw = coffee, cup.draw
    hours = [hour.begins_at for hour in coffee.hours.all()]
    shown = _shown_telephones(coffee, cups)
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
    known = next((one for one in companies_of(cup.coffee) if one.cup.pk == cup.pk), None)
    return known or Company(cup, cup.coffee, [], [hour.begins_at for hour in cup.coffee.hours.all()], [])


def listed(names: list[str]) -> str:
    """« Léa, Paul et Odile »."""
    known = [unlinked(name) for name in names]
    if len(known) < 2:
        return "".join(known)
    return _("%(first)s and %(last)s") % {"first": ", ".join(known[:-1]), "last": known[-1]}


def _shown_telephones(coffee: Coffee, cups: list[Cup]) -> dict[int, str]:
    wishes = CoffeeWish.objects.filter(ring__draws=coffee.draw_id, shows_telephone=True)
    showing = wishes.filter(member__in=[cup.member_id for cup in cups]).values("member")
    points = ContactPoint.objects.filter(kind=ContactPoint.Kind.TELEPHONE, member__in=showing)
    numbers = points.order_by("is_preferred", "-pk").values_list("member", "address")
    return dict(numbers)
