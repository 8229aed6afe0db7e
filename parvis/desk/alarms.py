"""Nobody calls, and the hour comes near: one person is told, once, while there is still time to call."""

from collections.abc import Iterable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.courier.calling import is_held
from parvis.courier.calm import MORNING, is_calm
from parvis.courier.letterhead import letterhead
from parvis.courier.models import Channel, Dispatch
from parvis.courier.purposes import Matter, Purpose, all_purposes, register_purpose
from parvis.kit import moments
from parvis.kit.unlinking import unlinked
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.permissions import can_host, can_see
from parvis.meetings.purposes import OFFER
from parvis.members.models import Member, Role
from parvis.members.reaching import Words, can_be_written_to, reach
from parvis.members.speaking import speak

NOBODY_CALLS = "desk.nobody_calls"
EVENING = time(19)  # what would have to be said at night is said the evening before
_TIME_TO_BEGIN = timedelta(minutes=10)  # the desk has just heard of it
_FAR = timedelta(days=2)


def register_all() -> None:
    """Make the alarm known to the courier: it goes on Sundays, as the calls do."""
    register_purpose(
        Purpose(
            NOBODY_CALLS,
            matter=Matter.DUTY,
            goes_on_sundays=True,
            still_wanted=_somebody_waits,
            cannot_wait=_is_soon,
        )
    )


def warn_at(needed_by: datetime) -> datetime:
    """Two hours before it must be known (as set); the evening before when that is at night."""
    zone, hour = ZoneInfo(letterhead().time_zone), needed_by - timedelta(hours=settings.CALLS_WARN_HOURS)
    if is_calm(hour, zone, goes_on_sundays=True):
        return hour
    local = hour.astimezone(zone)
    day = local.date() - timedelta(days=local.time() < MORNING)
    return datetime.combine(day, EVENING, zone)


def warn_due(at: datetime) -> int:
    """For the worker: tell of every meeting whose calls nobody makes; how many people were told."""
    told = 0
    for (meeting, is_offer), calls in _neglected(at).items():
        told += _warn(meeting, calls, is_offer, at)
    return told


def _neglected(now: datetime) -> dict[tuple[Meeting, bool], list[Dispatch]]:
    """What must be known soon of a meeting (its news, or an offered seat), with the calls nobody holds.

    Nothing where somebody is calling.
    """
    important = [OFFER, *(known.name for known in all_purposes() if known.is_called_too)]
    rows = Dispatch.objects.waiting(Channel.TELEPHONE).filter(
        purpose__in=important, needed_by_at__gt=now, needed_by_at__lte=now + _FAR,
        written_at__lte=now - _TIME_TO_BEGIN,
    )  # fmt: skip
    near = [row for row in rows.order_by("pk") if row.needed_by_at and warn_at(row.needed_by_at) <= now]
    found: dict[tuple[Meeting, bool], list[Dispatch]] = {}
    for row, meeting in _with_meetings(near):
        found.setdefault((meeting, row.purpose == OFFER), []).append(row)
    return {what: calls for what, calls in found.items() if not any(is_held(row, now) for row in calls)}


def _with_meetings(rows: list[Dispatch]) -> Iterable[tuple[Dispatch, Meeting]]:
    registered = [row.subject_id for row in rows if row.subject_kind == "meetings.registration"]
    of_registration = dict(
        Registration.objects.filter(pk__in=[pk for pk in registered if pk]).values_list("pk", "meeting_id")
    )
    asked = {
        row.pk: of_registration.get(row.subject_id or 0)
        if row.subject_kind == "meetings.registration"
        else row.subject_id
        for row in rows
    }
    meetings = Meeting.objects.select_related("host", "circle", "publication").in_bulk(
        [pk for pk in asked.values() if pk]
    )
    return [(row, meetings[pk]) for row in rows if (pk := asked[row.pk]) in meetings]


@transaction.atomic
def _warn(meeting: Meeting, calls: list[Dispatch], is_offer: bool, now: datetime) -> int:
    person = _who_is_told(meeting)
    news = f"{NOBODY_CALLS}:{meeting.pk}:{meeting.version}"
    once_key = f"{NOBODY_CALLS}:offer:{min(row.pk for row in calls)}" if is_offer else news
    if person is None or Dispatch.objects.filter(once_key=once_key).exists():
        return 0
    words = speak(person, lambda: _words(meeting, calls, person))
    reach(person, NOBODY_CALLS, words, subject=meeting, at=now, once_key=once_key)
    return 1


def _who_is_told(meeting: Meeting) -> Member | None:
    """The organiser, when a machine reaches them; else an administrator who may know of the meeting."""
    host = meeting.host
    if host is not None and host.left_at is None and can_be_written_to(host):
        return host
    roles = (
        Role.objects.at_work().filter(kind=Role.Kind.ADMINISTRATOR).select_related("member").order_by("pk")
    )
    known = [role.member for role in roles if can_see(role.member, meeting)]
    return next((member for member in known if can_be_written_to(member)), host)


def _words(meeting: Meeting, calls: list[Dispatch], person: Member) -> Words:
    """Names go only to whoever may see the registrations."""
    people = {row.person: row.name for row in calls}
    first = min(row.needed_by_at for row in calls if row.needed_by_at)
    count = ngettext("%(count)s person is not told", "%(count)s people are not told", len(people)) % {
        "count": len(people)
    }
    title = _("%(meeting)s: %(count)s") % {"meeting": meeting.title, "count": count}
    if all(row.purpose == OFFER for row in calls):
        title = _("%(meeting)s: a seat is offered, and nobody has called") % {"meeting": meeting.title}
    nobody = _("Nobody at the telephone desk has called yet. It must be known before %(moment)s.") % {
        "moment": moments.at(first)
    }
    if not can_host(person, meeting):
        body = f"{nobody} {_('Can somebody call?')}"
        return Words(title=title, body=body, link=reverse("desk:calls"), link_words=_("See the calls"))
    names = ", ".join(sorted(unlinked(name.split(" ", 1)[0]) for name in people.values()))
    yourself = _("You may make these calls yourself: the numbers show once you take them.")
    link = reverse("desk:meeting_calls", args=[meeting.pk])
    return Words(
        title=title, body=f"{nobody}\n\n{names}\n\n{yourself}", link=link, link_words=_("See the calls")
    )


def _somebody_waits(dispatch: Dispatch, now: datetime) -> bool:
    """Calls of that meeting still wait, and there is still time."""
    meeting = Meeting.objects.filter(pk=dispatch.subject_id or 0).first()
    if meeting is None or meeting.begins_at <= now:
        return False
    calls = Dispatch.objects.waiting(Channel.TELEPHONE)
    registrations = meeting.registrations.values("pk")
    of_people = calls.filter(subject_kind="meetings.registration", subject_id__in=registrations)
    return calls.about(meeting).exclude(purpose=NOBODY_CALLS).exists() or of_people.exists()


def _is_soon(dispatch: Dispatch, now: datetime) -> bool:
    """In the morning it would be too late."""
    meeting = Meeting.objects.filter(pk=dispatch.subject_id or 0).first()
    return meeting is not None and now < meeting.begins_at <= now + timedelta(hours=10)
