"""The waiting list moves: free seats are offered in strict order, held while people answer, then passed on.

One state graph: waiting → offered → seated; offered → lapsed; any of them → withdrawn.
Once promotion has stopped, or when the first group needs more seats than are free, the host decides.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.courier.calling import needed_by
from parvis.courier.calm import EVENING, is_calm, next_calm_moment
from parvis.courier.letterhead import letterhead
from parvis.courier.models import Dispatch
from parvis.meetings import announcing, holding, purposes, refusals, seating, wording
from parvis.meetings.models import Meeting, Registration
from parvis.members.models import Member
from parvis.members.reaching import can_be_written_to

DELAY, DELAY_BY_TELEPHONE = timedelta(hours=24), timedelta(hours=48)
SHORTEST = timedelta(hours=1)  # less time than this is no offer
_State = Registration.State


@transaction.atomic
def offer_free_seats(*, meeting: Meeting, at: datetime) -> list[Registration]:
    """Offer what is free to those who wait, in order; the offers made."""
    return offer_in(Meeting.objects.locked(meeting.pk), at)


def offer_in(meeting: Meeting, at: datetime) -> list[Registration]:
    """The same, for acts which already hold the meeting's row."""
    if meeting.is_cancelled or meeting.is_over(at) or meeting.is_improvised:
        return []
    line = list(
        meeting.registrations.waiting().select_related("member").prefetch_related("member__contact_points")
    )
    offered: list[Registration] = []
    pools = seating.free(meeting)
    for group in seating.parties(line):
        kept = pools.take(seating.seats(group), group[0].channel)
        if kept is None:
            continue  # the pools keep their seats for these: those behind hold too
        hours = [answer_by(meeting, registration.member, at) for registration in group]
        if None in hours:
            break
        for registration, expires_at in zip(group, filter(None, hours), strict=True):
            registration.meeting, share = meeting, min(kept, registration.party)
            kept -= share
            _offer(registration, share, expires_at, at)
            offered.append(registration)
    _ask_host(meeting, at)
    return offered


@transaction.atomic
def accept(*, registration: Registration, at: datetime) -> Registration:
    """They take the seat they were offered. Accepted already: nothing happens. Raises OfferGone."""
    meeting, registration = holding.lock(registration)
    if registration.state == _State.SEATED:
        return registration
    if registration.state != _State.OFFERED or meeting.is_cancelled or meeting.is_over(at):
        raise refusals.OfferGone(
            _("This seat is no longer held for you. You may register again."), refusals.to_meeting(meeting)
        )
    registration.state, registration.expires_at = _State.SEATED, None
    registration.save(update_fields=["state", "expires_at"])
    holding.tell_deed(registration, "meetings.accepted", at, None)
    announcing.confirm(registration, at)
    return registration


@transaction.atomic
def decline(*, registration: Registration, at: datetime) -> Registration:
    """They let the offered seat go to the next person. Declined already: nothing happens."""
    meeting, registration = holding.lock(registration)
    if registration.state != _State.OFFERED:
        return registration
    holding.end(registration, _State.WITHDRAWN, at)
    holding.tell_deed(registration, "meetings.declined", at, None)
    offer_in(meeting, at)
    return registration


@transaction.atomic
def give_seat(*, registration: Registration, by: Member, at: datetime) -> Registration:
    """The host gives a free seat to somebody who waits, out of order if they must; the person is told.

    Seated already: nothing happens. Raises MeetingFull when too few seats are free, OfferGone when the
    person no longer waits.
    """
    meeting, registration = holding.lock(registration)
    if registration.state == _State.SEATED:
        return registration
    if not registration.is_live:
        raise refusals.OfferGone(_("This person no longer waits."), refusals.to_meeting(meeting))
    if registration.state == _State.WAITING:
        kept = seating.free(meeting).take(registration.party, registration.channel)
        if kept is None:
            raise refusals.MeetingFull(
                _("Too few seats are free. Add seats first, or free the kept ones."),
                refusals.to_meeting(meeting),
            )
        seating.hold(meeting, registration, kept)
    registration.state, registration.expires_at = _State.SEATED, None
    registration.save(update_fields=["state", "expires_at", "on_telephone_seats"])
    holding.tell_deed(registration, "meetings.seat_given", at, by)
    announcing.tell_one(registration, purposes.PROMOTED, wording.promoted, at, "given")
    return registration


def lapse_due(now: datetime) -> int:
    """Offers whose hour has passed go to the next in line; how many lapsed. One transaction a meeting."""
    due = Registration.objects.offered().filter(expires_at__lte=now, meeting__cancellation__isnull=True)
    lapsed = 0
    for pk in sorted(set(due.values_list("meeting_id", flat=True))):
        lapsed += _lapse_in(pk, now)
    return lapsed


