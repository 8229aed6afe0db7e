"""The examination that speaks to others: mail server, gateway of texts, names' server, the public address.

Each check runs in a thread that is waited for a few seconds only: a name's server that keeps silent, a
mail server that swallows the call, cost that and no more.
"""

import threading
import time
from datetime import datetime

from django.db import connections
from django.utils.translation import gettext as _

from parvis.console.examining import mailing, names, reaching, signatures, texting, together
from parvis.console.examining.finding import Check, Finding, told, worry

SECONDS = 15.0
CHECKS: dict[str, Check] = {
    "mail": mailing.server,
    "answers": mailing.box_of_answers,
    "texts": texting.gateway_answers,
    "names": names.found,
    "signatures": signatures.found,
    "https": reaching.public_address,
    "redis": together.redis,
}


def examine(at: datetime, seconds: float = SECONDS) -> list[Finding]:
    """Every finding that asks somebody else; in `seconds` at most, all together."""
    answers: dict[str, list[Finding]] = {}

    def ask(name: str, check: Check) -> None:
        try:
            answers[name] = told(name, check, at)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=ask, args=item, daemon=True) for item in CHECKS.items()]
    for thread in threads:
        thread.start()
    until = time.monotonic() + seconds
    for thread in threads:
        thread.join(max(0.0, until - time.monotonic()))
    return [finding for name in CHECKS for finding in answers.get(name, [_silent(name, seconds)])]


def _silent(name: str, seconds: float) -> Finding:
    words = {"name": name, "seconds": round(seconds)}
    what = _("“%(name)s” gave no answer in %(seconds)s seconds.") % words
    return worry(name, what, _("A firewall may swallow the call."), "parvis doctor")
