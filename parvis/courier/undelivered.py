"""What happens when words could not be carried: those who know the person find another way.

The courier knows addresses, not people. An area above (members) gives, in `apps.ready()`, a function
that writes another dispatch (a call to make) for the person of the failed one.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from parvis.courier.models import Dispatch

Handler = Callable[[Dispatch, datetime], None]
_handlers: list[Handler] = []
logger = logging.getLogger(__name__)


def when_undelivered(handler: Handler) -> Handler:
    """Call this with each dispatch that failed for good, in the transaction that says so."""
    if handler not in _handlers:
        _handlers.append(handler)
    return handler


def find_another_way(dispatch: Dispatch, now: datetime) -> None:
    """Let the handlers act; one that breaks is written in the journal of errors, the failure stays."""
    for handler in _handlers:
        try:
            with transaction.atomic():
                handler(dispatch, now)
        except Exception:
            logger.exception("no other way was found for dispatch %s", dispatch.pk)
