"""The answer a calendar program sends back is done as if the person had tapped: yes, perhaps, no.

The usual acts decide: the waiting list keeps its order, and what cannot be done is said by mail. An answer to
something older than what the person was told last changes nothing.

Whoever holds a forwarded invitation may write in the person's name: an answer does what their pass does
(keep, perhaps, take what is offered, give up). Coming back to a seat given up asks for more (`is_vouched`).
"""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.courier.replying import Reply
from parvis.kit.calendar_replies import NO, PERHAPS, YES, CalendarReply
from parvis.kit.refusals import Refusal
from parvis.meetings import announcing
from parvis.meetings.answering_in_words import said_in_words
from parvis.meetings.calendar_entries import uid_of
from parvis.meetings.hearing_more import is_heard
from parvis.meetings.inviting import told_sequence
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.permissions import can_register
from parvis.meetings.promoting import accept, decline
from parvis.meetings.registering import register, withdraw
from parvis.members.models import Member

_State = Registration.State
_KNOWN = (*Registration.LIVE, _State.WITHDRAWN, _State.LAPSED)


def answer(reply: Reply, at: datetime) -> bool:
    """Act on an answer to an invitation; False for words only a person understands. Nothing is done twice."""
    said = reply.calendar
    if said is None:
        return _answer_in_words(reply, at)
    if not said.is_answer:
        return False
    meeting = Meeting.objects.select_related("cancellation", "publication").filter(pk=reply.subject).first()
    registration = _latest(reply)
    if meeting is None or registration is None or said.uid != uid_of(meeting):
        return False
    registration.meeting = meeting
    if _is_older(said, registration, at):
        return registration.is_live  # no seat any more: a person finds out what is meant
    is_done = _act(said.answer, registration, reply, at)
    now_is = _latest(reply) or registration
    Registration.objects.filter(pk=now_is.pk).update(answered_at=min(said.stamped_at or at, at))
    return is_done and not said.comment


def _answer_in_words(reply: Reply, at: datetime) -> bool:
    """« Je ne viens plus. »: the same, when the words say that and nothing more."""
    registration = _latest(reply)
    said = said_in_words(reply.text, registration.member) if registration else ""
    if registration is not None and not said:
        return is_heard(registration, reply, at)
    if registration is None or (registration.meeting.is_over(at) and said != NO):
        return False
    return _act(said, registration, reply, at)


def _act(said: str, registration: Registration, reply: Reply, at: datetime) -> bool:
    yes = partial(_yes, is_vouched=reply.is_vouched)
    acts: dict[str, Callable[..., bool]] = {YES: yes, PERHAPS: _perhaps, NO: _no}
    return acts[said](registration, at)


def is_idle(reply: Reply, at: datetime) -> bool:
    """A yes of who has their seat, and never said « peut-être »: nothing to change."""
    registration, said = _latest(reply), reply.calendar
    if registration is None or said is None or said.answer != YES:
        return False
    return registration.state == _State.SEATED and not registration.is_perhaps


def _latest(reply: Reply) -> Registration | None:
    """The live registration of this person, else the last one that ended."""
    rows = Registration.objects.filter(meeting=reply.subject, member=reply.person, state__in=_KNOWN)
    rows = rows.select_related("member", "meeting__cancellation", "meeting__publication").order_by("-pk")
    return rows.live().first() or rows.first()


def _is_older(said: CalendarReply, registration: Registration, at: datetime) -> bool:
    """Written before what they were told last, or before what they answered last."""
    told = told_sequence(registration)
    if told is not None and said.sequence is not None and said.sequence < told:
        return True
    rows = Registration.objects.filter(meeting=registration.meeting_id, member=registration.member_id)
    last = (
        rows.exclude(answered_at=None).order_by("-answered_at").values_list("answered_at", flat=True).first()
    )
    return last is not None and said.stamped_at is not None and min(said.stamped_at, at) < last


def _yes(registration: Registration, at: datetime, *, is_vouched: bool) -> bool:
    """They keep the seat, take the one held for them, or ask again for one they gave up."""
    if registration.state == _State.OFFERED:
        return _do(registration, at, partial(accept, registration=registration, at=at))
    if registration.is_live:
        _note(registration, is_perhaps=False)
        return True
    meeting, member = (
        registration.meeting,
        Member.objects.let_in(at).filter(pk=registration.member_id).first(),
    )
    if member is None or not (meeting.is_cancelled or can_register(member, meeting)):
        return False
    if not is_vouched and not meeting.is_cancelled:
        announcing.tell_refused(registration, _("Your seat was given back. To come, register again."), at)
        return True
    return _do(registration, at, partial(_register_again, registration, member, at))


def _register_again(gone: Registration, member: Member, at: datetime) -> Registration:
    return register(
        meeting=gone.meeting,
        member=member,
        at=at,
        party=gone.party,
        companions=gone.companions,
        channel="mail",
        is_verified=gone.is_verified,
        shows_name=gone.shows_name,
    )


def _perhaps(registration: Registration, at: datetime) -> bool:
    """The seat is kept, and whoever organises reads « peut-être »."""
    _note(registration, is_perhaps=True)
    return True


def _no(registration: Registration, at: datetime) -> bool:
    """The seat goes to the next in line. What is over stays as it was."""
    if registration.state == _State.OFFERED:
        decline(registration=registration, at=at)
    elif not registration.meeting.is_over(at):
        withdraw(registration=registration, at=at)
    return True


def _do(registration: Registration, at: datetime, act: Callable[[], object]) -> bool:
    """The usual act; its refusal is told by mail, as a page would tell it."""
    try:
        with transaction.atomic():
            act()
    except Refusal as refusal:
        announcing.tell_refused(registration, refusal.reason, at)
    return True


def _note(registration: Registration, *, is_perhaps: bool) -> None:
    seated = Registration.objects.seated().filter(pk=registration.pk)
    seated.exclude(is_perhaps=is_perhaps).update(is_perhaps=is_perhaps)
