"""What a source says now, against what it said: new ones, changed ones, those that came back or are gone."""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from parvis.community.identity import current
from parvis.federation.models import Imported, Reading, Source
from parvis.federation.sources.formats import AHEAD, Understood
from parvis.federation.sources.locating import Facts, said_by
from parvis.kit.ics.entries import Entry
from parvis.meetings.checking import LONGEST
from parvis.meetings.models import Meeting

Aside = Imported.Aside
FEW = 3  # gone at once: believed at once; most of a calendar: a day later only
A_DAY = timedelta(hours=20)


@dataclass
class Difference:
    """What one reading changed in the traces; nothing of it is in the programme yet."""

    new: list[Imported] = field(default_factory=list)
    changed: list[Imported] = field(default_factory=list)
    gone: list[Imported] = field(default_factory=list)


def compare(source: Source, found: Understood, at: datetime) -> Reading:
    """Write down what changed. Inside the transaction of a reading, the source held."""
    known = list(source.imported.order_by("pk"))
    left = {(entry.uid, entry.slot_at): entry for entry in found.entries}  # the last of two alike
    times = Counter(uid for uid, _slot in left)
    difference, seen = Difference(), set()
    for trace, entry in _pairs(known, left, at):
        seen.add(trace.pk)
        if _follow(trace, said_by(entry)):
            difference.changed.append(trace)
    difference.new = [_trace(source, entry, times[entry.uid]) for entry in left.values()]
    _set_aside(difference.new)
    if found.is_whole:
        difference.gone = _vanished([trace for trace in known if trace.pk not in seen], known, at)
    _write(difference)
    return Reading(
        source=source,
        at=at,
        found=len(found.entries),
        new=len(difference.new),
        changed=len(difference.changed),
        gone=sum(trace.gone_at == at for trace in difference.gone),
        notes=found.notes.sentences()[:12],
    )


def confirm_gone(source: Source, at: datetime) -> None:
    """Those not seen for a day are believed gone: their meetings will be cancelled."""
    waiting = source.imported.filter(gone_at__lt=at - A_DAY, aside="", is_pending=False)
    for trace in waiting:
        if trace.applied and trace.applied.get("status") != "cancelled" and _ends_at(trace) > at:
            source.imported.filter(pk=trace.pk).update(is_pending=True)


Left = dict[tuple[str, datetime], Entry]


def _pairs(known: list[Imported], left: Left, at: datetime) -> list[tuple[Imported, Entry]]:
    """Each trace with what is said of it now; taken off `left`.

    The same name and slot; else, where one of that name is missing and one is new, it was moved. Dates of a
    series are never taken for one another.
    """
    found = [
        (trace, left.pop((trace.uid, trace.slot_at))) for trace in known if (trace.uid, trace.slot_at) in left
    ]
    paired = {trace.pk for trace, _entry in found}
    lost: dict[str, list[Imported]] = defaultdict(list)
    for trace in known:
        if trace.pk not in paired and not trace.facts.get("is_of_series") and _ends_at(trace) > at:
            lost[trace.uid].append(trace)
    new: dict[str, list[Entry]] = defaultdict(list)
    for entry in left.values():
        if entry.slot is None:
            new[entry.uid].append(entry)
    for uid, traces in lost.items():
        if len(traces) == len(new[uid]) == 1:
            entry = new[uid][0]
            del left[entry.uid, entry.slot_at]
            traces[0].slot_at = entry.slot_at
            found.append((traces[0], entry))
    return found


def _follow(trace: Imported, said: Facts) -> bool:
    """Whether the source says something else than before of this one."""
    was_gone, trace.gone_at = trace.gone_at is not None, None
    before = {**trace.facts, "sequence": said["sequence"]}
    trace.facts = said
    if before == said and not was_gone:
        return False
    trace.is_pending = True
    if trace.aside == Aside.CANCELLED and said["status"] != "cancelled":
        trace.aside = Aside.NONE
    return True


def _trace(source: Source, entry: Entry, times: int) -> Imported:
    name = f"{entry.slot_at:%Y%m%dT%H%M%SZ}_{entry.uid}" if times > 1 or entry.slot else entry.uid
    return Imported(
        source=source, uid=entry.uid, slot_at=entry.slot_at, name=name[:255], facts=said_by(entry)
    )


def _set_aside(traces: list[Imported]) -> None:
    ours = str(current().uid)
    names = [trace.name for trace in traces]
    known = dict(Meeting.objects.filter(uid__in=names).values_list("uid", "pk")) if names else {}
    for trace in traces:
        begins_at, ends_at = (datetime.fromisoformat(trace.facts[name]) for name in ("begins_at", "ends_at"))
        if trace.uid.endswith(ours):
            trace.aside = Aside.OURS
        elif trace.name in known:
            trace.aside, trace.twin_id = Aside.KNOWN, known[trace.name]
        elif trace.facts["status"] == "cancelled":
            trace.aside = Aside.CANCELLED
        elif ends_at - begins_at > LONGEST:
            trace.aside = Aside.TOO_LONG


def _vanished(missing: list[Imported], known: list[Imported], at: datetime) -> list[Imported]:
    """Those to come that a whole reading does not say any more; most of a calendar at once is doubted."""
    coming = [trace for trace in known if _counts(trace) and _is_ahead(trace, at)]
    gone = [trace for trace in missing if _counts(trace) and not trace.gone_at and _is_ahead(trace, at)]
    is_doubtful = len(gone) > FEW and len(gone) * 2 > len(coming)
    for trace in gone:
        trace.gone_at = at
        trace.is_pending = not is_doubtful
    return gone


def _counts(trace: Imported) -> bool:
    """Whether it is in the programme, or may yet be."""
    return trace.aside in (Aside.NONE, Aside.ALIKE)


def _is_ahead(trace: Imported, at: datetime) -> bool:
    return at < datetime.fromisoformat(trace.facts["begins_at"]) < at + AHEAD


def _ends_at(trace: Imported) -> datetime:
    return datetime.fromisoformat(trace.facts["ends_at"])


def _write(difference: Difference) -> None:
    names = ["facts", "slot_at", "aside", "is_pending", "gone_at"]
    Imported.objects.bulk_create(difference.new, batch_size=200)
    Imported.objects.bulk_update([*difference.changed, *difference.gone], names, batch_size=200)
