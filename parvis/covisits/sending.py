"""The list, sent to oneself: what this person may see of it, and where one meets."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from parvis.courier.dispatching import dispatch
from parvis.courier.models import Channel
from parvis.covisits.listing import Line, list_for, names_here
from parvis.covisits.models import Visitor
from parvis.covisits.purposes import LIST
from parvis.kit.unlinking import unlinked
from parvis.meetings import wording
from parvis.meetings.models import Meeting
from parvis.members.models import Member
from parvis.members.reaching import Words, reach, route_to


@transaction.atomic
def send_to_member(*, visitor: Visitor, member: Member, at: datetime) -> bool:
    """By their own channel. False when no machine gets there: they print it, or call."""
    route = route_to(member)
    if not route.is_written:
        return False
    words = words_for(visitor, member, at)
    reach(member, LIST, words, at=at, route=route, once_key=_key(visitor, at))
    return True


@transaction.atomic
def send_to_address(*, visitor: Visitor, mail: str, at: datetime) -> None:
    """To an address somebody typed: only what everybody may see goes there."""
    words = words_for(visitor, None, at)
    dispatch(
        channel=Channel.MAIL, purpose=LIST, address=mail, title=words.title, body=words.body,
        link=f"{settings.PUBLIC_ADDRESS}{words.link}", link_words=words.link_words, at=at,
        once_key=_key(visitor, at),
    )  # fmt: skip


def words_for(visitor: Visitor, member: Member | None, at: datetime) -> Words:
    """The whole list in a text that stands by itself."""
    lines, taken = list_for(visitor, member, names_here(visitor), at)
    where = [_("You meet:"), *[_of_meeting(one) for one in taken]] if taken else []
    liked = [_("What you like:"), *[_of_line(line) for line in lines if line.shown.is_seen]] if lines else []
    body = "\n\n".join(filter(None, ["\n".join(where), "\n".join(liked)])) or _("Your list is empty.")
    return Words(
        title=_("Your list, looked at together"), body=body, link="/rencontres/",
        link_words=_("See the programme"),
    )  # fmt: skip


def where_and_when(meeting: Meeting) -> str:
    """« Vous vous retrouvez mardi à 14 h : … », when a visit ends."""
    where = meeting.where_words or _("a place to be said")
    said = {"day": wording.start(meeting), "where": where, "title": meeting.title}
    return _("You meet on %(day)s at %(where)s: %(title)s.") % said


def _of_line(line: Line) -> str:
    meeting = line.shown.meeting
    what = _of_meeting(meeting) if meeting else unlinked(str(line.shown.title))
    return f"– {what} ({unlinked(line.liked_by)})"


def _of_meeting(meeting: Meeting) -> str:
    where = wording.place(meeting)
    return f"{unlinked(meeting.title)}, {wording.when(meeting)}{', ' if where else ''}{where}"


def _key(visitor: Visitor, at: datetime) -> str:
    """The same list sent twice leaves once."""
    return f"{LIST}:{visitor.pk}:{visitor.co_visit.version}"
