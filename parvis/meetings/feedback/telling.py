"""Ask one person by their own channel: a page without account, an answer to the mail, a number by text."""

from dataclasses import replace
from datetime import datetime
from functools import partial

from django.conf import settings

from parvis.community.models import Circle
from parvis.courier.models import Channel
from parvis.courier.replying import can_be_answered, reply_address
from parvis.kit.questions.asked import Asked, Kind
from parvis.meetings import purposes
from parvis.meetings.feedback import wording
from parvis.meetings.feedback.catalogue import asked_by
from parvis.meetings.models import FeedbackGuest, Meeting
from parvis.meetings.wording import discreet
from parvis.members.models import Member
from parvis.members.reaching import Route, Words, reach, route_to
from parvis.members.speaking import speak


def ask_one(member: Member, meeting: Meeting, story: int, guest: FeedbackGuest | None, at: datetime) -> None:
    """The same person is asked once about the same meeting. guest: None when no question is asked."""
    route = route_to(member)
    words = speak(member, partial(_words, meeting, story, guest, route))
    key = f"{purposes.TELLING}:{meeting.pk}:{member.pk}"
    answers_to = reply_address(purposes.TELLING, subject=meeting.pk, person=member.pk)
    reach(
        member,
        purposes.TELLING,
        words,
        subject=meeting,
        at=at,
        once_key=key,
        route=route,
        reply_to=answers_to,
    )


def by_number(questions: list[Asked]) -> Asked | None:
    """The question a text message asks: the first one a number answers."""
    return next((one for one in questions if one.kind != Kind.TEXT), None)


def _words(meeting: Meeting, story: int, guest: FeedbackGuest | None, route: Route) -> Words:
    by_mail = route.channel == Channel.MAIL and can_be_answered()
    if guest is None:
        return _in_public(wording.story_only(meeting, story, by_mail), meeting, route)
    feedback = guest.feedback
    questions, until = asked_by(feedback), feedback.closes_at
    if until is None:
        raise ValueError("asked before it was opened")
    words = wording.asked(meeting, guest, questions, until, by_mail)
    asked = by_number(questions)
    if route.channel != Channel.SMS or asked is None or not settings.SMS_INCOMING:
        return _in_public(words, meeting, route)
    return replace(words, title=wording.by_text(_title(meeting), asked))


def _title(meeting: Meeting) -> str:
    """Of a secret circle, a telephone shows the hour only."""
    return discreet(meeting) if _is_secret(meeting) else meeting.title[:40]


def _in_public(words: Words, meeting: Meeting, route: Route) -> Words:
    is_seen = route.channel == Channel.SMS and _is_secret(meeting)
    return replace(words, title=discreet(meeting)) if is_seen else words


def _is_secret(meeting: Meeting) -> bool:
    return meeting.circle is not None and meeting.circle.joining == Circle.Joining.SECRET
