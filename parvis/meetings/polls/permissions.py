"""Who may do what with a poll. Pure questions."""

from typing import Any

from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal
from parvis.meetings.models import DatePoll
from parvis.meetings.refusals import to_someone


class NotYours(Refusal):
    """The poll belongs to who asked, or its date is chosen."""


def manages(member: Any, poll: DatePoll) -> bool:
    """Close, choose, cancel, read who answered what: who asked."""
    return bool(member) and member.is_authenticated and poll.asker_id == member.pk


def check_manages(member: Any, poll: DatePoll) -> None:
    """Raises NotYours, naming who asked."""
    if not manages(member, poll):
        asker = poll.asker.name if poll.asker else ""
        words = _("This is for who asked. Talk to %(name)s.") % {"name": asker}
        raise NotYours(words if asker else _("This is for who asked."), to_someone())


def shows_names(member: Any, poll: DatePoll) -> bool:
    """Whether this reader sees who answered what."""
    return not poll.hides_names or manages(member, poll)
