"""The public address as it is set: HTTPS, and whom to believe about it."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.console.examining.finding import Finding, broken, well, worry

AT_HOME = {"localhost", "127.0.0.1", "::1"}
HOW = "https://parvis.exemple.fr"


def settled(at: datetime) -> Iterator[Finding]:
    """HTTPS beyond this machine, with a trusted proxy; how mail is set."""
    parts = urlsplit(settings.PUBLIC_ADDRESS)
    shown = {"address": settings.PUBLIC_ADDRESS}
    if parts.hostname in AT_HOME:
        why = _("Links in messages work on this machine only.")
        what = _("The place has no public address: %(address)s.") % shown
        yield worry("address", what, why, f"PARVIS_ADDRESS={HOW}")
    elif not settings.IS_HTTPS:
        why = _("Codes travel in clear; telephones refuse passkeys.")
        what = _("The address is not encrypted: %(address)s.") % shown
        yield broken("address", what, why, f"PARVIS_ADDRESS=https://{parts.netloc}")
    elif not settings.TRUSTED_PROXIES:
        why = _("Everyone would share one address, so one limit: honest people are refused.")
        what = _("HTTPS is set, but no proxy is trusted.")
        yield broken("address", what, why, "PARVIS_TRUSTED_PROXIES=127.0.0.1")
    else:
        yield well("address", _("The public address is %(address)s.") % shown)
    yield from _mail()


def _mail() -> Iterator[Finding]:
    if settings.MAIL_URL:
        return
    what = _("Messages are written as files in %(folder)s.") % {"folder": settings.DATA / "courrier"}
    why = _("Nobody receives them by e-mail.")
    yield worry("mail", what, why, "PARVIS_MAIL=smtps://parvis:mot-secret@courrier.exemple.fr")
