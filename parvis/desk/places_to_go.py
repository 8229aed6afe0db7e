"""Where a caller is going, and where they might: never more than the correspondent may know."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet

from parvis.meetings.models import DatePoll, Meeting, Registration
from parvis.members.models import Member

MOST = 12


def coming_of(person: Member, reader: Member, now: datetime) -> list[Registration]:
    """The person's live registrations for meetings the correspondent may know of, the next one first."""
    rows = list(_coming([person], reader, now)[:MOST])
    for row in rows:
        row.member = person
    return rows


def coming_of_each(people: Sequence[Member], reader: Member, now: datetime) -> list[list[Registration]]:
    """The same for each of a few people, in one question."""
    rows = list(_coming(people, reader, now))
    return [[row for row in rows if row.member_id == person.pk][:MOST] for person in people]


def _coming(people: Sequence[Member], reader: Member, now: datetime) -> QuerySet[Registration]:
    known = Meeting.objects.visible_to(reader).filter(ends_at__gt=now)
    live = Registration.objects.filter(
        member__in=people, state__in=Registration.LIVE, meeting__in=known.values("pk")
    )
    found = live.select_related("meeting__place", "meeting__host", "meeting__cancellation")
    return found.order_by("meeting__begins_at", "pk")


def open_to(person: Member, reader: Member, now: datetime) -> list[Meeting]:
    """The next meetings both may know of, for which the person is not registered yet."""
    known = Meeting.objects.visible_to(reader).filter(pk__in=Meeting.objects.visible_to(person).values("pk"))
    taken = person.registrations.filter(state__in=Registration.LIVE).values("meeting")
    free = known.filter(begins_at__gt=now, cancellation__isnull=True).exclude(pk__in=taken)
    return list(free.select_related("place").order_by("begins_at", "pk")[:MOST])


def polls_for(person: Member, reader: Member, now: datetime) -> list[DatePoll]:
    """The open date polls both may know of, the first to close first."""
    known = DatePoll.objects.visible_to(person).filter(
        pk__in=DatePoll.objects.visible_to(reader).values("pk")
    )
    return list(known.open_at(now).select_related("asker")[:MOST])
