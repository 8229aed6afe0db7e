"""Messages sent per hour lived together, month by month: the fewer, the better Parvis does its work.

Of everybody at once, never of a person; a month of which fewer than five people would be told says nothing.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, Count, DateField, F, Max, Q, Sum, Value, When
from django.utils import timezone
from django.utils.formats import number_format

from parvis.chronicle.figures import FEW
from parvis.chronicle.models import Encounter
from parvis.courier.models import Dispatch
from parvis.kit.freshness import cached

REMEMBERED = timedelta(days=365)


@dataclass(frozen=True)
class Month:
    """hours: of each person, who was together with another at least."""

    first_on: date
    messages: int
    hours: int

    @property
    def per_hour(self) -> str:
        """« 1,4 »."""
        return number_format(self.messages / self.hours, 1)


def of_year(number: int, since: datetime, until: datetime, now: datetime) -> list[Month]:
    """The same for a year, remembered for the day as long as nobody writes down who was together."""
    today = timezone.localdate(now)
    found = cached(
        f"portal.calm.{number}",
        lambda: (today, by_month(since, until, now)),
        lambda held: held[0] == today,
        tables=frozenset({"chronicle_encounter"}),
    )
    return found[1]


def by_month(since: datetime, until: datetime, now: datetime) -> list[Month]:
    """The months of which it may be told, the first first; two queries.

    What left is remembered for a year (`courier.forgetting`): older months are left out.
    """
    whole = timezone.localtime(now - REMEMBERED).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    since = max(since, whole + timedelta(days=31))
    if since >= until:
        return []
    lived, sent = _lived(since, until), _sent(since, until)
    months = sorted(lived.keys() & sent.keys())
    return [Month(first_on, sent[first_on], lived[first_on]) for first_on in months]


def _lived(since: datetime, until: datetime) -> dict[date, int]:
    """Hours of people who were at least two, of months in which five were in one room."""
    rooms = Encounter.objects.filter(table=0, began_at__gte=since, began_at__lt=until)
    rows = rooms.annotate(month=_month("began_at", since, until)).values("month").order_by("month")
    found = rows.annotate(
        fullest=Max("people"), minutes=Sum(F("people") * F("minutes"), filter=Q(people__gte=2))
    )
    return {
        row["month"]: round(row["minutes"] / 60)
        for row in found
        if row["fullest"] >= FEW and (row["minutes"] or 0) >= 60
    }


def _sent(since: datetime, until: datetime) -> dict[date, int]:
    """What left for a person, by any channel; of months in which five people at least were written to."""
    gone = Dispatch.objects.filter(
        state=Dispatch.State.SENT,
        person__isnull=False,
        goes_with=None,
        ended_at__gte=since,
        ended_at__lt=until,
    )
    rows = gone.annotate(month=_month("ended_at", since, until)).values("month").order_by("month")
    found = rows.annotate(messages=Count("pk"), people=Count("person", distinct=True))
    return {row["month"]: row["messages"] for row in found if row["people"] >= FEW}


def _month(column: str, since: datetime, until: datetime) -> Case:
    """The first day of the month here a moment is in, of those from `since` to `until`.

    Named by their limits: what a database truncates one by one takes a second of fifty thousand rows.
    """
    named, begins = [], timezone.localtime(since).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    while begins < until:
        ends = (begins + timedelta(days=32)).replace(day=1)
        named.append(When(**{f"{column}__lt": ends}, then=Value(begins.date())))
        begins = ends
    return Case(*named, output_field=DateField())
