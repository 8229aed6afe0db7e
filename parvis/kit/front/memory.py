"""Pages that are the same for everyone, kept ready to send.

Only what a view marked with `remember` is kept, and never an answer that looked at who is asking.
An entry is worth something while nothing people see has changed (`kit.freshness`), until the moment
the view gave (« aujourd’hui » becomes « hier »), and for a minute at most, whatever happens.
"""

from collections import OrderedDict
from collections.abc import Hashable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from django.http import HttpResponseBase

from parvis.kit import freshness
from parvis.kit.front.prepared import Headers, Prepared, prepare

Response = TypeVar("Response", bound=HttpResponseBase)

LONGEST_SECONDS = 60.0
_NOT_FOR_ALL = {b"set-cookie", b"location"}


def remember(response: Response, until: datetime | None = None) -> Response:
    """Mark a page as the same for all until a moment (aware), or until something changes.

    Give the next moment at which its words would differ without anyone acting: the end of a meeting,
    midnight. Never mark the page of a closed place. Browsers keep it, and ask each time
    if it still holds, unless the view said otherwise.
    """
    response.remembered_until = until.timestamp() if until else float("inf")  # type: ignore[attr-defined]
    response.headers.setdefault("Cache-Control", "no-cache")
    return response


def remember_for_passers_by(response: Response, until: datetime | None = None) -> Response:
    """Mark a page as the same for every browser without a session, until a moment (aware)."""
    response.for_passers_by = True  # type: ignore[attr-defined]
    return remember(response, until)


@dataclass(frozen=True, slots=True)
class Entry:
    version: int
    until: float
    page: Prepared
    for_passers_by: bool = False


class Memory:
    """A bounded shelf of entries, the least used thrown away first. Used from one thread only."""

    def __init__(self, most_bytes: int = 16_000_000) -> None:
        self.most_bytes = most_bytes
        self.weight = 0
        self._entries: OrderedDict[Hashable, Entry] = OrderedDict()

    def find(self, key: Hashable, now: float, *, is_passer_by: bool = True) -> Prepared | None:
        """The page kept under a key, if it still holds at `now` (seconds since the epoch)."""
        entry = self._entries.get(key)
        if entry is None or (entry.for_passers_by and not is_passer_by):
            return None
        if entry.version != freshness.version() or not now < entry.until <= now + LONGEST_SECONDS:
            self._drop(key)
            return None
        self._entries.move_to_end(key)
        return entry.page

    def keep(self, key: Hashable, entry: Entry) -> None:
        """Put a page on the shelf, making room if need be."""
        self._drop(key)
        self._entries[key] = entry
        self.weight += entry.page.weight
        while self.weight > self.most_bytes:
            self._drop(next(iter(self._entries)))

    def _drop(self, key: Hashable) -> None:
        if entry := self._entries.pop(key, None):
            self.weight -= entry.page.weight


def entry_for(
    response: HttpResponseBase, headers: Headers, body: bytes, before: int, now: float
) -> Entry | None:
    """What may be kept of an answer Django gave, or None when it is not the same for all.

    `before` is the freshness read before the view ran.
    """
    until = getattr(response, "remembered_until", None)
    if until is None or response.status_code != 200 or before != freshness.version():
        return None
    for_passers_by = getattr(response, "for_passers_by", False)
    if any(
        name in _NOT_FOR_ALL or (_is_personal(name, value) and not for_passers_by) for name, value in headers
    ):
        return None
    is_page = any(name == b"content-type" and value.startswith(b"text/html") for name, value in headers)
    page = prepare(headers, body, vary=b"Accept-Encoding, Cookie" if is_page else b"Accept-Encoding")
    return Entry(before, min(until, now + LONGEST_SECONDS), page, for_passers_by)


def _is_personal(name: bytes, value: bytes) -> bool:
    """Did the view look into the session? Django then says that its answer varies with the cookies."""
    return name == b"vary" and b"cookie" in value.lower()
