"""Any member may propose a meeting: once, or regularly."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.community.models import Circle, Place, Room
from parvis.meetings import permissions, publishing, recurring, refusals, repeating
from parvis.meetings.checking import SHARED, check, check_room, is_past, tidied
from parvis.meetings.keeping_seats import set_hour
from parvis.meetings.materialising import PROMOTION_STOPS, ask, materialise_series, slots, zone
from parvis.meetings.models import Meeting, Series
from parvis.meetings.noticing.remembering import keep_apart
from parvis.meetings.reserving import keep_bookings
from parvis.members.models import Member

Question = str | tuple[str, bool]  # words, or words and whether an answer is needed
MOST_QUESTIONS = 10


def propose(
    *,
    title: str,
    begins_at: datetime,
    ends_at: datetime,
    host: Member,
    at: datetime,
    place: Place | None = None,
    room: Room | None = None,
    where: str = "",
    capacity: int | None = None,
    about: str = "",
    mode: str = Meeting.Mode.IN_PERSON,
    visibility: str = Meeting.Visibility.PUBLIC,
    circle: Circle | None = None,
    link: str = "",
    bring: str = "",
    publics: str = "",
    telephone_seats: int = 0,
    kept_until: str = Meeting.KeptUntil.EVE,
    has_waiting_list: bool = True,
    weekly_until_on: date | None = None,
    rule: str = "",
    other_days: Mapping[str, str] | None = None,
    questions: Sequence[Question] = (),
    distinct_from: Mapping[str, str] | None = None,
    once_key: str | None = None,
    is_announced: bool = True,
) -> Meeting:
    """The meeting, or the first one of a series when weekly_until_on or rule (RFC 5545) is given.

    Published at once unless the circle wants an animator to publish. The same once_key proposes once.
    is_announced: False keeps it for its host alone, until somebody publishes it or plans to.
    other_days: of a series, as `Series.other_days`. distinct_from: what the host knows to be other meetings,
    key → kinds (`keeping_apart`).
    Raises CannotPropose.
    """
    facts = tidied({
        "title": title, "about": about, "place": place, "room": room, "where": where, "mode": mode,
        "link": link,
        "visibility": visibility, "circle": circle, "host": host, "bring": bring, "publics": publics,
        "capacity": capacity,
        "telephone_seats": telephone_seats, "kept_until": kept_until, "has_waiting_list": has_waiting_list,
        "begins_at": begins_at, "ends_at": ends_at,
    })  # fmt: skip
    if weekly_until_on:
        rule = recurring.weekly_until(weekly_until_on)
    try:
        rhythm = _Rhythm(rule, dict(other_days or {}))
        return _propose_once(
            facts, rhythm, _asked(questions), distinct_from or {}, once_key, at, is_announced=is_announced
        )
    except IntegrityError:
        known = Meeting.objects.filter(once_key=once_key).first() if once_key else None
        if known is None:
            raise
        return known


def draft_like(meeting: Meeting, at: datetime) -> dict[str, Any]:
    """« Refaire comme la dernière fois »: what to propose, in the words of `propose`, at its next likely day.

    The same weekday and local hour: a week after it, or the first such day that is still to come.
    """
    begins_at = next_such_day(meeting.begins_at, at)
    shared = {name: getattr(meeting, name) for name in SHARED if name != "host"}
    shared["telephone_seats"] = meeting.telephone_seats or meeting.telephone_seats_opened
    asked = [question.words for question in meeting.questions.order_by("pk")]
    return {
        **shared,
        "begins_at": begins_at,
        "ends_at": begins_at + (meeting.ends_at - meeting.begins_at),
        "questions": asked,
    }


def next_such_day(begins_at: datetime, at: datetime) -> datetime:
    """The same weekday and wall hour, some weeks later, more than half a day from now."""
    local = begins_at.astimezone(zone())
    weeks = max(1, -(-((at + timedelta(hours=12)) - begins_at) // timedelta(weeks=1)))
    later = datetime.combine(local.date() + timedelta(weeks=weeks), local.time(), zone())
    return later if later > at + timedelta(hours=12) else later + timedelta(weeks=1)


def _asked(questions: Sequence[Question]) -> list[tuple[str, bool]]:
    pairs = [(asked, False) if isinstance(asked, str) else asked for asked in questions]
    return [(words.strip(), required) for words, required in pairs if words.strip()][:MOST_QUESTIONS]


@dataclass(frozen=True)
class _Rhythm:
    rule: str  # empty: once
    other_days: dict[str, str]


@transaction.atomic
def _propose_once(
    facts: dict[str, Any],
    rhythm: _Rhythm,
    questions: list[tuple[str, bool]],
    distinct_from: Mapping[str, str],
    once_key: str | None,
    at: datetime,
    *,
    is_announced: bool,
) -> Meeting:
    if once_key and (known := Meeting.objects.filter(once_key=once_key).first()):
        return known
    check(facts)
    check_room(facts)
    if is_past(facts["ends_at"], at):
        raise refusals.CannotPropose(
            _("This date is past. Choose a date from today on."), refusals.to_programme()
        )
    is_series = bool(rhythm.rule)
    meeting = _begin_series(facts, rhythm, questions, at) if is_series else _make(facts, questions, at)
    if once_key:
        Meeting.objects.filter(pk=meeting.pk).update(once_key=once_key)
        meeting.once_key = once_key
    record("meetings.proposed", subject=meeting, at=at, person=meeting.host_id, is_series=is_series)
    if meeting.host:
        keep_apart(meeting=meeting, others=distinct_from, by=meeting.host, at=at)
    if is_announced:
        _bring_out(meeting, at)
    return meeting


def _make(facts: dict[str, Any], questions: list[tuple[str, bool]], at: datetime) -> Meeting:
    stops_at = facts["begins_at"] - PROMOTION_STOPS
    meeting = Meeting(**facts, promotion_stops_at=stops_at, proposed_at=at)
    set_hour(meeting, at)
    meeting.save(force_insert=True)
    ask(meeting, questions)
    keep_bookings([meeting], at)
    return meeting


def _begin_series(
    facts: dict[str, Any], rhythm: _Rhythm, questions: list[tuple[str, bool]], at: datetime
) -> Meeting:
    """The series and its meetings of the coming weeks; gives back the first one."""
    local, lasts = facts["begins_at"].astimezone(zone()), facts["ends_at"] - facts["begins_at"]
    series = Series.objects.create(
        **{name: facts[name] for name in SHARED},
        rule=repeating.read_rule(rhythm.rule, local.date()),
        first_on=local.date(),
        begins_at_hour=local.time(),
        minutes=int(lasts.total_seconds() // 60),
        other_days=rhythm.other_days,
        questions=[list(asked) for asked in questions],
    )
    coming = slots(series, after=None, until=local.date() + repeating.PREVIEW)
    if not coming:
        raise refusals.CannotPropose(
            _("No date is left. Keep one at least, or propose a single meeting."), refusals.to_programme()
        )
    meetings = materialise_series(series, max(at, coming[0] - timedelta(weeks=1)))
    return meetings[0]


def _bring_out(meeting: Meeting, at: datetime) -> None:
    """Publish at once, or ask those who publish for this circle."""
    host = meeting.host
    if host is not None and permissions.can_publish(host, meeting):
        siblings = meeting.series.meetings.all() if meeting.series else [meeting]
        for sibling in siblings:
            publishing.put(sibling, host, at)
        publishing.put(meeting, host, at)
    else:
        publishing.ask_animators(meeting, at)
