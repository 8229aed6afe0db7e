"""Turn a dispatch into an e-mail: complete plain text, a simple page beside it, one recipient."""

import re
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from typing import Any

from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from parvis.courier.editions import enclosed_in, page_of
from parvis.courier.heading import name_of, own_headers, reader_of, shared_headers
from parvis.courier.joining_words import Joined, join
from parvis.courier.leaving_lists import stop_link
from parvis.courier.letterhead import Letterhead, letterhead
from parvis.courier.lists import list_named
from parvis.courier.models import Dispatch
from parvis.courier.purposes import list_of
from parvis.courier.silencing import choosing_link_of
from parvis.courier.together import companions_of, others_of
from parvis.kit.unlinking import unlinked

_METHOD = re.compile(r"\nMETHOD:([A-Z]{3,12})\r?\n")
READABLE = SMTP.clone(utf8=True, cte_type="8bit", linesep="\n")  # for files people open


def compose(dispatch: Dispatch, now: datetime, policy: "EmailPolicy[Any]" = SMTP) -> EmailMessage:
    """The message of a dispatch. Its Message-ID is the dispatch's, the same at every attempt."""
    head, companions = letterhead(), companions_of(dispatch)
    said = join(dispatch, companions)
    others, ways = others_of(dispatch, companions), ways_of(dispatch)
    message = EmailMessage(policy)
    message["To"] = reader_of(dispatch, others)
    for name, value in [*own_headers(dispatch, now), *shared_headers(dispatch, head)]:
        message[name] = value
    fill(
        message,
        plain_text(dispatch, head, said, ways),
        page(dispatch, head, said, ways, page_of(dispatch, companions)),
    )
    if calendar := next((row.calendar for row in [dispatch, *others] if row.calendar), ""):
        _invite(message, calendar, _encoding(message))
    enclose(message, dispatch)
    return message


def fill(message: EmailMessage, text: str, page_text: str) -> None:
    """The same words twice: complete plain text, and a page."""
    message.set_content(text, cte=_encoding(message))
    message.add_alternative(page_text, subtype="html", cte=_encoding(message))


def enclose(message: EmailMessage, dispatch: Dispatch) -> None:
    """The files of its edition."""
    for file in enclosed_in(dispatch.edition) if dispatch.edition else []:
        kind, _slash, precisely = file.kind.partition("/")
        message.add_attachment(file.content, maintype=kind, subtype=precisely, filename=file.name)


def _encoding(message: EmailMessage) -> str:
    policy: EmailPolicy[Any] = message.policy  # type: ignore[assignment]
    return "8bit" if policy.utf8 else "quoted-printable"


def _invite(message: EmailMessage, calendar: str, cte: str) -> None:
    """The part calendar programs act on, last of the alternatives; and the same as a file, for those that
    only look at what is attached (RFC 6047)."""
    found = _METHOD.search(calendar)
    method = {"method": found[1] if found else "PUBLISH"}
    message.add_alternative(calendar, subtype="calendar", params=method, cte=cte)
    content = calendar.encode()
    message.add_attachment(content, maintype="application", subtype="ics", filename="invite.ics")


@dataclass(frozen=True)
class Ways:
    """The links at the foot: to choose what one receives (empty when there is none), and the way out."""

    choosing: str
    stop: str


def ways_of(dispatch: Dispatch) -> Ways:
    """Those of this reader."""
    return Ways(_choosing(dispatch), stop_link(dispatch))


def stop_words(dispatch: Dispatch) -> str:
    """What the way out does: out of one list, or of all our words."""
    if (known := list_named(list_of(dispatch.purpose))) is not None and known.list_words:
        return _("Receive %(list)s no more") % {"list": known.list_words}
    return _("Write to me no more")


def plain_text(
    dispatch: Dispatch, head: Letterhead, said: Joined | None = None, ways: Ways | None = None
) -> str:
    """Everything there is to know, without a picture or a button."""
    said, ways = said or join(dispatch, []), ways or ways_of(dispatch)
    parts = [said.body, *(f"{link.words}\n{link.address}".strip() for link in said.links)]
    stop = _("%(words)s: %(link)s") % {"words": stop_words(dispatch), "link": ways.stop}
    choice = _("Choose what I receive: %(link)s") % {"link": ways.choosing} if ways.choosing else ""
    foot = ["-- ", head.name, origin_line(dispatch), help_line(said, head), choice, stop]
    parts.append("\n".join(filter(None, foot)))
    return "\n\n".join(parts) + "\n"


def page(dispatch: Dispatch, head: Letterhead, said: Joined, ways: Ways, inside: str = "") -> str:
    """The same words as a page of one column, 18 px, one button. inside: an edition's own page."""
    words = said.more if inside else said.body
    paragraphs = [text.split("\n") for text in re.split(r"\n\s*\n", words) if text]
    context = {
        "links": said.links,
        "inside": Markup(inside),  # noqa: S704 – made safe by whoever published the edition
        "title": name_of(dispatch.title),
        "head": head,
        "paragraphs": paragraphs,
        "origin": origin_line(dispatch),
        "help": help_line(said, head),
        "choosing": ways.choosing,
        "stop": ways.stop,
        "stop_words": stop_words(dispatch),
    }
    return render_to_string("courier/letter.html", context)


def _choosing(dispatch: Dispatch) -> str:
    """The page where this person says what they receive; nothing for a code, nor for who is no member."""
    return choosing_link_of(dispatch) if dispatch.person is not None and not _is_code(dispatch) else ""


def _is_code(dispatch: Dispatch) -> bool:
    """A message with a code leads nowhere else."""
    return dispatch.purpose == "members.sign_in"


def origin_line(dispatch: Dispatch) -> str:
    """Whether a person wrote these words, and who; otherwise the machine says that it did."""
    if dispatch.signed_by:
        return _("Written by %(name)s.") % {"name": unlinked(dispatch.signed_by)}
    return _("Automatic message.")


def help_line(said: Joined, head: Letterhead) -> str:
    """Who to call; nothing when the words have already said it."""
    return "" if head.help and head.help in said.body else head.help
