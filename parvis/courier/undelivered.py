"""What happens when words could not be carried: those who know the person find another way.

The courier knows addresses, not people. An area above (members) gives, in `apps.ready()`, a function
that writes another dispatch (a call to make) for the person of the failed one.
"""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from parvis.courier.dispatching import checked_address, leaves_at, new_message_id
from parvis.courier.editions import words_of
from parvis.courier.holding_back import state_of
from parvis.courier.models import Dispatch
from parvis.courier.purposes import purpose

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


def write_again(failed: Dispatch, *, channel: str, address: str, at: datetime) -> Dispatch:
    """The same words, about the same thing, for another address of the same person; once."""
    copied = (
        "purpose",
        "name",
        "person",
        "subject_kind",
        "subject_id",
        "title",
        "link",
        "link_words",
        "needed_by_at",
    )
    values = {
        **{field: getattr(failed, field) for field in copied},
        "body": f"{words_of(failed)}\n" if failed.edition else failed.body,
        "channel": channel,
        "address": checked_address(channel, address),
        "message_id": new_message_id(),
        "state": state_of(failed.purpose),
        "written_at": at,
        "not_before_at": at
        if purpose(failed.purpose).cannot_wait(failed, at)
        else leaves_at(failed.purpose, at),
    }
    return Dispatch.objects.get_or_create(once_key=key_instead(failed), defaults=values)[0]


def key_instead(failed: Dispatch) -> str:
    """The once_key of what is written instead of a dispatch, or as well."""
    return f"instead:{failed.pk}"
