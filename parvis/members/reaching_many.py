"""Reach many people about one thing, each in their own words: as `reach` does one by one, in few statements.

    reach_many([To(member, words, subject=guest, once_key=…), …], "ideas.survey", at)

Call it inside the transaction that notes how far one came: killed in between, it is begun again, and nobody
is written to twice.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from parvis.courier.dispatching import dispatch_many, prepare
from parvis.courier.models import Channel, Dispatch
from parvis.members import tapering
from parvis.members.models import Member
from parvis.members.reaching import Route, Words, said_to


@dataclass(frozen=True)
class To:
    """What goes to one person. once_key: written once. route: theirs (`route_to`)."""

    member: Member
    words: Words
    route: Route
    once_key: str
    subject: models.Model | None = None
    reply_to: str = ""


def reach_many(several: Sequence[To], purpose: str, at: datetime) -> int:
    """How many were not written to yet. Each person once; UnknownPurpose."""
    due = tapering.due_among({one.member: one.route.channel for one in several}, purpose, at)
    written = dispatch_many(_row(one, purpose, at, is_due=one.member.pk in due) for one in several)
    asked = [one for one in several if one.member.pk in due]
    _note_asked([one for one in asked if one.route.channel != Channel.SMS], at)
    for one in asked:
        if one.route.channel == Channel.SMS:
            tapering.ask_by_text(one.member, one.route.address, purpose, at)
    return written


def _row(one: To, purpose: str, at: datetime, *, is_due: bool) -> Dispatch:
    channel, can_reply = one.route.channel, not one.reply_to
    asks_here = is_due and channel != Channel.SMS
    asking = tapering.line(one.member, channel, can_reply=can_reply) if asks_here else ""
    return prepare(
        **said_to(one.member, one.words, one.route, asking=asking, reply_to=one.reply_to),
        purpose=purpose, subject=one.subject, at=at, once_key=one.once_key,
    )  # fmt: skip


def _note_asked(asked: list[To], at: datetime) -> None:
    """Those whose words, written now, carry the question of the season."""
    people = {one.once_key: one.member for one in asked}
    rows = Dispatch.objects.filter(once_key__in=list(people), written_at=at) if people else []
    if noted := {people[row.once_key or ""]: row for row in rows}:
        tapering.note_asked_many(noted, at)
