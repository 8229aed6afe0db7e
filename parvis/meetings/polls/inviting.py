"""A personal address for somebody, to hand over; and addresses that no longer open."""

from datetime import datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from parvis.meetings.models import DatePoll, Respondent
from parvis.meetings.polls.answering import MOST_PEOPLE, PollOver, TooManyPeople
from parvis.meetings.polls.permissions import check_manages
from parvis.meetings.refusals import to_someone
from parvis.members.models import Member
from parvis.members.names import is_same_name, tidy


@transaction.atomic
def invite(*, poll: DatePoll, name: str, by: Member, at: datetime) -> Respondent:
    """An address for this person alone, which the asker hands over: nobody is written to.

    Invited already, without an answer yet: that same address. Raises NotYours, PollOver, TooManyPeople.
    """
    poll = DatePoll.objects.locked(poll.pk)
    check_manages(by, poll)
    if not poll.is_open(at):
        raise PollOver(_("Answers are closed. Open them again first."), to_someone())
    waiting = poll.respondents.filter(answered_at=None, member=None)
    if known := next((one for one in waiting if is_same_name(one.name, name)), None):
        return known
    if poll.respondents.count() >= MOST_PEOPLE:
        raise TooManyPeople(
            _("This poll already has as many people as it can hold. Talk to us."), to_someone()
        )
    return Respondent.objects.create(poll=poll, name=tidy(name), made_at=at)


@transaction.atomic
def end_personal_link(*, respondent: Respondent, by: Member) -> Respondent:
    """The address given to somebody opens nothing any more; another one is made. Raises NotYours."""
    poll = DatePoll.objects.locked(respondent.poll_id)
    check_manages(by, poll)
    Respondent.objects.filter(pk=respondent.pk).update(link_version=F("link_version") + 1)
    respondent.refresh_from_db()
    return respondent


@transaction.atomic
def put_out(*, respondent: Respondent, by: Member) -> None:
    """An answer nobody knows goes, with its address. Gone already: nothing happens. Raises NotYours."""
    poll = DatePoll.objects.locked(respondent.poll_id)
    check_manages(by, poll)
    Respondent.objects.filter(pk=respondent.pk, registration=None).delete()


@transaction.atomic
def renew_common_link(*, poll: DatePoll, by: Member, is_wanted: bool = True) -> DatePoll:
    """The address passed on so far opens nothing any more; another does, if wanted. Raises NotYours."""
    poll = DatePoll.objects.locked(poll.pk)
    check_manages(by, poll)
    poll.link_version, poll.has_common_link = poll.link_version + 1, is_wanted
    poll.save(update_fields=["link_version", "has_common_link"])
    return poll
