"""A member asks « quand ? »."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.chronicle.recording import record
from parvis.community.models import Circle, Place, Room
from parvis.kit.refusals import Refusal
from parvis.meetings.checking import LONGEST, check_circle
from parvis.meetings.models import DatePoll, ProposedDate
from parvis.meetings.polls import telling
from parvis.meetings.refusals import to_someone
from parvis.members.models import Member

FEWEST_DATES, MOST_DATES = 2, 20
MOST_OPEN = 10  # polls of one person, at the same time
LONGEST_POLL = timedelta(days=92)
_AHEAD = timedelta(days=3 * 366)


class CannotAsk(Refusal):
    """What was said of the poll does not hold together."""


class When(NamedTuple):
    """A date as it is asked."""

    begins_at: datetime
    ends_at: datetime
    is_whole_day: bool = False


def ask(
    *,
    title: str,
    dates: Sequence[When],
    closes_at: datetime,
    asker: Member,
    at: datetime,
    about: str = "",
    place: Place | None = None,
    room: Room | None = None,
    where: str = "",
    audience: str = DatePoll.Audience.LINK,
    circle: Circle | None = None,
    capacity: int | None = None,
    hides_names: bool = False,
    once_key: str | None = None,
) -> DatePoll:
    """The poll, with its dates. Its circle is told, if any. The same once_key asks once.

    Raises CannotAsk, and CannotPropose for a circle the asker is not in.
    """
    facts: dict[str, Any] = {
        "title": title.strip(), "about": about.strip(), "place": room.place if room else place, "room": room,
        "where": where.strip(), "capacity": capacity, "audience": audience,
        "circle": circle if audience == DatePoll.Audience.CIRCLE else None,
        "hides_names": hides_names, "asker": asker, "closes_at": closes_at, "asked_at": at,
    }  # fmt: skip
    try:
        return _ask_once(facts, sorted(set(dates)), once_key, at)
    except IntegrityError:
        known = DatePoll.objects.filter(once_key=once_key).first() if once_key else None
        if known is None:
            raise
        return known


@transaction.atomic
def _ask_once(facts: dict[str, Any], dates: list[When], once_key: str | None, at: datetime) -> DatePoll:
    if once_key and (known := DatePoll.objects.filter(once_key=once_key).first()):
        return known
    for is_wrong, reason in _faults(facts, dates, at):
        if is_wrong:
            raise CannotAsk(reason, to_someone())
    check_circle(facts["circle"], facts["asker"])
    poll = DatePoll.objects.create(**facts, once_key=once_key)
    ProposedDate.objects.bulk_create(ProposedDate(poll=poll, **when._asdict()) for when in dates)
    record("meetings.date_asked", subject=poll, person=facts["asker"].pk, at=at)
    telling.ask_circle(poll, at)
    return poll


def _faults(facts: dict[str, Any], dates: list[When], at: datetime) -> list[tuple[bool, str]]:
    opened = DatePoll.objects.open_at(at).filter(asker=facts["asker"]).count()
    lasts = [when.ends_at - when.begins_at for when in dates]
    return [
        (not facts["title"], _("Say what it is, in a few words. For example: canal coffee.")),
        (len(dates) < FEWEST_DATES, _("Propose two dates at least. With one, propose the meeting itself.")),
        (
            len(dates) > MOST_DATES,
            ngettext("%(count)s date at most.", "%(count)s dates at most.", MOST_DATES)
            % {"count": MOST_DATES},
        ),
        (any(length <= timedelta(0) for length in lasts), _("It must end after it begins.")),
        (any(length > LONGEST for length in lasts), _("A meeting lasts two weeks at most.")),
        (
            any(when.begins_at <= at for when in dates),
            _("One of these dates is past. Choose dates from today on."),
        ),
        (any(when.begins_at > at + _AHEAD for when in dates), _("One of these dates is too far away.")),
        (facts["audience"] == DatePoll.Audience.CIRCLE and not facts["circle"], _("Choose the circle.")),
        (not at < facts["closes_at"] <= at + LONGEST_POLL, _("People answer from one hour to three months.")),
        (
            facts["closes_at"] >= max((when.begins_at for when in dates), default=facts["closes_at"]),
            _("The last day to answer comes before the last date."),
        ),
        (opened >= MOST_OPEN, _("Ten of your polls are open. Close one of them first.")),
    ]
