"""What each calendar to follow holds, for whom: a month of past, what is to come, cancelled ones kept.

Rights are asked at each reading. What is for all is what a passer-by may see, whoever asks.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.utils import timezone, translation

from parvis.aid.exchange.showing import entries_for as exchanges_for
from parvis.community.identity import current
from parvis.community.models import Circle, Place
from parvis.community.switches import is_on
from parvis.federation.models import SecretFeed
from parvis.kit.calendars import Entry
from parvis.meetings.calendar_entries import entries_of
from parvis.meetings.calendar_facts import Facts, facts_among
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.models.meeting import MeetingQuerySet
from parvis.members.circles import visible_circles
from parvis.members.models import Member
from parvis.rides.travelling import entries_for as rides_for
from parvis.tables.coffee.showing import entries_for

PAST, AHEAD = timedelta(days=31), timedelta(days=400)
MOST = 1000
# What `linked` reads of a meeting: making the other columns costs more than what is said.
_SAID = (
    "title", "about", "begins_at", "ends_at", "where", "mode", "link", "bring", "version", "uid", "place",
    "changed_at", "proposed_at", "room", "circle", "capacity", "telephone_seats", "telephone_taken",
    "seats_taken", "cancellation__reason",
)  # fmt: skip
REFRESH = timedelta(hours=1)  # how often programs may come back; they come less


def in_calendars(reader: Any, now: datetime) -> MeetingQuerySet:
    """The published meetings a feed shows this reader (None: a passer-by), the first one first."""
    shown = Meeting.objects.visible_to(reader).filter(publication__isnull=False, is_improvised=False)
    return shown.filter(ends_at__gt=now - PAST, begins_at__lt=now + AHEAD).order_by("begins_at", "pk")


def in_rows(now: datetime, more: str) -> Iterable[tuple[Facts, Any]]:
    """What a passer-by may know of, as rows of facts, each with one more column; one query."""
    return facts_among(in_calendars(None, now)[:MOST], more)


def in_full(now: datetime) -> list[Meeting]:
    """The same as meetings, their place, room and circle made once for all; five queries at most."""
    meetings = in_calendars(None, now).select_related("cancellation").only(*_SAID)
    return list(meetings.prefetch_related("place", "room", "circle")[:MOST])


def open_circles() -> Any:
    """The circles whose calendar anyone may follow."""
    return Circle.objects.filter(joining__in=[Circle.Joining.OPEN, Circle.Joining.ON_REQUEST]).order_by(
        "name"
    )


def of_all(now: datetime) -> Iterable[Entry]:
    """The programme as a passer-by reads it."""
    return entries_of(in_calendars(None, now), most=MOST)


def of_circle(circle: Circle, now: datetime) -> Iterable[Entry]:
    """What a passer-by may know of an open circle."""
    return entries_of(in_calendars(None, now).filter(circle=circle), most=MOST)


def of_place(place: Place, now: datetime) -> Iterable[Entry]:
    """What a passer-by may know of what happens at a place."""
    return entries_of(in_calendars(None, now).filter(place=place), most=MOST)


def of_secret(feed: SecretFeed, now: datetime) -> Iterable[Entry]:
    """What somebody's own feed holds now. Circle.DoesNotExist when it is no longer theirs to know."""
    meetings = _with_seat(in_calendars(feed.member, now), feed.member)
    if feed.kind == SecretFeed.Kind.MINE:
        meetings = meetings.filter(Q(my_state__isnull=False) | Q(host=feed.member))
        coffees = entries_for(feed.member, now) if is_on("tables") else []
        exchanges = exchanges_for(feed.member, now) if is_on("aid") else []
        rides = rides_for(feed.member, now) if is_on("rides") else []
        return chain(coffees, exchanges, rides, entries_of(meetings, most=MOST, state="my_state"))
    if feed.kind == SecretFeed.Kind.CIRCLE:
        meetings = meetings.filter(circle=visible_circles(feed.member).get(pk=feed.circle_id or 0))
    return entries_of(meetings, most=MOST, state="my_state")


def name_of(feed: SecretFeed) -> str:
    """« Mon agenda – Les Voisins du Canal », in the active language."""
    words = translation.gettext("My agenda") if feed.kind == SecretFeed.Kind.MINE else ""
    return called(words or (feed.circle.name if feed.circle else ""))


def called(words: str) -> str:
    """What a calendar is called in programs: « Kiosque – Les Voisins du Canal »."""
    ours = current().name
    return f"{words} – {ours}" if words else ours


def speaking(language: str) -> Any:
    """Words in this language, hours of the place."""
    return translation.override(language)


def day_of(now: datetime) -> str:
    """The day here: the window of a feed moves with it."""
    return timezone.localdate(now, current().zone).isoformat()


def midnight_before(now: datetime) -> datetime:
    """The beginning of the day here."""
    return now.astimezone(current().zone).replace(hour=0, minute=0, second=0, microsecond=0)


def midnight_after(now: datetime) -> datetime:
    """The end of the day here."""
    return midnight_before(now) + timedelta(days=1)


def _with_seat(meetings: MeetingQuerySet, member: Member) -> MeetingQuerySet:
    mine = Registration.objects.live().filter(member=member, meeting=OuterRef("pk"))
    return meetings.annotate(my_state=Subquery(mine.values("state")[:1]))
