"""Tell those whose thread it is, each by their own way, in their language, at a calm hour."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from parvis.conversations import wording
from parvis.conversations.models import Handover, Message, Report, Thread
from parvis.conversations.purposes import HANDOVER, REPLY, REPORTED, TAKEN_DOWN, TO_ANSWER, WORD
from parvis.conversations.reading import people_of
from parvis.conversations.subjects import organisers_of, own_page
from parvis.courier.models import Channel
from parvis.courier.replying import can_be_answered, reply_address
from parvis.members.models import Member
from parvis.members.reaching import Route, Words, reach, route_to
from parvis.members.speaking import speak

MOST_TOLD = 3  # of those who organise, when nobody promised an answer


def tell_said(message: Message, at: datetime) -> None:
    """Of a finite thread nothing leaves now: a digest does, once a day at most."""
    thread = message.thread
    if thread.kind == Thread.Kind.AMONG_US:
        return
    if thread.kind == Thread.Kind.BETWEEN_TWO:
        others = [one for one in people_of(thread, at) if one.pk != message.author_id]
        _tell_each(others, message, WORD, at, is_answer=False)
    elif message.author_id == thread.member_id:
        _tell_each(_who_answers(thread, at), message, TO_ANSWER, at, is_answer=False)
    elif thread.member is not None:
        _tell_each([thread.member], message, WORD, at, is_answer=True)


def _who_answers(thread: Thread, at: datetime) -> list[Member]:
    """Whoever promised an answer; else those who organise."""
    organisers = organisers_of(thread, at)
    promised = [one for one in organisers if one.pk == thread.answerer_id]
    return promised or organisers[:MOST_TOLD]


def _tell_each(
    people: list[Member], message: Message, purpose: str, at: datetime, *, is_answer: bool
) -> None:
    for person in people:
        route = route_to(person)
        by_text, by_mail = route.channel == Channel.SMS, route.channel == Channel.MAIL
        can_answer = by_mail and can_be_answered()

        def words(by_text: bool = by_text, can_answer: bool = can_answer) -> Words:
            return wording.said(message, is_answer=is_answer, by_text=by_text, can_answer=can_answer)

        key = f"{purpose}:{message.pk}:{person.pk}"
        write(person, purpose, words, message.thread, at, once_key=key, route=route)


def tell_handover(handover: Handover, at: datetime) -> None:
    """Everybody whose thread it is, but who said it."""
    for person in people_of(handover.thread, at):
        if person.pk != handover.by_id:
            key = f"{HANDOVER}:{handover.pk}:{person.pk}"
            write(person, HANDOVER, lambda: wording.handed_over(handover), handover.thread, at, once_key=key)


def tell_reported(report: Report, at: datetime) -> None:
    if report.moderator is not None:
        words = speak(report.moderator, lambda: wording.reported(report))
        reach(report.moderator, REPORTED, words, subject=report, at=at, once_key=f"{REPORTED}:{report.pk}")


def tell_taken_down(message: Message, at: datetime) -> None:
    if message.author is not None:
        key = f"{TAKEN_DOWN}:{message.pk}"
        write(
            message.author, TAKEN_DOWN, lambda: wording.taken_down(message), message.thread, at, once_key=key
        )


def write(
    person: Member,
    purpose: str,
    words: Callable[[], Words],
    thread: Thread,
    at: datetime,
    *,
    once_key: str,
    route: Route | None = None,
    not_before_at: datetime | None = None,
) -> None:
    """Words about a thread; whoever reads them as a mail may answer it."""
    said, page = speak(person, words), own_page(thread, person)
    reach(
        person,
        purpose,
        replace(said, link=page) if page else said,
        subject=thread,
        at=at,
        once_key=once_key,
        route=route,
        not_before_at=not_before_at,
        reply_to=reply_address(REPLY, subject=thread.pk, person=person.pk),
    )
