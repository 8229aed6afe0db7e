"""A followed calendar announces something new that looks like a meeting already here: somebody decides."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.federation.models import Imported, Source
from parvis.federation.sources import noticing, telling
from parvis.federation.sources.refusals import CannotFollow
from parvis.meetings.models import Meeting
from parvis.members.models import Member

Aside = Imported.Aside


def hold_back(source: Source, known: set[int], at: datetime) -> None:
    """Look at what this reading brought (all but `known`): the look-alikes wait, and the named person hears.

    Only beside meetings that person may know of: a guessed title must not tell of a secret one.
    Inside the transaction of the reading, the source held.
    """
    member = telling.responsible(source, at)
    if member is None:
        return
    fresh = list(source.imported.wanted().exclude(pk__in=known))
    noticing.notice(source, fresh)
    seen = Meeting.objects.visible_to(member).filter(pk__in={one.twin_id for one in fresh if one.twin_id})
    alike = source.imported.filter(pk__in=[one.pk for one in fresh], twin__in=seen.values("pk"))
    if count := alike.update(aside=Aside.ALIKE):
        telling.tell_undecided(source, member, count, at)


@transaction.atomic
def decide(*, trace: Imported, comes_in: bool, by: Member, at: datetime) -> Imported:
    """It is another meeting and comes in, or it stays out. Decided already: nothing happens.

    Raises CannotFollow when the calendar does not announce it any more, or is not followed.
    """
    source = Source.objects.select_for_update().get(pk=trace.source_id)
    trace = source.imported.get(pk=trace.pk)
    if trace.aside != Aside.ALIKE:
        return trace
    if source.state != Source.State.FOLLOWED or not source.imported.undecided().filter(pk=trace.pk).exists():
        raise CannotFollow(_("This calendar does not announce it any more."))
    trace.aside = Aside.NONE if comes_in else Aside.UNTICKED
    trace.twin = None if comes_in else trace.twin
    trace.save(update_fields=["aside", "twin"])
    record("federation.alike_decided", subject=source, person=by.pk, at=at, comes_in=int(comes_in))
    return trace
