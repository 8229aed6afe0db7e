"""What people hear of a poll, each by their own way: the member's, or the contact somebody gave."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from parvis.courier.dispatching import dispatch
from parvis.courier.models import Channel
from parvis.courier.replying import reply_address
from parvis.meetings.models import DatePoll, Respondent
from parvis.meetings.polls import purposes, wording
from parvis.members.models import Member
from parvis.members.reaching import Words, absolute, reach, route_by, route_to
from parvis.members.speaking import speak

MOST_TOLD = 300


def ask_circle(poll: DatePoll, at: datetime) -> int:
    """Send each person of its circle their own address to answer; how many. Nobody without a circle."""
    if poll.circle is None:
        return 0
    people = (
        Member.objects.let_in(at)
        .filter(memberships__circle=poll.circle, memberships__accepted_at__isnull=False)
        .exclude(pk=poll.asker_id or 0)
        .prefetch_related("contact_points")
        .order_by("pk")[:MOST_TOLD]
    )
    for member in people:
        respondent = Respondent.objects.create(poll=poll, member=member, name=member.name, made_at=at)
        say = wording.asked_by_text if _takes_texts_back(member) else wording.asked
        _tell(respondent, purposes.POLL_ASKED, say, at)
    return len(people)


def confirm(respondent: Respondent, at: datetime) -> None:
    """Their answer is noted; the address to change it."""
    _tell(respondent, purposes.POLL_ANSWER, wording.answered, at)


def ask_for_seat(respondent: Respondent, at: datetime) -> bool:
    """The date is chosen, they had said « si besoin »: do they come? False when nobody knows how to ask."""
    is_by_text = respondent.member is not None and _takes_texts_back(respondent.member)
    return _tell(respondent, purposes.POLL_SEAT, wording.seat_by_text if is_by_text else wording.seat, at)


def tell_cancelled(poll: DatePoll, at: datetime) -> int:
    """Those who could come to a date hear that there will be none; how many."""
    able = poll.respondents.filter(answers__says__in=["yes", "maybe"]).exclude(member=poll.asker_id or 0)
    people = able.select_related("member").distinct().order_by("pk")
    for respondent in people:
        respondent.poll = poll
        _tell(respondent, purposes.POLL_OFF, wording.off, at)
    return len(people)


def tell_result(poll: DatePoll, at: datetime) -> None:
    """Answers are closed: who asked hears which date gathers most people."""
    if poll.asker is None:
        return
    words = speak(poll.asker, lambda: wording.result(poll, at))
    key = f"{purposes.POLL_RESULT}:{poll.pk}:{poll.closes_at:%Y%m%d%H%M}"
    reach(poll.asker, purposes.POLL_RESULT, words, subject=poll, at=at, once_key=key)


def _tell(respondent: Respondent, purpose: str, say: Callable[[Respondent], Words], at: datetime) -> bool:
    """Once for one purpose. False when they gave no way to be reached."""
    once_key, member, contact = f"{purpose}:{respondent.pk}", respondent.member, respondent.contact
    if member is not None:
        words = speak(member, lambda: say(respondent))
        answers_to = _answers_to(respondent, purpose)
        reach(member, purpose, words, subject=respondent, at=at, once_key=once_key, reply_to=answers_to)
        return True
    if contact is None:
        return False
    route, words = route_by(contact), say(respondent)
    dispatch(
        channel=route.channel, purpose=purpose, address=route.address, name=respondent.name,
        subject=respondent, title=words.title, body=words.body, link=absolute(words.link),
        link_words=words.link_words, at=at, once_key=once_key,
        reply_to=_answers_to(respondent, purpose) if route.channel == Channel.MAIL else "",
    )  # fmt: skip
    return True


def _takes_texts_back(member: Member) -> bool:
    """Whether it goes by text message, and the answer comes back the same way."""
    return bool(settings.SMS_INCOMING) and route_to(member).channel == Channel.SMS


def _answers_to(respondent: Respondent, purpose: str) -> str:
    """Where an answer by mail comes back: about the dates, or about the seat."""
    if purpose == purposes.POLL_OFF:
        return ""
    question = purposes.POLL_SEAT if purpose == purposes.POLL_SEAT else purposes.POLL_ASKED
    return reply_address(question, subject=respondent.pk, person=respondent.member_id or 0)
