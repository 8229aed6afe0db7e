"""Reach a person: their own way and a calm hour, written in the act's transaction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext as _

from parvis.courier.dispatching import dispatch
from parvis.courier.models import Channel, Dispatch
from parvis.courier.replying import reply_address
from parvis.courier.silencing import digest_of, is_silent
from parvis.courier.texting.ceiling import rules
from parvis.courier.texting.gateway import is_set
from parvis.members import tapering
from parvis.members.contacts import Contact
from parvis.members.models import ContactPoint, Member

Kind = ContactPoint.Kind
_ORDER = [Kind.MAIL, Kind.TELEPHONE, Kind.POST, Kind.CORRESPONDENT]
_ORDER_WHEN_CALLED = [Kind.TELEPHONE, Kind.CORRESPONDENT, Kind.POST, Kind.MAIL]


@dataclass(frozen=True)
class Words:
    """What is said: a title that is the fact, a body complete by itself, and one link at most.

    link: an address, or a path of this place (« /rencontres/12/ »). signed_by: the name of whoever typed
    these words; empty when the machine wrote them, which the message then says.
    """

    title: str
    body: str
    link: str = ""
    link_words: str = ""
    signed_by: str = ""


@dataclass(frozen=True)
class Route:
    """Where words for a person go: a channel and an address; through: who is asked for there instead."""

    channel: str
    address: str
    through: str = ""

    @property
    def is_written(self) -> bool:
        """Whether a machine gets there; otherwise somebody has to call, write or walk."""
        return self.channel in (Channel.MAIL, Channel.SMS)


def reach(
    member: Member,
    purpose: str,
    words: Words,
    *,
    subject: models.Model | None = None,
    at: datetime,
    not_before_at: datetime | None = None,
    once_key: str | None = None,
    route: Route | None = None,
    reply_to: str = "",
    calendar: str = "",
) -> Dispatch:
    """Write words for a person into the outbox, by their own channel and at a calm hour.

    Someone no machine can reach gets a call to make. The same once_key writes once.
    route: their channel and address, when it was looked up already.
    reply_to, calendar: for mail only: where answers go (`courier.replying`), a part for calendar programs.
    Call it inside the act's transaction. UnknownPurpose when no area registered the purpose.
    """
    route = route or route_to(member)
    asking = tapering.question(member, purpose, route.channel, at, can_reply=not reply_to)
    row = dispatch(
        **said_to(member, words, route, asking=asking, reply_to=reply_to),
        purpose=purpose,
        subject=subject,
        at=at,
        not_before_at=not_before_at,
        once_key=once_key,
        calendar=calendar if route.channel == Channel.MAIL else "",
    )
    if asking and row.written_at == at:
        tapering.note_asked(member, row, at)
    if route.channel == Channel.SMS:
        tapering.ask_by_text(member, route.address, purpose, at)
    return row


def said_to(member: Member, words: Words, route: Route, *, asking: str, reply_to: str) -> dict[str, Any]:
    """What `dispatch` and `prepare` take of it. asking: the line of the season, or nothing."""
    if asking and not reply_to:
        reply_to = reply_address(tapering.PACE, subject=member.pk, person=member.pk)
    return {
        "channel": route.channel,
        "address": route.address,
        "name": _name_at(route, member),
        "person": member.pk,
        "title": words.title if not route.through else _("For %(name)s: %(title)s") % _of(member, words),
        "body": "\n\n".join(filter(None, [words.body, asking])),
        "link": absolute(words.link),
        "link_words": words.link_words,
        "reply_to": reply_to if route.channel == Channel.MAIL else "",
        "signed_by": words.signed_by,
    }


def route_to(member: Member) -> Route:
    """The person's best channel: the one they prefer, then mail, a call, a letter, their correspondent.

    Members loaded with their contact points prefetched cost no query.
    """
    return route_among(member.contact_points.all(), member.needs_calling)


def route_among(points: Iterable[ContactPoint], needs_calling: bool) -> Route:
    """The best of one person's ways."""
    known = list(points)
    order = _ORDER_WHEN_CALLED if needs_calling else _ORDER
    best = min(known, key=lambda point: _rank(point, order, needs_calling), default=None)
    if best is None:
        # Still a call to make: somebody who knows the person will find the way.
        return Route(Channel.TELEPHONE, _("no number known"))
    if needs_calling or not takes_texts(best):
        return _route_of(best)
    return _by_text(best, known)


def takes_texts(point: ContactPoint) -> bool:
    """Whether text messages reach this number: the place sends some, the person agreed, no « stop »."""
    is_meant = is_set() and point.kind == Kind.TELEPHONE and point.receives_sms
    return is_meant and not is_silent(digest_of(point.address))


def can_be_written_to(member: Member) -> bool:
    """Whether a machine reaches this person; otherwise somebody has to call, write or walk."""
    return route_to(member).is_written


def route_by(contact: Contact, *, by_text: bool = False) -> Route:
    """Where words go for somebody of whom this contact is all one knows. by_text: they agreed to texts."""
    point = ContactPoint(kind=contact.kind, address=contact.address, receives_sms=by_text)
    return Route(Channel.SMS, point.address) if takes_texts(point) else _route_of(point)


def mail_addresses(person: int) -> set[str]:
    """The mail addresses of a person (id), as answers by mail are known by."""
    points = ContactPoint.objects.filter(member=person, kind=Kind.MAIL)
    return set(points.values_list("address", flat=True))


def absolute(link: str) -> str:
    """The link with the public address of this place in front when it is a path."""
    return f"{settings.PUBLIC_ADDRESS}{link}" if link.startswith("/") else link


def _rank(point: ContactPoint, order: list[Kind], needs_calling: bool) -> tuple[bool, int, bool, int]:
    """Smaller is better. Whoever needs calling is called, whatever point was marked first."""
    is_second_choice = not point.is_preferred and not needs_calling
    return (is_second_choice, order.index(Kind(point.kind)), point.verified_at is None, point.pk)


def _by_text(point: ContactPoint, known: list[ContactPoint]) -> Route:
    """A text message; a mail instead where the place pays for texts only when there is no other writing."""
    mails = [one for one in known if one.kind == Kind.MAIL] if rules().only_without_mail else []
    if mails:
        return _route_of(min(mails, key=lambda one: (one.verified_at is None, one.pk)))
    return Route(Channel.SMS, point.address)


def _name_at(route: Route, member: Member) -> str:
    """Who to ask for: the person, or whoever passes it on to them."""
    if not route.through:
        return member.name
    return _("%(through)s, for %(name)s") % {"through": route.through, "name": member.name}


def _of(member: Member, words: Words) -> dict[str, str]:
    return {"name": member.first_name, "title": words.title}


def _route_of(point: ContactPoint) -> Route:
    if point.kind == Kind.MAIL:
        return Route(Channel.MAIL, point.address)
    if point.kind == Kind.POST:
        return Route(Channel.LETTER, point.address)
    if point.kind == Kind.CORRESPONDENT:
        return _through(point)
    return Route(Channel.TELEPHONE, point.address)


def _through(point: ContactPoint) -> Route:
    """By somebody they trust: a mail or a call to that person."""
    who = point.via_name or str(point.via or "")
    channel = Channel.MAIL if "@" in point.address else Channel.TELEPHONE
    return Route(channel, point.address or who or _("no number known"), through=who)
