"""People say what they think of each date: by themselves, by a link, by telephone, by reply."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.chronicle.recording import record
from parvis.kit.refusals import Refusal, WayOut
from parvis.meetings.models import DateAnswer, DatePoll, Respondent
from parvis.meetings.polls import telling
from parvis.meetings.refusals import to_meeting, to_someone
from parvis.members.contacts import Contact
from parvis.members.journaling import journal
from parvis.members.models import Member
from parvis.members.names import is_same_name, tidy

MOST_PEOPLE = 150
Says = Mapping[int, str]  # number of a date → yes, maybe, no
_ANSWERED = gettext_lazy("Answered for you, which dates suit you: %(title)s.")


class PollOver(Refusal):
    """Answers are no longer taken."""


class NothingSaid(Refusal):
    """No date was answered."""

    status = 422


class TooManyPeople(Refusal):
    """More people than a poll of dates is made for."""


@transaction.atomic
def answer_as_member(
    *,
    poll: DatePoll,
    member: Member,
    says: Says,
    at: datetime,
    made_by: Member | None = None,
    channel: str = "web",
) -> Respondent:
    """What a member says; answered already: it is changed. Dates left out keep what was said.

    made_by: who answered for them, which their journal then says. Raises PollOver, NothingSaid.
    """
    poll = _open(poll, at)
    respondent = _known(poll, member, at, made_by, channel)
    _write(poll, respondent, says, at)
    if made_by is not None and made_by != member:
        subject = f"meetings.datepoll:{poll.pk}"
        values = {"title": poll.title}
        journal(
            member=member, by=made_by, words=_ANSWERED, values=values, channel=channel, subject=subject, at=at
        )
    return respondent


@transaction.atomic
def answer_as_newcomer(
    *, poll: DatePoll, name: str, contact: Contact | None, says: Says, at: datetime, form_key: str = ""
) -> Respondent:
    """Somebody without account, by the common link. The same browser and name again: it is changed.

    With a contact, they are sent the address of their own answer. Raises PollOver, NothingSaid.
    """
    poll = _open(poll, at)
    again = _of_this_browser(poll, name, form_key)
    respondent = again or Respondent(poll=poll, name=tidy(name), made_at=at, form_key=form_key)
    if contact is not None:
        respondent.contact_kind, respondent.contact_address = contact.kind, contact.address
    if again is None:
        _make_room(poll)
    respondent.save()
    _write(poll, respondent, says, at)
    if again is None and contact is not None:
        telling.confirm(respondent, at)
    return respondent


@transaction.atomic
def change_answer(*, respondent: Respondent, says: Says, at: datetime, channel: str = "web") -> Respondent:
    """By the personal link, or a reply. Raises PollOver, NothingSaid."""
    poll = _open(respondent.poll, at)
    respondent = _fresh(poll, respondent)
    _write(poll, respondent, says, at, channel)
    return respondent


@transaction.atomic
def take_back_answer(*, respondent: Respondent, at: datetime) -> None:
    """What this person said, and who they are, goes at once. Gone already: nothing happens.

    Raises PollOver once the date is chosen: what follows is on the page of their registration.
    """
    poll = DatePoll.objects.locked(respondent.poll_id)
    if poll.state == DatePoll.State.SETTLED and respondent.registration_id:
        raise _over(poll)
    Respondent.objects.filter(pk=respondent.pk).delete()


def _open(poll: DatePoll, at: datetime) -> DatePoll:
    poll = DatePoll.objects.locked(poll.pk)
    if not poll.is_open(at):
        raise _over(poll)
    return poll


def _over(poll: DatePoll) -> PollOver:
    if poll.meeting is not None:
        return PollOver(_("The date is chosen: answers are closed."), to_meeting(poll.meeting))
    if poll.asker is None or poll.state == DatePoll.State.CANCELLED:
        return PollOver(_("Nobody is asked about these dates any more."), to_someone())
    words = _("It is too late to answer here. Talk to %(name)s.") % {"name": poll.asker.name}
    return PollOver(words, to_someone() if to_someone().url.startswith("tel:") else WayOut(words))


def _known(poll: DatePoll, member: Member, at: datetime, made_by: Member | None, channel: str) -> Respondent:
    known = poll.respondents.filter(member=member).first()
    if known is None:
        _make_room(poll)
        known = Respondent(poll=poll, member=member, name=member.name, made_at=at)
    known.made_by = made_by if made_by != member else None
    known.channel = channel
    known.save()
    return known


def _of_this_browser(poll: DatePoll, name: str, form_key: str) -> Respondent | None:
    if not form_key:
        return None
    rows = poll.respondents.filter(form_key=form_key, member=None)
    return next((row for row in rows if is_same_name(row.name, name)), None)


def _make_room(poll: DatePoll) -> None:
    if poll.respondents.count() >= MOST_PEOPLE:
        raise TooManyPeople(
            _("This poll already has as many people as it can hold. Talk to us."), to_someone()
        )


def _fresh(poll: DatePoll, respondent: Respondent) -> Respondent:
    fresh = poll.respondents.select_related("member").filter(pk=respondent.pk).first()
    if fresh is None:
        raise PollOver(_("This answer was taken back."), to_someone())
    fresh.poll = poll
    return fresh


def _write(poll: DatePoll, respondent: Respondent, says: Says, at: datetime, channel: str = "") -> None:
    asked = set(poll.dates.values_list("pk", flat=True))
    known = {date: said for date, said in says.items() if date in asked and said in DateAnswer.Says.values}
    if not known:
        raise NothingSaid(_("Answer one date at least."), to_someone())
    rows = [
        DateAnswer(respondent=respondent, date_id=date, says=said) for date, said in sorted(known.items())
    ]
    DateAnswer.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["respondent", "date"], update_fields=["says"]
    )
    if channel:
        respondent.channel = channel
    is_first = respondent.answered_at is None
    respondent.answered_at = respondent.answered_at or at
    respondent.save(update_fields=["channel", "answered_at"])
    person = (
        (respondent.made_by_id or respondent.member_id)
        if respondent.channel != "mail"
        else respondent.member_id
    )
    verb = "meetings.date_answered" if is_first else "meetings.date_answer_changed"
    record(verb, subject=poll, person=person, for_person=respondent.member_id, at=at)
