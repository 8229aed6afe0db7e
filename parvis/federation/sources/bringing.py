"""What a source says comes into the programme: published, changed, cancelled. What was changed here stays."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.federation.models import Imported, Source
from parvis.federation.sources import keeping_files
from parvis.federation.sources.locating import Facts, Locator, as_facts, as_now
from parvis.federation.sources.refusals import CannotFollow
from parvis.federation.sources.telling import responsible
from parvis.kit.refusals import Refusal
from parvis.meetings.bringing_in import bring_in, point_to
from parvis.meetings.cancelling import cancel, uncancel
from parvis.meetings.changing import change
from parvis.meetings.models import Meeting
from parvis.members.journaling import journal_for_all
from parvis.members.models import Member

BATCH = 20
State = Source.State
Aside = Imported.Aside
# What follows or stays together.
PARTS = {
    "title": ("title",),
    "about": ("about",),
    "hours": ("begins_at", "ends_at"),
    "where": ("place", "room", "where", "mode", "link"),
}


@transaction.atomic
def publish(*, source: Source, by: Member, at: datetime, without_doubles: bool = False) -> Source:
    """Its meetings may come in; the worker brings them. Published already: nothing happens."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    if source.is_published:
        return source
    if source.state != State.READY:
        raise CannotFollow(_("This calendar has not been read yet."))
    if without_doubles:
        source.imported.filter(aside="", twin__isnull=False).update(aside=Aside.KNOWN)
    source.go(State.BRINGING)
    source.save(update_fields=["state"])
    record("federation.source_published", subject=source, person=by.pk, at=at)
    journal_for_all(by=by, words=_("A calendar of others comes into the programme."), at=at)
    return source


@transaction.atomic
def bring_some(source: Source, at: datetime) -> bool:
    """One batch of what is pending, each meeting with its trace. False when nothing was left to bring."""
    rows = Source.objects.select_related("place", "circle", "told")
    source = rows.select_for_update(of=("self",)).get(pk=source.pk)
    if source.state not in (State.BRINGING, State.FOLLOWED):
        return False
    pending = list(source.imported.pending().select_related("meeting__cancellation")[:BATCH])
    bringer = _Bringer(source, at)
    for trace in pending:
        bringer.bring(trace)
    if len(pending) == BATCH:
        return True
    if source.state == State.BRINGING:
        _settle(source)
    return bool(pending)


def _settle(source: Source) -> None:
    source.go(State.FOLLOWED if source.address else State.DONE)
    keeping_files.forget(source.stored)
    source.stored = ""
    source.save(update_fields=["state", "stored"])


class _Bringer:
    def __init__(self, source: Source, at: datetime) -> None:
        self.source, self.at = source, at
        self.locator = Locator(source)
        self.by = responsible(source, at)

    def bring(self, trace: Imported) -> None:
        """One meeting, as its source says it now."""
        said, meeting = trace.facts, trace.meeting
        facts = {**self.locator.facts(said), "status": said["status"], "url": said["url"]}
        try:
            with transaction.atomic():
                if trace.gone_at or said["status"] == "cancelled":
                    facts["status"] = "cancelled"
                    self._cancel(trace, meeting)
                elif meeting is not None:
                    self._change(trace, meeting, facts)
                elif trace.applied:
                    trace.aside = Aside.DROPPED
                else:
                    trace.meeting = self._new(trace, facts)
            trace.applied = facts
        except Refusal:  # over since, or seats were promised: this one stays as it is
            trace.kept = sorted({*trace.kept, "hours"})
        trace.is_pending = False
        trace.save()

    def _new(self, trace: Imported, facts: Facts) -> Meeting | None:
        wanted = as_facts({name: facts[name] for names in PARTS.values() for name in names})
        meeting = bring_in(
            facts={**wanted, "circle": self.source.circle},
            uid=trace.name,
            origin_url=facts["url"],
            is_registered_there=self.source.is_registered_there,
            by=self.by,
            at=self.at,
        )
        if Imported.objects.filter(meeting=meeting).exists():  # another source was faster
            trace.aside, trace.twin = Aside.KNOWN, meeting
            return None
        return meeting

    def _cancel(self, trace: Imported, meeting: Meeting | None) -> None:
        if meeting is None:
            trace.aside = trace.aside or Aside.CANCELLED
        elif not meeting.is_cancelled and not meeting.is_over(self.at) and self.by is not None:
            reason = _("The organiser’s calendar does not announce it any more.")
            if trace.facts["status"] == "cancelled":
                reason = _("The organiser cancelled it.")
            cancel(meeting=meeting, by=self.by, at=self.at, reason=reason)

    def _change(self, trace: Imported, meeting: Meeting, facts: Facts) -> None:
        changes, trace.kept = _changes(trace.applied, as_now(meeting), facts)
        if self.by is None:
            return
        if trace.applied.get("status") == "cancelled" and meeting.is_cancelled:
            uncancel(meeting=meeting, by=self.by, at=self.at)
        if changes:
            change(meeting=meeting, by=self.by, at=self.at, **as_facts(changes))
        if facts["url"] != trace.applied.get("url"):
            point_to(
                meeting=meeting,
                origin_url=facts["url"],
                is_registered_there=self.source.is_registered_there,
            )


def _changes(applied: Facts, now: Facts, wanted: Facts) -> tuple[Facts, list[str]]:
    """What follows the source, and the parts that stay because somebody changed them here."""
    changes: Facts = {}
    kept = []
    for part, names in PARTS.items():
        if any(now[name] != applied.get(name) for name in names) and any(
            now[name] != wanted[name] for name in names
        ):
            kept.append(part)
        else:
            changes |= {name: wanted[name] for name in names if wanted[name] != now[name]}
    return changes, kept
