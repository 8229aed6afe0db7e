"""What the names' servers say of the public address, and of the domain messages are sent from."""

import socket
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

import dns.exception
import dns.resolver
from django.conf import settings
from django.utils.translation import gettext as _

from parvis.console.examining.address import AT_HOME
from parvis.console.examining.finding import Finding, broken, well, worry

SECONDS = 4.0  # for each question


def resolver() -> dns.resolver.Resolver:
    """The machine's own resolver."""
    return dns.resolver.Resolver()


def found(at: datetime) -> Iterator[Finding]:
    """Does the address lead somewhere, and does our domain say who may write in its name?"""
    host = urlsplit(settings.PUBLIC_ADDRESS).hostname or ""
    if host not in AT_HOME:
        yield _leads(host)
    domain = settings.MAIL_FROM.rpartition("@")[2].rstrip(">")
    if settings.MAIL_URL and domain not in AT_HOME:
        yield from _may_write(domain)


def _leads(host: str) -> Finding:
    try:
        places = sorted({str(known[4][0]) for known in socket.getaddrinfo(host, None)})
    except OSError:
        what = _("The name %(host)s leads nowhere.") % {"host": host}
        return broken("names", what, _("Nobody can reach the place."), f"getent hosts {host}")
    return well("names", _("%(host)s leads to %(places)s.") % {"host": host, "places": ", ".join(places)})


def _may_write(domain: str) -> Iterator[Finding]:
    """SPF and DMARC of the domain; nothing is concluded when no server answers."""
    asked = {"SPF": (domain, "v=spf1"), "DMARC": (f"_dmarc.{domain}", "v=DMARC1")}
    try:
        missing = [kind for kind, (name, start) in asked.items() if not _has(name, start)]
    except dns.exception.DNSException:
        what = _("The names’ server says nothing about %(domain)s.") % {"domain": domain}
        yield worry("names", what, _("Whether our messages look honest cannot be told."), f"dig TXT {domain}")
        return
    for kind in missing:
        what = _("The domain %(domain)s has no %(kind)s record.") % {"domain": domain, "kind": kind}
        why = _("Our messages may land among the unwanted ones.")
        yield worry("names", what, why, f"dig TXT {asked[kind][0]}")
    if not missing:
        yield well("names", _("%(domain)s says who may write in its name.") % {"domain": domain})


def texts(name: str) -> list[str]:
    """What this name publishes (TXT); nothing when it does not exist. DNSException when nobody answers."""
    try:
        answers = resolver().resolve(name, "TXT", lifetime=SECONDS)
    except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
        return []
    return [b"".join(answer.strings).decode("ascii", "replace") for answer in answers]


def _has(name: str, start: str) -> bool:
    return any(text.startswith(start) for text in texts(name))
