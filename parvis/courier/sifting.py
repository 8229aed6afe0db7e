"""Look again at a group of claimed mail while it leaves: who still wants it, who heard enough, what can wait.

The same questions as in `looking_again`, asked for all of them at once: a few statements a group, whatever
its size. What breaks for all is asked one by one, so that one row nobody foresaw holds up no other.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import F

from parvis.courier import pacing, sparing, together
from parvis.courier.calm import next_calm_moment
from parvis.courier.ending import fail, give_back, try_later
from parvis.courier.letterhead import letterhead
from parvis.courier.looking_again import look_at_companion
from parvis.courier.models import Dispatch, Edition
from parvis.courier.purposes import Purpose, UnknownPurpose, purpose
from parvis.courier.setbacks import dead_among
from parvis.courier.stopping import stopped_among

State = Dispatch.State
Rows = list[Dispatch]
DEAD = "mail for this address came back"
logger = logging.getLogger(__name__)


def sift(rows: Rows, now: datetime) -> Rows:
    """Those that leave at this moment, each with those that go with it; the end of the others is written."""
    ready = rows
    for step in (_of_known_purposes, _one_a_person, _wanted, _alive, _spared, _calm, _paced):
        ready = step(ready, now)
    if stay := {row.pk for row in rows} - {row.pk for row in ready}:
        together.set_free(stay, now)
    _take_companions(ready, now)
    return ready


def _of_known_purposes(rows: Rows, now: datetime) -> Rows:
    kept = []
    for row in rows:
        try:
            purpose(row.purpose)
            kept.append(row)
        except UnknownPurpose:
            fail(row, "unknown purpose", now)
    return kept


def _one_a_person(rows: Rows, now: datetime) -> Rows:
    """Of what nobody asked for, one message a person in a group: the next may go along, or has to wait."""
    seen: set[int | None] = set()
    kept: Rows = []
    next_time: Rows = []
    for row in rows:
        if sparing.is_counted(row):
            (next_time if row.person in seen else kept).append(row)
            seen.add(row.person)
        else:
            kept.append(row)
    give_back(next_time)
    return kept


def _wanted(rows: Rows, now: datetime) -> Rows:
    """Those nothing stops and somebody wants; the others are dropped, or asked about later."""
    wanted, unknown = still_wanted_among(rows, now)
    for row in rows:
        if row.pk in unknown:
            try_later(row, "could not ask whether it is still wanted", now)
    gone = [row.pk for row in rows if row.pk not in wanted | unknown]
    if gone:
        ended = {"state": State.DROPPED, "ended_at": now, "claimed_until_at": None, "remark": ""}
        Dispatch.objects.filter(pk__in=gone, state=State.WAITING).update(**ended)
    return [row for row in rows if row.pk in wanted]


def _alive(rows: Rows, now: datetime) -> Rows:
    """Not to an address from which mail came back; the answer to somebody's act is tried all the same."""
    asked = [row for row in rows if not purpose(row.purpose).is_answer]
    dead = dead_among({row.address for row in asked}, now) if asked else set()
    for row in asked if dead else []:
        if row.address in dead:
            fail(row, DEAD, now)
    return [row for row in rows if row.address not in dead or purpose(row.purpose).is_answer]


def _spared(rows: Rows, now: datetime) -> Rows:
    """Not to who heard enough this week: it waits, or goes along with other words."""
    until = sparing.free_again_among(rows, now)
    for row in rows if until else []:
        if row.pk in until:
            sparing.put_off(row, until[row.pk], now)
    return [row for row in rows if row.pk not in until]


def _calm(rows: Rows, now: datetime) -> Rows:
    """What nobody asked for waits for a calm hour."""
    tz = ZoneInfo(letterhead().time_zone)
    calm = {sundays: next_calm_moment(now, tz, goes_on_sundays=sundays) for sundays in (True, False)}

    def moment_of(row: Dispatch) -> datetime:
        known = purpose(row.purpose)
        return now if known.is_answer or known.cannot_wait(row, now) else calm[known.goes_on_sundays]

    return _waiting_until(rows, now, moment_of)


def _paced(rows: Rows, now: datetime) -> Rows:
    """So many a minute to one domain."""
    moments = pacing.may_leave_at([row.address for row in rows], now) if rows else []
    kept = dict(zip((row.pk for row in rows), moments, strict=True))
    return _waiting_until(rows, now, lambda row: kept[row.pk])


def _waiting_until(rows: Rows, now: datetime, moment_of: Callable[[Dispatch], datetime]) -> Rows:
    """Those whose moment is now; the others are let go until theirs, one statement a moment."""
    later: dict[datetime, list[int]] = {}
    kept = []
    for row in rows:
        moment = moment_of(row)
        if moment <= now:
            kept.append(row)
        else:
            later.setdefault(moment, []).append(row.pk)
    for moment, keys in later.items():
        let_go(keys, moment)
    return kept


def _take_companions(ready: Rows, now: datetime) -> None:
    """Those of one address and the titles put off go along, as long as they are wanted."""
    if not ready:
        return
    keys = [row.pk for row in ready]
    leaders = set(Dispatch.objects.filter(goes_with__in=keys).values_list("goes_with", flat=True))
    put_off = sparing.with_titles_put_off(ready)
    for row in ready:
        titles = sparing.take_along(row, lambda rows: True) if row.pk in put_off else []
        if row.pk in leaders or titles:
            for other in together.companions_of(row):
                look_at_companion(other, now)
    together.remember_companions(ready)
    editions = Edition.objects.in_bulk({row.edition_id for row in ready if row.edition_id is not None})
    for row in ready:
        row.edition = editions.get(row.edition_id or 0)


def let_go(keys: Iterable[int], moment: datetime) -> None:
    """Claimed rows wait again until then: they were not tried."""
    rows = Dispatch.objects.filter(pk__in=list(keys), state=State.WAITING)
    rows.update(not_before_at=moment, claimed_until_at=None, attempts=F("attempts") - 1)


def still_wanted_among(rows: Sequence[Dispatch], now: datetime) -> tuple[set[int], set[int]]:
    """The keys of those nothing stops and somebody wants; and of those about which one cannot ask."""
    stopped, unknown = stopped_among(rows, now)
    wanted: set[int] = set()
    by_purpose: dict[str, Rows] = {}
    for row in rows:
        if row.pk not in stopped | unknown:
            by_purpose.setdefault(row.purpose, []).append(row)
    for name, group in by_purpose.items():
        yes, odd = _wanted_of(purpose(name), group, now)
        wanted |= yes
        unknown |= odd
    return wanted, unknown


def _wanted_of(known: Purpose, rows: Rows, now: datetime) -> tuple[set[int], set[int]]:
    if known.still_wanted_among is not None and len(rows) > 1:
        try:
            return set(known.still_wanted_among(rows, now)) & {row.pk for row in rows}, set()
        except Exception:
            logger.exception("could not ask whether many of %s are still wanted", known.name)
    wanted, unknown = set(), set()
    for row in rows:
        try:
            is_wanted = known.still_wanted(row, now)
            if row.calendar and is_wanted and not known.keeps_calendar(row, now):
                row.calendar = ""  # of this attempt: the row keeps what was written
        except Exception:
            logger.exception("could not ask whether dispatch %s is still wanted", row.pk)
            unknown.add(row.pk)
            continue
        if is_wanted:
            wanted.add(row.pk)
    return wanted, unknown
