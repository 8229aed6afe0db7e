"""Change a meeting, or a series from a day on. People are told what they must know, and only that."""

import copy
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.chronicle.recording import record
from parvis.kit.refusals import Refusal
from parvis.meetings import announcing, promoting, purposes, recurring, refusals, repeating, seating, wording
from parvis.meetings.checking import HOURS, SHARED, check, check_room, tidied
from parvis.meetings.closing import keep_true
from parvis.meetings.keeping_seats import set_hour
from parvis.meetings.models import Meeting, Registration, Series
from parvis.meetings.reminding import take_back
from parvis.meetings.reserving import keep_bookings
from parvis.members.models import Member

RHYTHM = {"rule", "weekly_until_on", "begins_at", "ends_at"}
_SEEN = ("begins_at", "ends_at", "place_id", "room_id", "where", "mode")  # what people must be told
_IN_AGENDAS = (
    *_SEEN,
    "title",
    "about",
    "bring",
    "link",
)  # what people must know: the version says it changed


@transaction.atomic
def change(*, meeting: Meeting, by: Member, at: datetime, **changes: Any) -> Meeting:
    """Change this meeting; one of a series becomes an exception the rule no longer moves.

    changes: in the words of `propose`. Time and place changes are told to all who are registered, old and
    new. More seats are offered at once. Raises CannotPropose, CannotChange (people hold those seats).
    """
    meeting = Meeting.objects.locked(meeting.pk)
    if meeting.series_id and set(changes) & set(HOURS):
        meeting.is_exception = True
    _apply(meeting, by, at, changes)
    keep_bookings([meeting], at)
    return meeting


@transaction.atomic
def change_series(
    *, series: Series, by: Member, at: datetime, since: datetime | None = None, **changes: Any
) -> Series:
    """Change a series and its meetings to come (from the slot `since` on).

    changes: in the words of `propose`; begins_at and ends_at are those of one of its meetings. A meeting with
    people in it is never dropped nor moved by a new rhythm: it stays, as an exception, and its host is told.
    Raises CannotPropose, CannotChange.
    """
    series = Series.objects.locked(series.pk)
    facts = {name: value for name, value in changes.items() if name in SHARED}
    if unknown := changes.keys() - set(SHARED) - RHYTHM:
        raise TypeError(f"a series has no {', '.join(sorted(unknown))}")
    for name, value in _checked_series(series, facts).items():
        setattr(series, name, value)
    has_new_rhythm = _turn(series, changes)
    series.save()
    since = max(at, min(since or at, changes.get("begins_at", since or at)))  # a day moved earlier counts
    if has_new_rhythm:
        repeating.reconcile(series, since, at)
    for meeting in series.meetings.filter(series_slot_at__gte=since, cancellation__isnull=True):
        _change_one_of(meeting, by, at, facts)
    keep_bookings(_with_their_rooms(series, since), at)
    record("meetings.series_changed", subject=series, at=at, person=by.pk)
    return series


def _with_their_rooms(series: Series, since: datetime) -> list[Meeting]:
    coming = series.meetings.filter(series_slot_at__gte=since)
    return list(coming.select_related("place", "room", "host", "cancellation").order_by("begins_at", "pk"))


def _checked_series(series: Series, facts: Mapping[str, Any]) -> dict[str, Any]:
    before = {name: getattr(series, name) for name in SHARED}
    whole = tidied(before | dict(facts))
    some_hours = {"begins_at": datetime.min, "ends_at": datetime.min.replace(hour=1)}  # noqa: DTZ901 - not read
    check(whole | some_hours)
    check_room(whole, before)
    return whole


def _turn(series: Series, changes: Mapping[str, Any]) -> bool:
    """Give the series its new rule, hour and day; whether anything of its rhythm changed."""
    before = (series.rule, series.first_on, series.begins_at_hour, series.minutes)
    if until_on := changes.get("weekly_until_on"):
        series.rule = repeating.read_rule(recurring.weekly_until(until_on), series.first_on)
    elif rule := changes.get("rule"):
        series.rule = repeating.read_rule(rule, series.first_on)
    if "begins_at" in changes and "ends_at" in changes:
        repeating.turn(series, changes["begins_at"], changes["ends_at"])
    return before != (series.rule, series.first_on, series.begins_at_hour, series.minutes)


def _change_one_of(meeting: Meeting, by: Member, at: datetime, facts: dict[str, Any]) -> None:
    """Pass the facts of a series on; a meeting whose people they would push out stays as it is."""
    if meeting.is_exception or not facts:
        return
    try:
        with transaction.atomic():
            _apply(Meeting.objects.locked(meeting.pk), by, at, facts)
    except Refusal:
        people = meeting.registrations.live().count()
        Meeting.objects.filter(pk=meeting.pk).update(is_exception=True)
        words = lambda: wording.kept_apart(meeting, people)  # noqa: E731
        announcing.tell_host(meeting, purposes.KEPT, words, at, f"{at:%Y%m%d%H%M%S}")


