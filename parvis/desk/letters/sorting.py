"""The letters that wait, sorted: to be posted now, on the day of the post, or too late for the post."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from parvis.courier.letters import Envelope, When, envelopes, when_to_post
from parvis.courier.models import Channel, Dispatch
from parvis.courier.undelivered import key_instead
from parvis.desk.letters.posting_days import days_of_post, posting_weekday
from parvis.desk.masking import hidden_from
from parvis.members.models import Member

MOST = 400


@dataclass(frozen=True)
class Late:
    """A letter the post would bring too late. is_called: a call says the same."""

    letter: Dispatch
    is_called: bool


@dataclass(frozen=True)
class Post:
    """What waits, envelope by envelope."""

    next_on: date
    weekday: int
    today: list[Envelope]
    later: list[Envelope]
    late: list[Late]


def post(reader: Member, now: datetime) -> Post:
    """Everything that waits for the post, in words its reader may know; a constant number of queries."""
    weekday = posting_weekday()
    last_on, next_on = days_of_post(now, weekday)
    sorted_rows: dict[When, list[Dispatch]] = {when: [] for when in When}
    for row in letters_for(reader, Dispatch.objects.waiting(Channel.LETTER).due(now)[:MOST]):
        sorted_rows[when_to_post(row, last_on=last_on, next_on=next_on, now=now)].append(row)
    return Post(
        next_on=next_on,
        weekday=weekday,
        today=envelopes(sorted_rows[When.TODAY]),
        later=envelopes(sorted_rows[When.ON_THE_DAY]),
        late=_late(sorted_rows[When.TOO_LATE]),
    )


def letters_for(reader: Member, letters: Iterable[Dispatch]) -> list[Dispatch]:
    """These letters; what is between others becomes « a message waits for you », also on paper."""
    rows = list(letters)
    hidden = hidden_from(reader, rows)
    for row in rows:
        if row.pk in hidden:
            row.title = _("A message waits for you")
            row.body = _("It is between you and those who wrote it. Ask whoever invited you.")
            row.subject_kind, row.subject_id = "", None
    return rows


def waiting_letters(pks: Iterable[int]) -> list[Dispatch]:
    """Those of these letters that still wait, the oldest first."""
    return list(Dispatch.objects.waiting(Channel.LETTER).filter(pk__in=list(pks)).order_by("pk")[:MOST])


def _late(rows: list[Dispatch]) -> list[Late]:
    keys = {key_instead(row): row for row in rows}
    called = set(Dispatch.objects.filter(once_key__in=list(keys)).values_list("once_key", flat=True))
    return [Late(row, key in called) for key, row in keys.items()]
