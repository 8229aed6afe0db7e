"""The answer to « Comment c'était ? »: numbers answer the questions, a sentence or photo is for the story."""

import re
from datetime import datetime

from parvis.courier.replying import Reply
from parvis.meetings.feedback.replying import take_numbered
from parvis.meetings.models import Meeting
from parvis.meetings.telling import begin_story
from parvis.members.models import Member
from parvis.wiki.telling_by_mail import tell

_NUMBERED = re.compile(r"^\s*\d{1,2}\b", re.MULTILINE)


def tell_by_mail(reply: Reply, at: datetime) -> bool:
    """Of somebody who was there; False when a person must read it: a number no question has, for one.

    A story already shown takes nothing unless our mail server vouches for who wrote.
    """
    rest = take_numbered(reply, at).strip()
    if not rest and not reply.attachments:
        return bool(reply.text.strip())
    meeting = Meeting.objects.filter(pk=reply.subject, cancellation=None).first()
    member = Member.objects.let_in(at).filter(pk=reply.person, arrivals__meeting=reply.subject).first()
    if meeting is None or member is None or _NUMBERED.search(rest):
        return False
    story = begin_story(meeting=meeting, at=at).story
    if story.is_published and not reply.is_vouched:
        return False
    return tell(
        story=story, author=member, words=rest, pictures=reply.attachments, sender=reply.sender, at=at
    )
