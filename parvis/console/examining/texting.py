"""Would the gateway of text messages hear us? And what waits for a person, or for the end of the month."""

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.console.examining.finding import Finding, broken, said, well, worry
from parvis.courier.texting.ceiling import rests, rules, spent
from parvis.courier.texting.doubting import in_doubt
from parvis.courier.texting.gateway import NotTaken, gateway, is_set


def gateway_answers(at: datetime) -> Iterator[Finding]:
    """Calls the gateway without sending anything; says nothing where there is none."""
    if not is_set():
        return
    host = str(urlsplit(settings.SMS_URL).hostname)
    why = _("People who are reached by text message are called instead.")
    try:
        with gateway() as way:
            status = way.try_out()
    except (NotTaken, ValueError) as barred:
        what = _("The gateway of text messages %(host)s does not hear us: %(error)s.")
        yield broken("texts", what % {"host": host, "error": said(barred)}, why, f"curl -sSI https://{host}")
        return
    if status in (401, 403):
        what = _("The gateway of text messages %(host)s refuses our token.") % {"host": host}
        yield broken("texts", what, why, "PARVIS_SMS_TOKEN_FILE=/etc/parvis/passerelle")
        return
    yield well("texts", _("The gateway of text messages %(host)s answers.") % {"host": host})


def texts(at: datetime) -> Iterator[Finding]:
    """What is in doubt, what was spent, whether the gateway is being left alone."""
    if not is_set():
        return
    yield from _waiting(at)
    parts, ceiling = spent(at), rules().ceiling
    words = {"parts": parts, "ceiling": ceiling}
    if parts >= ceiling:
        what = _("The ceiling of text messages is reached: %(parts)s of %(ceiling)s this month.") % words
        yield worry("texts", what, _("People are called instead until the month ends."))
    else:
        yield well("texts", _("Text messages: %(parts)s of %(ceiling)s this month.") % words)


def _waiting(at: datetime) -> Iterator[Finding]:
    doubts = in_doubt().count()
    if doubts:
        what = ngettext(
            "%(count)s text message is in doubt.", "%(count)s text messages are in doubt.", doubts
        ) % {"count": doubts}
        yield worry("texts", what, _("A correspondent asks these people, at the telephone desk."))
    if rests(at):
        what = _("The gateway of text messages had trouble: it is left alone for a while.")
        yield worry("texts", what, _("What waits for too long becomes a call."), "journalctl -u parvis -n 50")
