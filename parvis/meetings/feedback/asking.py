"""What is asked after a meeting: chosen beforehand by who organises, else the usual three; asked once."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.kit.questions.asked import Kind
from parvis.kit.refusals import Refusal
from parvis.meetings import refusals
from parvis.meetings.feedback.catalogue import MOST, USUAL, write
from parvis.meetings.models import Feedback, FeedbackGuest, Meeting
from parvis.meetings.permissions import can_host
from parvis.members.models import Member

OPEN_FOR = timedelta(days=30)


class AskedAlready(Refusal):
    """People were asked: the questions stay as they read them."""


class NotYourMeeting(Refusal):
    """Whoever organises chooses what is asked."""


class TooManyQuestions(Refusal):
    """Three at most: nobody likes to fill in forms."""


@transaction.atomic
def choose_questions(
    *, meeting: Meeting, keys: Sequence[str], own: str = "", own_kind: str = Kind.TEXT, by: Member
) -> Feedback:
    """From now on these are asked after this meeting; none at all: nothing is asked.

    Raises NotYourMeeting, AskedAlready, TooManyQuestions.
    """
    if not can_host(by, meeting):
        raise NotYourMeeting(_("Whoever organises chooses the questions."), refusals.to_meeting(meeting))
    feedback = _locked(meeting)
    if feedback.asked_at is not None:
        raise AskedAlready(
            _("These questions were asked already. They stay as people read them."),
            refusals.to_meeting(meeting),
        )
    own = own.strip()
    if len(set(keys)) + bool(own) > MOST:
        raise TooManyQuestions(_("Three questions at most."), refusals.to_meeting(meeting))
    write(feedback, keys, own, own_kind)
    feedback.is_off = not keys and not own
    feedback.save(update_fields=["is_off"])
    return feedback


def open_feedback(*, meeting: Meeting, people: Iterable[Member], at: datetime) -> dict[int, FeedbackGuest]:
    """The questions are asked of these people, for thirty days: each one's row by their id.

    Empty when whoever organises asks nothing. Asked before: nobody is added. Its row stays locked.
    """
    feedback = _locked(meeting)
    if feedback.is_off:
        return {}
    if feedback.asked_at is not None:
        return {guest.member_id: guest for guest in feedback.guests.all()}
    if not feedback.questions.exists():
        write(feedback, USUAL)
    FeedbackGuest.objects.bulk_create(FeedbackGuest(feedback=feedback, member=member) for member in people)
    guests = {guest.member_id: guest for guest in feedback.guests.all()}
    feedback.asked_at, feedback.closes_at, feedback.asked = at, at + OPEN_FOR, len(guests)
    feedback.save(update_fields=["asked_at", "closes_at", "asked"])
    return guests


def _locked(meeting: Meeting) -> Feedback:
    feedback, _made = Feedback.objects.get_or_create(meeting=meeting)
    return Feedback.objects.locked(feedback.pk)
