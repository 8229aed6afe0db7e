"""The date is chosen: those who said yes are registered, those who said « si besoin » are asked."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal
from parvis.meetings import announcing
from parvis.meetings.models import DateAnswer, DatePoll, Meeting, Registration, Respondent
from parvis.meetings.polls import purposes, telling
from parvis.meetings.polls.answering import PollOver
from parvis.meetings.registering import register_in, register_newcomer
from parvis.meetings.wording import confirmation, waiting
from parvis.members.joining import write_in
from parvis.members.reaching import can_be_written_to

_Says = DateAnswer.Says


@dataclass
class Brought:
    """How many were seated, put in the line, asked; the names of those nobody could tell, or register."""

    seated: int = 0
    waiting: int = 0
    asked: int = 0
    untold: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


def bring_in(meeting: Meeting, at: datetime) -> Brought:
    """Seats in the order of the answers, then the waiting list; a second time finds everybody brought.

    Call it inside a transaction. Nobody is brought to a meeting that is not published yet, or came otherwise.
    """
    brought = Brought()
    poll = DatePoll.objects.for_page().filter(meeting=meeting).first()
    if poll is None or poll.chosen is None or not meeting.is_published:
        return brought
    for respondent, says in _who(poll):
        respondent.poll = poll
        if respondent.registration_id or respondent.is_shut_out(at):
            continue
        if says == _Says.YES:
            _seat(respondent, meeting, at, brought)
        elif not respondent.has_declined:
            brought.asked += 1
            if not telling.ask_for_seat(respondent, at):
                brought.untold.append(respondent.name)
    return brought


@transaction.atomic
def take_seat(*, respondent: Respondent, at: datetime) -> Registration:
    """They come after all: registered now, like anybody. Registered already: that registration.

    Raises PollOver before a date is chosen, and what `register` raises.
    """
    poll = DatePoll.objects.locked(respondent.poll_id)
    respondent = poll.respondents.select_related("member", "registration__meeting").get(pk=respondent.pk)
    respondent.poll = poll
    if respondent.registration is not None:
        return respondent.registration
    if poll.meeting is None:
        raise PollOver(_("No date is chosen yet."))
    return _register(respondent, poll.meeting, at)


@transaction.atomic
def leave_seat(*, respondent: Respondent, at: datetime) -> None:
    """They do not come; nobody asks again."""
    Respondent.objects.filter(pk=respondent.pk).update(has_declined=True)


def _who(poll: DatePoll) -> list[tuple[Respondent, str]]:
    """Who said yes, or if needed, to the chosen date; the first to answer first. The asker hosts."""
    rows = DateAnswer.objects.filter(date=poll.chosen_id, says__in=[_Says.YES, _Says.MAYBE])
    ordered = rows.select_related("respondent__member__suspension").order_by(
        "respondent__answered_at", "respondent"
    )
    return [(row.respondent, row.says) for row in ordered]


def _seat(respondent: Respondent, meeting: Meeting, at: datetime, brought: Brought) -> None:
    try:
        with transaction.atomic():
            registration = _register(respondent, meeting, at)
    except Refusal:
        brought.refused.append(respondent.name)
        return
    if registration.shown_state == Registration.State.SEATED:
        brought.seated += 1
    else:
        brought.waiting += 1
    if not _is_told(registration, at):
        brought.untold.append(respondent.name)


def _register(respondent: Respondent, meeting: Meeting, at: datetime) -> Registration:
    if respondent.member is not None:
        registration = register_in(
            meeting=meeting, member=respondent.member, at=at, channel=respondent.channel
        )
    elif respondent.contact is not None:
        registration = register_newcomer(
            meeting=meeting, name=respondent.name, contact=respondent.contact, at=at
        )
    else:
        newcomer = write_in(name=respondent.name, contact=None, at=at)
        registration = register_in(meeting=meeting, member=newcomer, at=at, is_verified=False)
    Respondent.objects.filter(pk=respondent.pk).update(registration=registration)
    return registration


def _is_told(registration: Registration, at: datetime) -> bool:
    """Who is not written to answered some days ago: a call says which date it is. False without any way."""
    member = registration.member
    if can_be_written_to(member) or registration.is_echo:
        return True  # `register` confirmed it
    if not member.contact_points.exists():
        return False
    line = registration.meeting.place_in_line(registration)
    announcing.tell_one(
        registration, purposes.POLL_CHOSEN,
        lambda row: waiting(row, line) if line else confirmation(row), at, "chosen",
    )  # fmt: skip
    return True
