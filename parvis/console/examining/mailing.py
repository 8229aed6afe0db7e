"""Would the mail server take our messages, and the box of answers open? Asked up to the password."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.console.examining.finding import Finding, broken, said, well, worry
from parvis.courier.imap_box import Closed, box, checked, is_set
from parvis.courier.mail import Unreachable, post


def server(at: datetime) -> Iterator[Finding]:
    """Connects, says hello, encrypts and signs in as a message would; says nothing in files mode."""
    if not settings.MAIL_URL:
        return
    parts = urlsplit(settings.MAIL_URL)
    host, port = str(parts.hostname), parts.port or (465 if parts.scheme == "smtps" else 25)
    try:
        with post() as way:
            way.try_out()
    except (Unreachable, ValueError) as barred:
        what = _("The mail server %(host)s refuses us: %(error)s.") % {"host": host, "error": said(barred)}
        why = _("Codes, reminders and cancellations do not leave.")
        yield broken("mail", what, why, f"nc -vz {host} {port}")
        return
    yield well("mail", _("The mail server %(host)s lets us in.") % {"host": host})


def box_of_answers(at: datetime) -> Iterator[Finding]:
    """Opens the box of answers without reading a message; says nothing where there is none."""
    if not is_set():
        return
    why = _("Answers by e-mail wait in their box: nobody reads them.")
    try:
        address = checked(settings.MAIL_BOX)
        host, port = str(address.hostname), address.port or (993 if address.scheme == "imaps" else 143)
        with box() as opened:
            is_tidy = opened.can_put_away()
    except ValueError as barred:
        yield broken("answers", said(barred), why, "PARVIS_MAIL_BOX=imaps://nom@serveur/INBOX")
        return
    except Closed as barred:
        what = _("The box of answers at %(host)s does not open: %(error)s.")
        yield broken("answers", what % {"host": host, "error": said(barred)}, why, f"nc -vz {host} {port}")
        return
    if not is_tidy:
        what = _("The box of answers at %(host)s takes no folder “Parvis/Traités”.") % {"host": host}
        yield worry("answers", what, _("Messages that were read stay in it, marked as seen."))
        return
    yield well("answers", _("The box of answers at %(host)s opens.") % {"host": host})
