"""Follow no more; follow again; take everything back; forget."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.federation.models import Source
from parvis.federation.sources import keeping_files
from parvis.federation.sources.refusals import CannotFollow
from parvis.meetings.bringing_in import take_back
from parvis.members.models import Member

BATCH = 20
State = Source.State


@transaction.atomic
def stop(*, source: Source, by: Member, at: datetime) -> Source:
    """Follow it no more: its meetings stay as they are. Stopped already: nothing happens."""
    source = _held(source)
    if source.state == State.FOLLOWED:
        _go(source, State.STOPPED, "federation.source_stopped", by, at)
    return source


@transaction.atomic
def follow_again(*, source: Source, by: Member, at: datetime) -> Source:
    """Follow a stopped one again, from now on."""
    source = _held(source)
    if source.state == State.STOPPED:
        source.next_at = at
        _go(source, State.FOLLOWED, "federation.source_followed", by, at)
    return source


@transaction.atomic
def read_soon(*, source: Source, at: datetime) -> Source:
    """Read it at the next turn of the worker: a failed one again, a followed one before its hour."""
    source = _held(source)
    if source.state == State.REFUSED:
        source.go(State.NEW)
    source.next_at = at
    source.save(update_fields=["state", "next_at"])
    return source


@transaction.atomic
def undo(*, source: Source, by: Member, at: datetime) -> Source:
    """Take back what came from it; the worker does it. Meetings that are over, or where people come, stay."""
    source = _held(source)
    if State.UNDOING not in Source.FLOW[source.state]:
        raise CannotFollow(_("There is nothing to take back from this calendar now."))
    _go(source, State.UNDOING, "federation.source_undone", by, at)
    return source


@transaction.atomic
def undo_some(source: Source, at: datetime) -> bool:
    """One batch of meetings taken back. False when none was left."""
    source = _held(source)
    if source.state != State.UNDOING:
        return False
    rows = (
        source.imported.filter(meeting__isnull=False, is_pending=False)
        .select_related("meeting")
        .order_by("pk")
    )
    traces = list(rows[:BATCH])
    for trace in traces:
        if trace.meeting is not None and not take_back(meeting=trace.meeting, at=at):
            trace.is_pending = True  # it stays; looked at already
            trace.save(update_fields=["is_pending"])
    if not traces:
        source.go(State.UNDONE)
        source.save(update_fields=["state"])
    return bool(traces)


@transaction.atomic
def forget(*, source: Source) -> None:
    """Delete a source of which nothing is in the programme; others are taken back first."""
    source = _held(source)
    if source.state not in (State.NEW, State.READY, State.REFUSED, State.UNDONE):
        raise CannotFollow(_("Take back its meetings first."))
    stored = source.stored
    source.delete()
    transaction.on_commit(lambda: keeping_files.forget(stored))


def _held(source: Source) -> Source:
    return Source.objects.select_for_update().get(pk=source.pk)


def _go(source: Source, state: str, verb: str, by: Member, at: datetime) -> None:
    source.go(state)
    source.save(update_fields=["state", "next_at"])
    record(verb, subject=source, person=by.pk, at=at)
