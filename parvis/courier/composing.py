"""Turn a dispatch into an e-mail: complete plain text, a simple page beside it, one recipient."""

import re
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import format_datetime
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from markupsafe import Markup

from parvis.courier.dispatching import one_line
from parvis.courier.editions import enclosed_in, page_of, words_of
from parvis.courier.joining_words import Joined, join
from parvis.courier.letterhead import Letterhead, letterhead
from parvis.courier.models import Dispatch
from parvis.courier.silencing import choosing_link_of, link_of
from parvis.courier.together import companions_of, others_of
from parvis.kit import domains
from parvis.kit.unlinking import unlinked

_PARTING = re.compile(r"[<>()\[\]\\,;:@\"]")
_METHOD = re.compile(r"\nMETHOD:([A-Z]{3,12})\r?\n")
READABLE = SMTP.clone(utf8=True, cte_type="8bit", linesep="\n")  # for files people open


def compose(dispatch: Dispatch, now: datetime, policy: "EmailPolicy[Any]" = SMTP) -> EmailMessage:
    """The message of a dispatch. Its Message-ID is the dispatch's, the same at every attempt."""
    head, companions = letterhead(), companions_of(dispatch)
    said = join(dispatch, companions)
    others = others_of(dispatch, companions)
    names = [row.name for row in [dispatch, *others] if row.name]
    message = EmailMessage(policy)
    message["From"] = Address(_who(_sender(dispatch, head)), addr_spec=settings.MAIL_FROM)
    message["To"] = Address(_who(", ".join(names)), addr_spec=ascii_domain(dispatch.address))
    message["Subject"] = _name(dispatch.title)
    message["Date"] = format_datetime(now)
    message["Message-ID"] = dispatch.message_id
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    # RFC 8058: one tap in the mail program, answered without an account.
    message["List-Unsubscribe"] = f"<{link_of(dispatch.address)}>"
    message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    if dispatch.reply_to:
        message["Reply-To"] = dispatch.reply_to
    cte = "8bit" if policy.utf8 else "quoted-printable"
    message.set_content(plain_text(dispatch, head, said), cte=cte)
    message.add_alternative(page(dispatch, head, said), subtype="html", cte=cte)
    if calendar := next((row.calendar for row in [dispatch, *others] if row.calendar), ""):
        _invite(message, calendar, cte)
    for file in enclosed_in(dispatch.edition) if dispatch.edition else []:
        kind, _slash, precisely = file.kind.partition("/")
        message.add_attachment(file.content, maintype=kind, subtype=precisely, filename=file.name)
    return message


def _invite(message: EmailMessage, calendar: str, cte: str) -> None:
    """The part calendar programs act on, last of the alternatives; and the same as a file, for those that
    only look at what is attached (RFC 6047)."""
    found = _METHOD.search(calendar)
    method = {"method": found[1] if found else "PUBLISH"}
    message.add_alternative(calendar, subtype="calendar", params=method, cte=cte)
    content = calendar.encode()
    message.add_attachment(content, maintype="application", subtype="ics", filename="invite.ics")


def _name(text: str) -> str:
    """A title for a header: one line, and no address of a site, whatever was typed in it."""
    return unlinked(one_line(text, 200))


def _who(text: str) -> str:
    """The name before an address, without the signs that part addresses.

    Python folds a long quoted name without its quotes: what stood inside would read as other addresses.
    """
    return unlinked(one_line(_PARTING.sub(" ", text), 80))


def plain_text(dispatch: Dispatch, head: Letterhead, said: Joined | None = None) -> str:
    """Everything there is to know, without a picture or a button."""
    said = said or join(dispatch, [])
    parts = [said.body, *(f"{link.words}\n{link.address}".strip() for link in said.links)]
    stop = _("Write to me no more: %(link)s") % {"link": link_of(dispatch.address)}
    choosing = _choosing(dispatch)
    choice = _("Choose what I receive: %(link)s") % {"link": choosing} if choosing else ""
    foot = ["-- ", head.name, origin_line(dispatch), help_line(dispatch, head), choice, stop]
    parts.append("\n".join(filter(None, foot)))
    return "\n\n".join(parts) + "\n"


def page(dispatch: Dispatch, head: Letterhead, said: Joined) -> str:
    """The same words as a page of one column, 18 px, one button."""
    inside = page_of(dispatch, companions_of(dispatch))
    paragraphs = [text.split("\n") for text in re.split(r"\n\s*\n", said.body)] if not inside else []
    context = {
        "links": said.links,
        "inside": Markup(inside),  # noqa: S704 – made safe by whoever published the edition
        "title": _name(dispatch.title),
        "head": head,
        "paragraphs": paragraphs,
        "origin": origin_line(dispatch),
        "help": help_line(dispatch, head),
        "choosing": _choosing(dispatch),
        "stop": link_of(dispatch.address),
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


def _sender(dispatch: Dispatch, head: Letterhead) -> str:
    """« Karim Haddad – Les Voisins du Canal » when somebody wrote it, else the place."""
    return f"{dispatch.signed_by} – {head.name}" if dispatch.signed_by else head.name


def help_line(dispatch: Dispatch, head: Letterhead) -> str:
    """Who to call; nothing when the words have already said it."""
    return "" if head.help and head.help in words_of(dispatch) else head.help


def ascii_domain(address: str) -> str:
    """The address with its domain as the network writes it: é.fr → xn--9ca.fr."""
    local, _at, domain = address.rpartition("@")
    return address if domain.isascii() else f"{local}@{domains.ascii_domain(domain)}"
