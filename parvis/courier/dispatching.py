"""Write a dispatch with the act it tells: call it inside the act's transaction."""

import re
import uuid
from collections.abc import Iterable
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import models, transaction

from parvis.courier import sparing
from parvis.courier.calm import calm_moment
from parvis.courier.editions import words_of
from parvis.courier.holding_back import state_of
from parvis.courier.letterhead import letterhead
from parvis.courier.models import Channel, Dispatch, Edition
from parvis.courier.purposes import purpose as known_purpose
from parvis.courier.stopping import is_hushed
from parvis.kit import waking

NUMBER = re.compile(r"[+][0-9]{6,15}")
BY_HAND = (Channel.TELEPHONE, Channel.LETTER)
# Nothing that a header could read as a second address, a name or a comment.
MAILBOX = re.compile(r"[^\s@<>()\[\]\\,;:\"]+@[^\s@<>()\[\]\\,;:\"]+")


def one_line(text: str, limit: int) -> str:
    """Text for a header: no line break, no control character, cut to the limit with « … »."""
    flat = " ".join("".join(c if c.isprintable() else " " for c in text).split())
    return flat if len(flat) <= limit else f"{flat[: limit - 1].rstrip()}…"


def checked_address(channel: str, address: str) -> str:
    """The address as it will be used. ValueError when it could be read as anything but one address."""
    clean = address.strip()
    if not clean or (channel != Channel.LETTER and not clean.isprintable()):
        raise ValueError("not one address")  # which one is nobody's business in a log
    is_wrong_number = channel == Channel.SMS and not NUMBER.fullmatch(clean)
    if is_wrong_number or (channel == Channel.MAIL and not MAILBOX.fullmatch(clean)):
        raise ValueError("not one address")  # which one is nobody's business in a log
    return clean


def new_message_id() -> str:
    """A Message-ID made once and kept for every attempt."""
    return f"<{uuid.uuid4().hex}@{settings.MAIL_FROM.rpartition('@')[2] or 'localhost'}>"


def leaves_at(purpose: str, at: datetime) -> datetime:
    """When words of this purpose meant for `at` may leave, by the calm rules."""
    known = known_purpose(purpose)
    return calm_moment(
        at,
        ZoneInfo(letterhead().time_zone),
        is_answer=known.is_answer,
        goes_on_sundays=known.goes_on_sundays,
        sunday_moves_to_saturday=known.sunday_moves_to_saturday,
    )


def prepare(
    *,
    channel: str,
    purpose: str,
    address: str,
    title: str,
    body: str,
    at: datetime,
    not_before_at: datetime | None = None,
    name: str = "",
    person: int | None = None,
    subject: models.Model | None = None,
    link: str = "",
    link_words: str = "",
    reply_to: str = "",
    calendar: str = "",
    signed_by: str = "",
    edition: Edition | None = None,
    once_key: str | None = None,
) -> Dispatch:
    """A dispatch not yet written: what `dispatch` takes. Dropped at once when the address is silent.

    edition: whose words these are; then `body` may be empty, and a mail's row stays light.
    ValueError for an address which is not one address; UnknownPurpose.
    """
    row = Dispatch(
        channel=channel,
        purpose=purpose,
        address=checked_address(channel, address),
        name=one_line(name, 200),
        person=person,
        subject_kind=subject._meta.label_lower if subject else "",
        subject_id=subject.pk if subject else None,
        title=one_line(title, 200),
        body="" if edition else body.replace("\r\n", "\n").strip() + "\n",
        edition=edition,
        once_key=once_key,
        link=one_line(link, 500),
        link_words=one_line(link_words, 80),
        reply_to=checked_address(Channel.MAIL, reply_to) if reply_to else "",
        calendar=calendar,
        signed_by=one_line(signed_by, 120),
        message_id=new_message_id(),
        state=state_of(purpose),
        written_at=at,
        not_before_at=leaves_at(purpose, not_before_at or at),
        needed_by_at=known_purpose(purpose).needed_by(subject),
    )
    if edition and channel != Channel.MAIL:
        row.body = words_of(row)
    if row.not_before_at > at and known_purpose(purpose).cannot_wait(row, at):
        row.not_before_at = at
    if channel in BY_HAND and (until := sparing.free_again_at(row, at)) is not None:
        row.not_before_at, row.put_off_at = max(until, row.not_before_at), at
    if is_hushed(row):
        row.state, row.ended_at = Dispatch.State.DROPPED, at
    return row


def dispatch(*, once_key: str | None = None, **words: Any) -> Dispatch:
    """Put words for one address into the outbox (see `prepare`); they leave after the commit, at a calm hour.

    The same once_key gives the same dispatch, also when two acts race for it; what is already written
    is not changed. ValueError for an address which is not one address; UnknownPurpose.
    """
    row = prepare(**words, once_key=once_key)
    waking.soon()
    if once_key is None:
        row.save(force_insert=True)
        return row
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    del values["id"], values["once_key"]
    return Dispatch.objects.get_or_create(once_key=once_key, defaults=values)[0]


def dispatch_all(rows: Iterable[Dispatch]) -> None:
    """Put several prepared dispatches into the outbox, with one statement."""
    waking.soon()
    Dispatch.objects.bulk_create(rows)


def dispatch_many(rows: Iterable[Dispatch], *, batch: int = 1000) -> int:
    """Put as many as there are into the outbox, `batch` at a time; how many were not there yet.

    Each has its once_key: what is begun again after a fault writes nobody twice. ValueError without one.
    """
    waiting, written = iter(rows), 0
    while chunk := list(islice(waiting, batch)):
        keys = {row.once_key for row in chunk}
        if None in keys:
            raise ValueError("each of many dispatches has a once_key")
        with transaction.atomic():
            known = Dispatch.objects.filter(once_key__in=keys).count()
            Dispatch.objects.bulk_create(chunk, ignore_conflicts=True)
            waking.soon()
        written += len(keys) - known
    return written