def stop_due(now: datetime) -> int:
    """Where promotion has stopped, seats are free and people wait: tell the host; how many meetings."""
    stopped = Meeting.objects.live().filter(
        promotion_stops_at__lte=now, begins_at__gt=now, registrations__state=_State.WAITING
    )
    pks = sorted(set(stopped.values_list("pk", flat=True)))
    for pk in pks:
        offer_free_seats(meeting=Meeting(pk=pk), at=now)
    return len(pks)


@transaction.atomic
def renew_offers(meeting: Meeting, at: datetime) -> None:
    """Give a full delay again to those who were offered a seat of a meeting that had been cancelled."""
    for registration in meeting.registrations.offered().select_related("member"):
        expires_at = answer_by(meeting, registration.member, at)
        registration.expires_at = expires_at or meeting.promotion_stops_at
        registration.save(update_fields=["expires_at"])


def answer_by(meeting: Meeting, member: Member, at: datetime) -> datetime | None:
    """Until when a seat offered now is held; None when it is too late for a fair delay.

    24 h (48 h for someone who is called), less near the end of promotion; counted from the moment the
    words may arrive, and never ending in quiet hours: then 10 h in the morning, or the evening before.
    """
    tz, stops_at = ZoneInfo(letterhead().time_zone), meeting.promotion_stops_at
    heard_at = next_calm_moment(at, tz)
    left = stops_at - heard_at
    if left < SHORTEST:
        return None
    is_written = can_be_written_to(member)
    delay = (
        min(DELAY, max(SHORTEST, left / 3))
        if is_written
        else min(DELAY_BY_TELEPHONE, max(SHORTEST, left / 2))
    )
    ends_at = heard_at + delay
    if not is_calm(ends_at, tz, goes_on_sundays=True):
        morning = next_calm_moment(ends_at, tz, goes_on_sundays=True) + timedelta(hours=2)
        ends_at = morning if morning <= stops_at else _last_evening(ends_at, tz)
    return ends_at if ends_at - heard_at >= SHORTEST else None


def _last_evening(moment: datetime, tz: ZoneInfo) -> datetime:
    """The last end of day (20 h) before a moment of the night."""
    local = moment.astimezone(tz)
    day = local.date() if local.time() >= EVENING else local.date() - timedelta(days=1)
    return datetime.combine(day, EVENING, tz)


def _offer(registration: Registration, kept: int, expires_at: datetime, at: datetime) -> None:
    seating.hold(registration.meeting, registration, kept)
    registration.state, registration.expires_at = _State.OFFERED, expires_at
    registration.save(update_fields=["state", "expires_at", "on_telephone_seats"])
    holding.tell_deed(registration, "meetings.offered", at, None)
    announcing.tell_one(registration, purposes.OFFER, wording.offer, at, "first")


@transaction.atomic
def _lapse_in(meeting_pk: int, now: datetime) -> int:
    meeting = Meeting.objects.locked(meeting_pk)
    due = list(meeting.registrations.offered().filter(expires_at__lte=now).select_related("member"))
    unheard = _unheard(due) if now < meeting.promotion_stops_at else set()
    lapsed = 0
    for registration in due:
        registration.meeting = meeting
        later = answer_by(meeting, registration.member, now) if registration.pk in unheard else None
        if later is not None:
            registration.expires_at = later
            registration.save(update_fields=["expires_at"])
            needed_by(Dispatch.objects.about(registration).filter(purpose=purposes.OFFER), later)
            continue
        _lapse(registration, now)
        lapsed += 1
    if not meeting.is_cancelled:
        offer_in(meeting, now)
    return lapsed


def _lapse(registration: Registration, now: datetime) -> None:
    holding.end(registration, _State.LAPSED, now)
    holding.tell_deed(registration, "meetings.lapsed", now, None)
    announcing.tell_one(registration, purposes.LAPSED, wording.lapsed, now, "lapsed")


def _unheard(due: list[Registration]) -> set[int]:
    """Offers nobody carried yet (a call not made, a mail not gone): their delay has not begun."""
    waiting = Dispatch.objects.filter(
        purpose=purposes.OFFER,
        subject_kind="meetings.registration",
        subject_id__in=[registration.pk for registration in due],
        state=Dispatch.State.WAITING,
    )
    return {pk for pk in waiting.values_list("subject_id", flat=True) if pk is not None}


def _ask_host(meeting: Meeting, at: datetime) -> None:
    """Seats are free and people wait: the line cannot move by itself, tell the host once for each case."""
    free = seating.free(meeting)
    line = list(meeting.registrations.waiting().values_list("pk", "channel"))
    is_kept_wanted = free.kept and any(channel == seating.TELEPHONE for _pk, channel in line)
    if not line or not (free.open or is_kept_wanted) or meeting.capacity is None:
        return
    seats = free.open + (free.kept if is_kept_wanted else 0)
    announcing.tell_host(
        meeting,
        purposes.TO_DECIDE,
        lambda: wording.to_decide(meeting, seats, len(line)),
        at,
        f"{line[0][0]}:{seats}",
    )
