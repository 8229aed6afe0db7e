"""A letter as one kind of reader gets it, made by the very code that sends; nothing is written."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from typing import cast
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Interest
from parvis.courier.composing import compose
from parvis.courier.models import Channel, Edition
from parvis.members.models import Member
from parvis.members.reaching import Route, route_to
from parvis.newsletters.leaving import row_for
from parvis.newsletters.models import Letter
from parvis.newsletters.variants import Printed, sections_for
from parvis.newsletters.wording import Part, html_of, paper_of, parts, spoken_of, text_of

WAYS: dict[str, str | Promise] = {
    "mail": _("by e-mail"),
    "site": _("on the site"),
    "papier": _("on paper"),
    "voix": _("by telephone"),
}
NOBODY = "vous@exemple.fr"  # stands for the address of somebody who has none


@dataclass(frozen=True)
class Reader:
    """Somebody imagined: how the letter reaches them, what they asked to hear about (ids)."""

    way: str
    interests: tuple[int, ...]


@dataclass(frozen=True)
class Read:
    """What they read. page: of a mail, its HTML. text: words without a picture or a button."""

    parts: list[Part]
    subject: str = ""
    text: str = ""
    page: str = ""


def reader(way: str, interests: Iterable[str]) -> Reader:
    """What was asked for, made sense of."""
    return Reader(way if way in WAYS else "mail", tuple(numbers(interests)))


def numbers(typed: Iterable[str]) -> list[int]:
    """The ids among what was typed, a few at most."""
    return [int(one) for one in typed if one.isascii() and one.isdecimal() and len(one) < 10][:40]


def query(one: Reader) -> str:
    """The same reader in an address."""
    return urlencode([("interet", str(pk)) for pk in one.interests])


def told_interests(letter: Letter) -> list[Interest]:
    """The interests this letter tells something about."""
    told = letter.sections.said().filter(interest__isnull=False).values("interest")
    return list(Interest.objects.filter(pk__in=told).order_by("name"))


def as_read(letter: Letter, one: Reader, writer: Member, at: datetime) -> Read:
    """The letter for this reader, under the name of who reads it again (not kept)."""
    letter.left_by = letter.left_by or writer
    told = parts(sections_for(letter.sections.said().select_related("interest"), one.interests))
    if one.way == "site":
        return Read(told)
    if one.way == "papier":
        return Read(told, text=paper_of(told))
    if one.way == "voix":
        return Read(told, text=spoken_of(told))
    return _mail(letter, told, writer, at)


def _mail(letter: Letter, told: list[Part], writer: Member, at: datetime) -> Read:
    edition = Edition(title=letter.title, text=text_of(told), html=html_of(told), published_at=at)
    own = route_to(writer)
    route = own if own.channel == Channel.MAIL else Route(Channel.MAIL, NOBODY)
    message = compose(row_for(letter, writer, Printed(edition, "", ""), at, route), at)
    return Read(told, str(message["Subject"]), _part(message, "plain"), _part(message, "html"))


def _part(message: EmailMessage, kind: str) -> str:
    body = message.get_body(preferencelist=(kind,))
    return cast(EmailMessage, body).get_content() if body is not None else ""
