"""Somebody adds a calendar of others, and says how it is read. Nothing is published by that."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.federation.models import Imported, Source
from parvis.federation.sources import keeping_files
from parvis.federation.sources.refusals import CannotFollow, TooManySources
from parvis.kit.fetching import outside, read_address
from parvis.members.models import Member

MOST_SOURCES = 50
# What a person chooses, and may change later.
CHOICES = ("name", "circle", "place", "where", "is_registered_there", "with_past", "every_hours", "told")
_State = Source.State


def add(
    *,
    address: str = "",
    file_name: str = "",
    chunks: Iterable[bytes] = (),
    by: Member,
    at: datetime,
    **choices: Any,
) -> Source:
    """A source to be read: an address, or a file as it comes.

    choices: those of `CHOICES`. CannotFetch for what is no address, UnreadableCalendar for a heavy file.
    """
    if Source.objects.exclude(state=_State.UNDONE).count() >= MOST_SOURCES:
        raise TooManySources(_("There are fifty calendars already. Take one back before you add another."))
    address = str(read_address(address, outside().allowed)) if address else ""
    stored = "" if address else keeping_files.store(chunks)
    with transaction.atomic():
        source = Source.objects.create(
            address=address,
            stored=stored,
            file_name=file_name[:200],
            added_by=by,
            added_at=at,
            **{"told": by, **choices},
        )
        record("federation.source_added", subject=source, person=by.pk, at=at)
    return source


@transaction.atomic
def settle(*, source: Source, by: Member, at: datetime, address: str = "", **choices: Any) -> Source:
    """Choose anew how a source is read. Before publishing, it is read again from the beginning.

    After, only what comes next follows the new rules: what is in the programme is changed by hand.
    """
    source = Source.objects.select_for_update().get(pk=source.pk)
    if source.is_at_work:
        raise CannotFollow(_("This calendar is being read. Try again in a moment."))
    for name, value in choices.items():
        setattr(source, name, value)
    if address and source.address:
        source.address = str(read_address(address, outside().allowed))
        source.etag = source.modified = ""
        source.next_at = at if source.state == _State.FOLLOWED else source.next_at
    if source.state in (_State.READY, _State.REFUSED):
        source.go(_State.NEW)
    source.save()
    record("federation.source_settled", subject=source, person=by.pk, at=at)
    return source


@transaction.atomic
def leave_aside(*, trace: Imported) -> Imported:
    """This one does not come in; said before publishing. Again: it comes in after all."""
    if trace.source.state != Source.State.READY:
        raise CannotFollow(_("This calendar is published already."))
    chosen = {"": Imported.Aside.UNTICKED, Imported.Aside.UNTICKED: Imported.Aside.NONE}
    trace.aside = chosen.get(trace.aside, trace.aside)
    trace.save(update_fields=["aside"])
    return trace
