"""« 7 personnes sur 9 sont prévenues »: who knows the last news of a meeting, by whatever way."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from parvis.courier.calling import is_held
from parvis.courier.in_time import is_in_time
from parvis.courier.models import Channel, Dispatch
from parvis.kit.french import plain
from parvis.meetings import purposes
from parvis.meetings.models import Meeting
from parvis.members.models import Member

_State = Dispatch.State


@dataclass(frozen=True)
class Knowing:
    """How many know, of how many who must; who does not yet, and who is calling them.

    late: of those told, the people whose words left too late to be read for sure.
    """

    purpose: str
    told: int
    concerned: int
    late: int
    to_call: int
    untold: tuple[str, ...]
    callers: tuple[str, ...]

    @property
    def is_everyone(self) -> bool:
        return self.told == self.concerned


def of(meeting: Meeting, now: datetime) -> Knowing | None:
    """Who knows the last change or cancellation; None when there was none, or it concerned nobody. 3 queries.

    Persons are counted, not messages; those who have withdrawn need not know. The last words to each count:
    beside words that left too late stands a call, and only the call tells for sure.
    """
    rows = list(
        Dispatch.objects.about(meeting)
        .filter(purpose__in=purposes.NEWS)
        .order_by("pk")
        .defer("body", "calendar")
    )
    if not rows:
        return None
    said = [row for row in rows if row.purpose == rows[-1].purpose]
    last = {row.person: row for row in said if row.person is not None}
    live = meeting.registrations.live().filter(member__in=last)
    names = dict(live.values_list("member_id", "member__name"))
    concerned = [last[person] for person in names]
    if not concerned:
        return None
    untold = [row for row in concerned if row.state != _State.SENT]
    calls = [row for row in untold if row.state == _State.WAITING and row.channel == Channel.TELEPHONE]
    return Knowing(
        purpose=rows[-1].purpose,
        told=len(concerned) - len(untold),
        concerned=len(concerned),
        late=sum(_left_late(row, now) for row in concerned),
        to_call=len(calls),
        untold=tuple(sorted((names[row.person or 0] for row in untold), key=plain)),
        callers=_callers(calls, now),
    )


def _left_late(row: Dispatch, now: datetime) -> bool:
    return row.state == _State.SENT and not is_in_time(row, now)


def _callers(calls: Iterable[Dispatch], now: datetime) -> tuple[str, ...]:
    """The first names of those who are calling at this moment."""
    callers = {row.claimed_by for row in calls if row.claimed_by and is_held(row, now)}
    names = Member.objects.filter(pk__in=callers).values_list("name", flat=True) if callers else []
    return tuple(sorted(name.split(" ", 1)[0] for name in names))
