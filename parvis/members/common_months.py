"""The acts in the name of all, by month: the list is finite, and one turns its pages like a register's."""

from datetime import date, datetime, time

from django.db.models import QuerySet
from django.utils import timezone

from parvis.members.models import CommonEntry, Member


def in_month(first_on: date) -> QuerySet[CommonEntry]:
    """The entries of the month that begins on that day, the latest first."""
    written = CommonEntry.objects.filter(at__gte=_begins(first_on), at__lt=_begins(_next(first_on)))
    return written.select_related("author", "person").order_by("-at", "-pk")


def touching(member: Member) -> QuerySet[CommonEntry]:
    """What concerned the details of everyone since this person is here, the latest first."""
    written = CommonEntry.objects.filter(touches_everyone=True, at__gte=member.joined_at)
    return written.select_related("author").order_by("-at", "-pk")


def months_beside(first_on: date) -> tuple[date | None, date | None]:
    """The nearest months before and after that one in which something was written."""
    former = CommonEntry.objects.filter(at__lt=_begins(first_on)).order_by("-at").first()
    later = CommonEntry.objects.filter(at__gte=_begins(_next(first_on))).order_by("at").first()
    return _month_of(former), _month_of(later)


def _begins(first_on: date) -> datetime:
    return timezone.make_aware(datetime.combine(first_on, time()))


def _next(first_on: date) -> date:
    year, month = (first_on.year, first_on.month + 1) if first_on.month < 12 else (first_on.year + 1, 1)
    return date(year, month, 1)


def _month_of(entry: CommonEntry | None) -> date | None:
    return timezone.localdate(entry.at).replace(day=1) if entry else None