def _apply(meeting: Meeting, by: Member, at: datetime, changes: Mapping[str, Any]) -> Meeting:
    """Write the changes of a meeting whose row is locked, tell those concerned, let the line move."""
    before, questions = copy.copy(meeting), changes.get("questions")
    facts = _checked(meeting, at, {name: value for name, value in changes.items() if name != "questions"})
    for name, value in facts.items():
        setattr(meeting, name, value)
    _keep_promises(meeting, before, at)
    has_news = _differs(meeting, before, _SEEN)
    meeting.note_change(at, is_news=_differs(meeting, before, _IN_AGENDAS))
    meeting.save()
    if questions is not None:
        _ask_instead(meeting, questions)
    record("meetings.changed", subject=meeting, at=at, person=by.pk, fields=sorted(changes), is_news=has_news)
    if has_news:
        _tell(meeting, before, at)
        keep_true(meeting)
    promoting.offer_in(meeting, at)
    return meeting


def _differs(meeting: Meeting, before: Meeting, names: Sequence[str]) -> bool:
    return any(getattr(meeting, name) != getattr(before, name) for name in names)


def _checked(meeting: Meeting, at: datetime, changes: Mapping[str, Any]) -> dict[str, Any]:
    """Every fact as it will be. TypeError for a word meetings do not know."""
    known = (*SHARED, *HOURS)
    if unknown := changes.keys() - set(known):
        raise TypeError(f"a meeting has no {', '.join(sorted(unknown))}")
    moved = changes.get("begins_at", meeting.begins_at) - meeting.begins_at
    facts = {name: getattr(meeting, name) for name in known}
    facts["promotion_stops_at"] += moved
    if "begins_at" in changes and "ends_at" not in changes:
        facts["ends_at"] += moved
    before, facts = facts, tidied(facts | dict(changes))
    check(facts)
    check_room(facts, before)
    if moved and facts["ends_at"] <= at:
        raise refusals.CannotChange(
            _("This date is past. Choose a date from today on."), refusals.to_meeting(meeting)
        )
    return facts


def _keep_promises(meeting: Meeting, before: Meeting, at: datetime) -> None:
    """Seats given stay given; offers do not outlast the hour promotion stops."""
    if _differs(meeting, before, ("begins_at", "telephone_seats", "kept_until")):
        set_hour(meeting, at)
    is_other = (meeting.capacity, meeting.telephone_seats) != (before.capacity, before.telephone_seats)
    if is_other:
        _check_seats(meeting)
        seating.share_out(meeting)
        if meeting.capacity is not None and meeting.open_seats_free() < 0:
            raise refusals.CannotChange(
                _("Too few seats would be left outside the kept ones."), refusals.to_meeting(meeting)
            )
    if meeting.promotion_stops_at != before.promotion_stops_at:
        late = meeting.registrations.offered().filter(expires_at__gt=meeting.promotion_stops_at)
        late.update(expires_at=meeting.promotion_stops_at)


def _check_seats(meeting: Meeting) -> None:
    if meeting.capacity is not None and meeting.capacity < meeting.seats_taken:
        raise refusals.CannotChange(
            ngettext(
                "%(count)s seat is already promised. Keep at least as many.",
                "%(count)s seats are already promised. Keep at least as many.",
                meeting.seats_taken,
            )
            % {"count": meeting.seats_taken},
            refusals.to_meeting(meeting),
        )


def _ask_instead(meeting: Meeting, questions: Sequence[str | tuple[str, bool]]) -> None:
    """Questions said again stay with their answers; others go, new ones come."""
    asked = dict((said, False) if isinstance(said, str) else said for said in questions)
    kept = set()
    for question in meeting.questions.all():
        if question.words in asked:
            kept.add(question.words)
        else:
            question.delete()
    for words, is_required in asked.items():
        if words.strip() and words not in kept:
            meeting.questions.create(words=words.strip()[:160], is_required=is_required)


def _tell(meeting: Meeting, before: Meeting, at: datetime) -> None:
    take_back(Registration.objects.filter(meeting=meeting))  # it would say the old hour
    key = f"{meeting.version}"
    sooner = before.begins_at if at < before.begins_at < meeting.begins_at else None
    words = lambda row: wording.change(row, before)  # noqa: E731
    announcing.tell_everyone(meeting, purposes.CHANGE, words, at, key, needed_by_at=sooner)
