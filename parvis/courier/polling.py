"""Look into the box of answers: each message is taken in once, then put away.

A message is written here before it is put away there. Killed in between, the next visit finds it again, knows
it by its key, and only puts it away. Nothing in a message stops the next one.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.db import OperationalError
from django.utils import timezone

from parvis.courier.imap_box import Box, Closed, Waiting, box, is_set
from parvis.courier.models import Inbox
from parvis.courier.reading_mail import LONGEST
from parvis.courier.receiving import receive
from parvis.courier.silencing import digest_of

MOST = 50  # messages of one visit
MOST_BYTES = 3 * LONGEST  # of one visit
MOST_AT_FIRST = 500  # somebody's own mail, given by mistake, is not ours to file away
_HEAD = 64_000
RESTS = [timedelta(minutes=minutes) for minutes in (1, 2, 5, 15, 60)]
LATE = timedelta(hours=1)  # failing for so long, people are told
Alarm = Callable[[datetime, datetime], None]
_alarms: list[Alarm] = []
logger = logging.getLogger(__name__)


def should_look() -> bool:
    """Is there a box, and is it not left alone at this moment?"""
    if not is_set():
        return False
    return not Inbox.objects.filter(pk=1, rests_until_at__gt=timezone.now()).exists()


def look(at: datetime) -> int:
    """For the worker: take in what waits; how many messages. A box that does not open is tried later."""
    state = _state()
    try:
        with box() as opened:
            if state.looked_at is None and opened.count > MOST_AT_FIRST:
                raise ValueError(f"PARVIS_MAIL_BOX: {opened.count} messages; give a box made for this alone")
            if opened.uid_validity != state.uid_validity:
                state.uid_validity, state.last_uid = opened.uid_validity, 0
            taken = _take(opened, state, at)
    except (Closed, ValueError) as trouble:
        _note_trouble(state, str(trouble), at)
        return 0
    _note_well(state, at)
    return taken


def when_box_fails(alarm: Alarm) -> Alarm:
    """In `apps.ready()`: call this when the box has not opened for an hour: (since, at); it tells once."""
    if alarm not in _alarms:
        _alarms.append(alarm)
    return alarm


def is_well() -> bool:
    """Whether the box opens, or has failed for a short while only; True where there is none."""
    if not is_set():
        return True
    return not Inbox.objects.filter(pk=1, failing_since_at__lt=timezone.now() - LATE).exists()


def state_of_box() -> Inbox:
    """How the box fares; not written where it was never opened."""
    return Inbox.objects.filter(pk=1, box=_name()).first() or Inbox(pk=1, box=_name())


def _take(opened: Box, state: Inbox, at: datetime) -> int:
    taken = read = 0
    for message in opened.waiting(state.last_uid, MOST):
        if read and read + message.size > MOST_BYTES:
            break  # the rest at the next visit
        read += min(message.size, LONGEST)
        try:
            is_taken = _take_one(opened, message, at)
        except OperationalError:
            logger.exception("a message waits: the database is away")
            break
        if is_taken:
            opened.put_away(message.uid)
        taken += is_taken
        state.last_uid = message.uid
        Inbox.objects.filter(pk=1).update(last_uid=message.uid, uid_validity=state.uid_validity)
    return taken


def _take_one(opened: Box, message: Waiting, at: datetime) -> bool:
    """Whether it is written here. What breaks on it is in the journal, and it stays where it is."""
    is_whole = message.size <= LONGEST
    raw = opened.read(message.uid, LONGEST) if is_whole else opened.head(message.uid, _HEAD)
    if not raw:
        return False  # somebody took it away meanwhile
    try:
        receive(raw, at, is_whole=is_whole)
    except OperationalError:
        raise
    except Exception:
        logger.exception("a message of the box could not be taken in")
        return False
    return True


def _state() -> Inbox:
    """The row of this box; another box begins anew."""
    row, _made = Inbox.objects.get_or_create(pk=1, defaults={"box": _name()})
    if row.box != _name():
        row = Inbox(pk=1, box=_name())
        row.save()
    return row


def _name() -> str:
    """What stands for the box, without its password."""
    return digest_of(settings.MAIL_BOX)[:24]


def _note_trouble(state: Inbox, words: str, at: datetime) -> None:
    rest, since = RESTS[min(state.troubles, len(RESTS) - 1)], state.failing_since_at or at
    Inbox.objects.filter(pk=1).update(
        trouble=words[:200],
        troubles=min(state.troubles + 1, 1000),
        rests_until_at=at + rest,
        failing_since_at=since,
    )
    for alarm in _alarms if at - since >= LATE else ():
        alarm(since, at)


def _note_well(state: Inbox, at: datetime) -> None:
    well = {"trouble": "", "troubles": 0, "rests_until_at": None, "failing_since_at": None}
    Inbox.objects.filter(pk=1).update(
        looked_at=at, last_uid=state.last_uid, uid_validity=state.uid_validity, **well
    )
