"""Redis, when several processes hold one place together."""

from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from parvis.console.examining.finding import Finding, broken, said, well
from parvis.kit.neighbours import Neighbours, NotThere


def redis(at: datetime) -> Iterator[Finding]:
    """Does Redis answer? Nothing is said when it is not used."""
    if not settings.REDIS_URL:
        return
    try:
        Neighbours(settings.REDIS_URL).ping()
    except NotThere as silent:
        what = _("Redis does not answer: %(error)s.") % {"error": said(silent)}
        why = _("Pages are slower, and each process counts limits alone.")
        yield broken("redis", what, why, "systemctl restart redis-server")
        return
    yield well("redis", _("Redis answers."))
