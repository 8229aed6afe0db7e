"""One meeting written as a record (a row of a table, an object of a program) becomes entries."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Any

from parvis.kit.ics.entries import Entry
from parvis.kit.ics.lines import Line
from parvis.kit.ics.notes import Doubt, Notes
from parvis.kit.ics.values import Moment, plain, read_moment
from parvis.kit.ics.zones import Zones
from parvis.kit.reading_moments import read_day, read_hour

MOST_TIMINGS = 200
LONGEST_UID = 200
_CANCELLED = ("cancel", "annul")


@dataclass
class Recorder:
    """Reads records of one source. kind: tells names of one program from those of another."""

    home: tzinfo
    today: date
    kind: str
    notes: Notes
    zones: Zones = field(init=False)

    def __post_init__(self) -> None:
        self.zones = Zones(self.home)

    def entries(self, parts: Mapping[str, Any]) -> Iterator[Entry]:
        """The meetings of one record: one for each of its timings."""
        title = words(parts.get("title"), 120)
        if not title:
            self.notes.add(Doubt.UNNAMED)
            return
        several = list(self._timings(parts.get("timings")))
        first = [self._span(parts)] if not several else []
        for begin, end in [*several, *first]:
            if begin is None:
                self.notes.add(Doubt.NO_DATE, title)
                continue
            yield self._entry(parts, title, begin, self._after(begin, end, title))

    def _entry(self, parts: Mapping[str, Any], title: str, begin: Moment, end: Moment) -> Entry:
        where, address = place_of(parts)
        url = words(parts.get("url"), 500)
        updated = self._moment(parts.get("updated"))
        return Entry(
            uid=self._uid(parts, title, begin),
            title=title,
            begin=begin,
            end=end,
            where=where,
            address=address,
            about=plain(text_in(parts.get("about"))[:16_000])[:4000],
            url=url if url.startswith(("http://", "https://")) else "",
            status="cancelled" if is_cancelled(parts.get("status")) else "confirmed",
            modified_at=updated.instant if updated else None,
            is_online=where.lower().startswith(("http://", "https://")),
        )

    def _uid(self, parts: Mapping[str, Any], title: str, begin: Moment) -> str:
        uid = words(parts.get("uid"), 400) or words(parts.get("url"), 400)
        if not uid or len(uid) > LONGEST_UID - 40:
            said = uid or f"{title}|{begin.instant.isoformat()}"
            return f"parvis-{hashlib.sha256(said.encode()).hexdigest()[:40]}"
        return uid if "://" in uid or "@" in uid else f"{uid}@{self.kind}"

    def _timings(self, value: Any) -> Iterator[tuple[Moment | None, Moment | None]]:
        for timing in (value if isinstance(value, list) else [])[:MOST_TIMINGS]:
            if isinstance(timing, dict):
                begin = self._moment(timing.get("begin") or timing.get("start"))
                yield begin, self._moment(timing.get("end"))

    def _span(self, parts: Mapping[str, Any]) -> tuple[Moment | None, Moment | None]:
        begin = self._on_hour(self._moment(parts.get("begin")), parts.get("hour"))
        end = self._moment(parts.get("end"))
        if begin and end is None and parts.get("end_hour"):
            end = self._on_hour(replace(begin, is_day=True), parts.get("end_hour"))
        elif end:
            end = self._on_hour(end, parts.get("end_hour"))
        return begin, end

    def _on_hour(self, moment: Moment | None, hour: Any) -> Moment | None:
        """« le 24/11 » in one column, « 14 h » in another."""
        if moment is None or not moment.is_day or not (said := words(hour, 40)):
            return moment
        try:
            clock = read_hour(said)
        except ValueError:
            return moment
        return Moment(datetime.combine(moment.local.date(), clock), self.home)

    def _moment(self, value: Any) -> Moment | None:
        said = words(value, 60)
        if not said:
            return None
        if moment := read_moment(Line("", {}, said), self.zones, self.notes):
            return moment
        day, _space, hour = said.replace(" à ", " ").partition(" ")
        try:
            on = read_day(day, self.today)
        except ValueError:
            return self._in_words(said)
        local = datetime.combine(on, time())
        return self._on_hour(Moment(local, self.home, True), hour)

    def _in_words(self, said: str) -> Moment | None:
        try:
            return Moment(datetime.combine(read_day(said, self.today), time()), self.home, True)
        except ValueError:
            return None

    def _after(self, begin: Moment, end: Moment | None, title: str) -> Moment:
        if (
            end and begin.is_day and end.is_day and end.local >= begin.local
        ):  # the last day is said, not the day after
            return begin.at(end.local + timedelta(days=1))
        if end and end.instant > begin.instant:
            return end
        if begin.is_day:
            return begin.at(begin.local + timedelta(days=1))
        self.notes.add(Doubt.END_FIRST if end else Doubt.NO_END, title)
        return begin.at(begin.local + timedelta(hours=1))


def text_in(value: Any) -> str:
    """The text of a value however it is wrapped: {« fr »: …}, [« … »], 12."""
    for _step in range(4):
        if isinstance(value, list | tuple):
            value = value[0] if value else ""
        elif isinstance(value, dict):
            value = next((value[key] for key in ("fr", "@value", "name", "@id", "url") if value.get(key)), "")
    if isinstance(value, bool) or value is None or isinstance(value, dict | list):
        return ""
    return str(value)[:20_000]


def words(value: Any, most: int) -> str:
    """The same on one line, without tags."""
    return " ".join(plain(text_in(value)[: most * 4]).split())[:most].strip()


def place_of(parts: Mapping[str, Any]) -> tuple[str, str]:
    """Where it is, and the address: two fields, or an object with a name and an address inside."""
    where, address = parts.get("where"), parts.get("address")
    if isinstance(where, list):
        where = next((one for one in where if isinstance(one, dict | str)), "")
    if isinstance(where, dict):
        address = where.get("address") or address
        where = where.get("name") or where.get("url") or ""
    if isinstance(address, dict):
        lines = (words(address.get(key), 120) for key in ("streetAddress", "postalCode", "addressLocality"))
        address = " ".join(line for line in lines if line)
    return words(where, 200), words(address, 200)


def is_cancelled(value: Any) -> bool:
    """« EventCancelled », « annulé », or the number six of OpenAgenda."""
    if isinstance(value, dict) and value.get("id") is not None:
        return str(value["id"]) == "6"
    return any(mark in text_in(value).lower() for mark in _CANCELLED)
