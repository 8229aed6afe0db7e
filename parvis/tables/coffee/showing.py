"""What the pages of the coffee show: rings somebody may join, their coffees, one cup. Reads only."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.kit.calendars import CONFIRMED, TENTATIVE, Entry
from parvis.members.models import Member
from parvis.members.reaching import absolute
from parvis.tables.coffee.company import Company, company_each, listed
from parvis.tables.coffee.links import path_of
from parvis.tables.coffee.meeting_up import can_say
from parvis.tables.coffee.rhythms import due_on, next_on
from parvis.tables.coffee.taking_part import rings_for
from parvis.tables.models import CoffeeRing, CoffeeWish, Cup
from parvis.tables.models.coffee import LASTS, WITHOUT_HOURS

PAST = timedelta(days=31)


@dataclass(frozen=True)
class Seen:
    """A ring as one person sees it; wish: theirs, when they joined."""

    ring: CoffeeRing
    wish: CoffeeWish | None
    next_on: date
    is_paused: bool


@dataclass(frozen=True)
class Pour:
    """A coffee of somebody, as they may know it."""

    company: Company
    path: str
    can_say: bool


def rings_seen(member: Member, now: datetime) -> list[Seen]:
    """Those they may join, and those they are in though closed meanwhile; two queries."""
    wishes = {wish.ring_id: wish for wish in member.coffee_wishes.select_related("near")}
    today = now.astimezone(current().zone).date()
    return [
        Seen(ring, wish := wishes.get(ring.pk), _next(ring, now, today), bool(wish and wish.is_paused(today)))
        for ring in rings_for(member, wishes)
    ]


def pours_of(member: Member, now: datetime) -> list[Pour]:
    """Their coffees that are not over, and those of which one asks whether they met."""
    rows = Cup.objects.held().for_page().filter(member=member, coffee__ended_at=None)
    lately = rows.filter(coffee__prepared_at__gt=now - 2 * PAST).order_by("-pk")[:6]
    pours = [
        Pour(company, path_of(company.cup), can_say(company.cup, now))
        for company in company_each(list(lately))
    ]
    return [one for one in pours if not one.company.coffee.is_over(now) or _is_asked(one)]


def awaited_of(member: Member, now: datetime) -> list[tuple[Cup, str]]:
    """Their coffees to come, agreed or not, each with its address; one query."""
    rows = Cup.objects.held().for_page().filter(member=member, coffee__ended_at=None)
    is_open = Q(coffee__begins_at=None, coffee__prepared_at__gt=now - WITHOUT_HOURS)
    coming = rows.filter(is_open | Q(coffee__begins_at__gt=now - LASTS))
    return [(cup, path_of(cup)) for cup in coming.order_by("coffee__begins_at", "pk")[:6]]


def entries_for(member: Member, now: datetime) -> list[Entry]:
    """Their chosen coffees, for a calendar only they follow."""
    rows = Cup.objects.held().for_page().filter(member=member, coffee__ended_at=None)
    dated = rows.filter(coffee__begins_at__gt=now - PAST).prefetch_related("coffee__cups__member")
    dated = dated.order_by("coffee__begins_at", "pk")[:100]
    return [entry_of(cup) for cup in dated]


def entry_of(cup: Cup) -> Entry:
    """The coffee as an entry of its holder's agenda. One with no hour has none: ValueError."""
    coffee = cup.coffee
    if coffee.begins_at is None or coffee.ends_at is None:
        raise ValueError("no hour is chosen")
    others = [one for one in coffee.cups.all() if one.left_at is None and one.pk != cup.pk]
    names = listed([one.member.name for one in sorted(others, key=lambda one: one.pk)])
    place = coffee.place
    return Entry(
        uid=f"coffee-{cup.pk}-{int(cup.draw.drawn_at.timestamp())}@{current().uid}",
        title=_("Coffee with %(names)s") % {"names": names} if names else _("Coffee"),
        begins=coffee.begins_at,
        ends=coffee.ends_at,
        written_at=coffee.agreed_at or cup.draw.drawn_at,
        sequence=coffee.version,
        status=CONFIRMED if coffee.is_agreed else TENTATIVE,
        where=", ".join(filter(None, [place.name, place.address])) if place else "",
        url=absolute(path_of(cup)),
    )


def _is_asked(pour: Pour) -> bool:
    """Whether the question stands and they did not answer it."""
    return pour.can_say and pour.company.cup.has_met is None


def _next(ring: CoffeeRing, now: datetime, today: date) -> date:
    """The day of the next draw: today's, if it is still to be made."""
    due = due_on(ring.rhythm, now, current().zone)
    is_waiting = due is not None and due >= ring.opened_at.astimezone(current().zone).date()
    drawn_on: date | None = ring.drawn_on  # type: ignore[attr-defined]
    is_made = due is not None and drawn_on is not None and drawn_on >= due
    return today if due and is_waiting and not is_made else next_on(ring.rhythm, today)
