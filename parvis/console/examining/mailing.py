"""Would the mail server take our messages? Asked up to the password, without sending anything."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.console.examining.finding import Finding, broken, said, well
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
