"""What was promised to somebody, and the words they left for others lately; one question."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import Q

from parvis.courier.models import Channel, Dispatch
from parvis.desk.messages import MESSAGE
from parvis.desk.promises import PROMISE
from parvis.members.models import Member

_LATELY = timedelta(days=30)
_MOST = 30


@dataclass(frozen=True)
class Promised:
    """Calls promised, the next first; how many other calls wait for them; the messages they left."""

    calls: list[Dispatch] = field(default_factory=list)
    other_calls: int = 0
    messages: list[Dispatch] = field(default_factory=list)

    def __bool__(self) -> bool:
        return bool(self.calls or self.other_calls or self.messages)


def promised_to(person: Member, now: datetime) -> Promised:
    """From the outbox: what waits for them, and what went to others in their name within thirty days."""
    to_them = Q(person=person.pk, channel=Channel.TELEPHONE, state=Dispatch.State.WAITING)
    kind = Member._meta.label_lower
    from_them = Q(subject_kind=kind, subject_id=person.pk, purpose=MESSAGE, written_at__gt=now - _LATELY)
    rows = list(Dispatch.objects.filter(to_them | from_them).order_by("not_before_at", "pk")[:_MOST])
    messages = [row for row in rows if row.purpose == MESSAGE and row.person != person.pk]
    calls = [row for row in rows if row.purpose == PROMISE]
    return Promised(calls, len(rows) - len(messages) - len(calls), messages)
