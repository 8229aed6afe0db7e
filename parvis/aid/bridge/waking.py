"""Wake the bridge for a time, prolong it, put it to sleep; asleep, nothing personal is left."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.aid.bridge.permissions import can_wake
from parvis.aid.bridge.refusals import Asleep, CannotWake, NotYoursToWake
from parvis.aid.models import Volunteer, Wake
from parvis.aid.refusals import to_someone
from parvis.chronicle.recording import record
from parvis.members.journaling import journal_for_all
from parvis.members.models import Member

LONGEST = timedelta(days=31)
MOST_AWAKE = 3
FEWEST = 5  # what is left of a wake tells nothing of fewer people


def wake(
    *, why: str, words: str, by: Member, ends_at: datetime, at: datetime, once_key: str | None = None
) -> Wake:
    """The bridge is awake, and everyone ready is asked. The same once_key wakes once.

    NotYoursToWake, CannotWake.
    """
    if not can_wake(by):
        raise NotYoursToWake(_("Those who animate wake the bridge. Talk to them."), to_someone())
    try:
        return _wake_once(why, " ".join(words.split())[:200], by, ends_at, at, once_key)
    except IntegrityError:
        known = Wake.objects.filter(once_key=once_key).first() if once_key else None
        if known is None:
            raise
        return known


@transaction.atomic
def prolong(*, row: Wake, ends_at: datetime, by: Member, at: datetime) -> Wake:
    """It ends later, or sooner. NotYoursToWake, Asleep, CannotWake."""
    found = _awake(row, by, at)
    _check_end(found.woken_at if ends_at > at else ends_at, ends_at, at)
    found.ends_at = ends_at
    found.save(update_fields=["ends_at"])
    return found


@transaction.atomic
def put_to_sleep(*, row: Wake, by: Member, at: datetime) -> None:
    """It is over sooner. Twice: nothing happens. NotYoursToWake."""
    if not can_wake(by):
        raise NotYoursToWake(_("Those who animate put the bridge to sleep. Talk to them."), to_someone())
    _sleep(row.pk, at)


def sleep_due(at: datetime) -> int:
    """For the worker: put to sleep those whose hour has come; how many."""
    due = Wake.objects.filter(slept_at=None, ends_at__lte=at).order_by("ends_at", "pk")
    return sum(_sleep(pk, at) for pk in list(due.values_list("pk", flat=True)[:20]))


@transaction.atomic
def _wake_once(why: str, words: str, by: Member, ends_at: datetime, at: datetime, once: str | None) -> Wake:
    if once and (known := Wake.objects.filter(once_key=once).first()):
        return known
    if why not in Wake.Why.values or not words:
        raise CannotWake(_("Say why in one sentence: everyone reads it."), to_someone())
    _check_end(at, ends_at, at)
    if Wake.objects.awake(at).count() >= MOST_AWAKE:
        raise CannotWake(_("Three bridges are awake. Put one to sleep first."), to_someone())
    row = Wake.objects.create(why=why, words=words, by=by, woken_at=at, ends_at=ends_at, once_key=once)
    record("aid.bridge_woken", subject=row, person=by.pk, at=at)
    journal_for_all(
        by=by, words=gettext_lazy("Woke the bridge for hard times: everyone ready is asked."), at=at
    )
    return row


def _check_end(since: datetime, ends_at: datetime, at: datetime) -> None:
    if ends_at <= at:
        raise CannotWake(_("It must end after now."), to_someone())
    if ends_at > since + LONGEST:
        raise CannotWake(_("A month at most: then wake it again, if it must be."), to_someone())


def _awake(row: Wake, by: Member, at: datetime) -> Wake:
    if not can_wake(by):
        raise NotYoursToWake(_("Those who animate wake the bridge. Talk to them."), to_someone())
    found = Wake.objects.locked(row.pk)
    if not found.is_awake(at):
        raise Asleep(_("The bridge sleeps again."), to_someone())
    return found


@transaction.atomic
def _sleep(pk: int, at: datetime) -> int:
    """How many people were there, if they were five; who they were is gone."""
    row = Wake.objects.locked(pk)
    if row.slept_at is not None:
        return 0
    said_yes = row.volunteers.filter(state=Volunteer.State.YES).count()
    looked_after = row.people.count()
    row.slept_at, row.words = at, ""  # the sentence may have named somebody
    row.said_yes = said_yes if said_yes >= FEWEST else None
    row.looked_after = looked_after if looked_after >= FEWEST else None
    row.asked = row.asked if row.asked >= FEWEST else 0
    row.is_asked = True
    row.save(update_fields=["slept_at", "words", "said_yes", "looked_after", "asked", "is_asked"])
    row.people.all().delete()
    row.volunteers.all().delete()
    return 1
