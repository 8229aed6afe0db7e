"""Unroll the entries of a calendar within a window: dates of a rule, moved, added, left out, called off.

Entries that do not repeat pass through. `recurring-ical-events` does the work, one series at a time, once
`ics.rules` has made sure the rule is worth the while: hard bounds on dates and on days looked at.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import Any

import icalendar
import recurring_ical_events

from parvis.kit.ics import rules
from parvis.kit.ics.entries import Entry, Repetition
from parvis.kit.ics.notes import Doubt, Notes
from parvis.kit.ics.values import Moment

MOST_DATES = 500  # of one series: every day of a year, and a little
MOST_STEPS = 100_000  # days looked at for one file: a fifth of a second
MOST_CHANGED = 500  # dates of one series changed by hand


@dataclass(frozen=True)
class Window:
    """What is kept: entries that end after `since` and begin before `until`."""

    since: datetime
    until: datetime
    most: int = 5_000

    def holds(self, entry: Entry) -> bool:
        return entry.ends_at > self.since and entry.begins_at < self.until


def unrolled(entries: Iterable[Entry], window: Window, notes: Notes) -> list[Entry]:
    """The entries of a window by the hour they begin, repetitions unrolled; what is left out is noted."""
    kept: list[Entry] = []
    series: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.repetition or entry.slot is not None:
            series[entry.uid].append(entry)
        elif window.holds(entry):
            kept.append(entry)
        else:
            notes.add(Doubt.OUT_OF_TIME)
    steps = rules.Steps(MOST_STEPS)
    for together in series.values():
        if len(kept) > window.most:  # no use in looking further: what comes is cut below
            notes.add(Doubt.RULE_TOO_LONG, together[0].title)
        else:
            kept.extend(_of_series(together, window, notes, steps))
    kept.sort(key=lambda entry: (entry.begins_at, entry.uid))
    if len(kept) > window.most:
        notes.add(Doubt.TOO_MANY, times=len(kept) - window.most)
    return kept[: window.most]


def _of_series(together: list[Entry], window: Window, notes: Notes, steps: rules.Steps) -> Iterator[Entry]:
    masters = [entry for entry in together if entry.slot is None]
    changed = [entry for entry in together if entry.slot is not None][:MOST_CHANGED]
    if not masters:  # dates of a series whose rule is elsewhere
        yield from (entry for entry in changed if window.holds(entry))
        return
    master = max(masters, key=lambda entry: entry.sequence)
    try:
        nearer, until = _judged(master, window, notes, steps)
        yield from _asked(nearer, changed, window, until)
    except rules.TooLong:
        notes.add(Doubt.RULE_TOO_LONG, master.title)
        yield from _without_rule(master, changed, window)
    except Exception:  # whatever the library meets in a rule nobody should have written
        notes.add(Doubt.RULE, master.title)
        yield from _without_rule(master, changed, window)


def _without_rule(master: Entry, changed: list[Entry], window: Window) -> Iterator[Entry]:
    yield from (
        entry for entry in [replace(master, repetition=Repetition()), *changed] if window.holds(entry)
    )


def _judged(master: Entry, window: Window, notes: Notes, steps: rules.Steps) -> tuple[Entry, datetime]:
    """The series as it may be unrolled, and until when."""
    if not master.repetition.rule:
        return master, window.until
    rule = rules.tidy(master.repetition.rule, master.begin)
    since, until = _on_clock(window.since, master), _on_clock(window.until, master)
    skipped = rules.skippable(rule, master.begin.local, since - (master.end.local - master.begin.local))
    nearer = replace(
        master,
        begin=master.begin.at(master.begin.local + skipped),
        end=master.end.at(master.end.local + skipped),
        repetition=replace(master.repetition, rule=rule),
    )
    count, last = rules.dates(rule, nearer.begin, until, since, MOST_DATES, steps)
    if count < MOST_DATES:
        return nearer, window.until
    notes.add(Doubt.RULE_TOO_LONG, master.title)
    return nearer, min(window.until, master.begin.at(last).instant)


def _on_clock(moment: datetime, entry: Entry) -> datetime:
    return moment.astimezone(entry.begin.zone).replace(tzinfo=None)


def _asked(master: Entry, changed: list[Entry], window: Window, until: datetime) -> Iterator[Entry]:
    """What the library finds, back as entries."""
    known = [master, *changed]
    calendar = icalendar.Calendar()
    for number, entry in enumerate(known):
        calendar.add_component(_component(entry, number, master))
    found = recurring_ical_events.of(calendar).between(window.since, until + timedelta(seconds=1))
    for component in islice(found, MOST_DATES + MOST_CHANGED):
        entry = _entry(component, known[int(str(component["X-NUMBER"]))])
        if window.holds(entry):
            yield entry


def _component(entry: Entry, number: int, master: Entry) -> icalendar.Event:
    component = icalendar.Event()
    component.add("uid", "one")
    component.add("x-number", str(number))
    component.add("sequence", entry.sequence)
    component.add("dtstart", _value(entry.begin))
    component.add("dtend", _value(entry.end))
    if entry.slot is not None:
        parameters = {"RANGE": "THISANDFUTURE"} if entry.changes_what_follows else {}
        component.add("recurrence-id", _value(_like(entry.slot, master)), parameters=parameters)
        return component
    if entry.repetition.rule:
        component.add("rrule", icalendar.vRecur.from_ical(rules.as_sent(entry.repetition.rule, entry.begin)))
    for name, moments in (("rdate", entry.repetition.added), ("exdate", entry.repetition.left_out)):
        if moments:
            component.add(name, [_value(_like(moment, entry)) for moment in moments])
    return component


def _like(moment: Moment, entry: Entry) -> Moment:
    """A date said as a day, of a series said in hours (or the other way round), is said like the series."""
    if moment.is_day and not entry.begin.is_day:
        return entry.begin.at(datetime.combine(moment.local.date(), entry.begin.local.time()))
    if entry.begin.is_day:
        return replace(moment, is_day=True)
    return Moment(_on_clock(moment.instant, entry), entry.begin.zone)


def _value(moment: Moment) -> Any:
    return moment.local.date() if moment.is_day else moment.local.replace(tzinfo=moment.zone)


def _entry(component: Any, told: Entry) -> Entry:
    begin = _moment(component["DTSTART"].dt, told)
    is_told = told.slot is not None and (not told.changes_what_follows or begin.instant == told.begins_at)
    return replace(
        told,
        begin=begin,
        end=_moment(component["DTEND"].dt, told),
        slot=told.slot if is_told else begin,
        repetition=Repetition(),
    )


def _moment(value: Any, told: Entry) -> Moment:
    if not isinstance(value, datetime):
        return told.begin.at(datetime.combine(value, datetime.min.time()))
    local = (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(told.begin.zone)
    return Moment(local.replace(tzinfo=None), told.begin.zone, told.begin.is_day)
