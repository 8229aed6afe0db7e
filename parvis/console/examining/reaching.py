"""The public address, called as a visitor would: certificate, answer, hour."""

import http.client
import ssl
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.console.examining.address import AT_HOME
from parvis.console.examining.finding import Finding, broken, said, well, worry

SECONDS = 8.0
SOON = timedelta(days=14)
APART = timedelta(minutes=2)


def trust() -> ssl.SSLContext:
    """Whom this machine believes about certificates."""
    return ssl.create_default_context()


def public_address(at: datetime) -> Iterator[Finding]:
    """Call /sante/vif over the public address; nothing to call while it is this machine's own."""
    parts = urlsplit(settings.PUBLIC_ADDRESS)
    if parts.hostname in AT_HOME:
        return
    try:
        status, date, ends_at = _call(parts)
    except (OSError, http.client.HTTPException) as failure:
        words = {"address": settings.PUBLIC_ADDRESS, "error": said(failure)}
        what = _("%(address)s does not answer: %(error)s.") % words
        yield broken(
            "https", what, _("Nobody can reach the place."), f"curl -v {settings.PUBLIC_ADDRESS}/sante/vif"
        )
        return
    if status != http.client.OK:
        what = _("%(address)s answers, but not with Parvis.") % {"address": settings.PUBLIC_ADDRESS}
        yield broken(
            "https", what, _("Something else stands there."), f"curl -v {settings.PUBLIC_ADDRESS}/sante/vif"
        )
        return
    yield from _certificate(ends_at, at)
    yield from _hour(date)


def _call(parts: SplitResult) -> tuple[int, str, datetime | None]:
    """Status, Date header, and the certificate's end when there is one."""
    line = _line(str(parts.hostname), parts.port, is_https=parts.scheme == "https")
    try:
        line.connect()
        ends_at = _end_of(line.sock)
        line.request("GET", "/sante/vif", headers={"User-Agent": "parvis-doctor"})
        answer = line.getresponse()
        return answer.status, answer.headers.get("Date", ""), ends_at
    finally:
        line.close()


def _line(host: str, port: int | None, *, is_https: bool) -> http.client.HTTPConnection:
    if is_https:
        return http.client.HTTPSConnection(host, port or 443, timeout=SECONDS, context=trust())
    return http.client.HTTPConnection(host, port or 80, timeout=SECONDS)


def _end_of(sock: object) -> datetime | None:
    certificate = sock.getpeercert() if isinstance(sock, ssl.SSLSocket) else None
    if not certificate:
        return None
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(str(certificate["notAfter"])), UTC)


def _certificate(ends_at: datetime | None, at: datetime) -> Iterator[Finding]:
    if ends_at is None:
        yield well("https", _("%(address)s answers.") % {"address": settings.PUBLIC_ADDRESS})
        return
    day = {"day": f"{ends_at:%d/%m/%Y}"}
    if ends_at - at < SOON:
        what = _("The certificate ends on %(day)s.") % day
        yield worry(
            "https", what, _("Browsers will then warn everyone away."), "systemctl status caddy certbot.timer"
        )
    else:
        yield well("https", _("The address answers, its certificate holds until %(day)s.") % day)


def _hour(date: str) -> Iterator[Finding]:
    """Our hour beside the one the answer carries (that of the machine in front)."""
    if date and abs(datetime.now(UTC) - parsedate_to_datetime(date)) > APART:
        what = _("This machine and the one in front do not tell the same hour.")
        why = _("Reminders would leave at the wrong hour, and codes would expire too soon.")
        yield broken("clock", what, why, "timedatectl set-ntp true")
