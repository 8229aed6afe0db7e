"""Answer a program that comes back every hour: mostly « nothing new », made once for all who ask the same.

What is remembered is the tag of the content, not the content: it holds until anything is written here, and no
longer than the day, since the window of a feed moves at midnight. Its date is that of the content too: when
people do other things here, which a passer-by may not know of, is not told.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b

from django.http import HttpRequest, HttpResponse, HttpResponseNotModified
from django.utils.http import http_date, parse_http_date_safe

from parvis.chronicle.models import Deed
from parvis.federation.feeds import day_of, midnight_before
from parvis.kit.freshness import cached

_SELDOM_WRITTEN = frozenset({"community_community"})


@dataclass(frozen=True)
class _Seen:
    """The content a feed was last seen with, and since when (seconds since the epoch)."""

    tag: str
    since: int


def answer(
    request: HttpRequest, key: tuple[str | int, ...], make: Callable[[], bytes], kind: str, now: datetime
) -> HttpResponse:
    """The content `make` gives, or 304 when the program has it. key: what it is, unlike any other feed's.

    Sets ETag and Last-Modified; Cache-Control is the view's to say.
    """
    made: list[bytes] = []

    def tag() -> str:
        made.append(make())
        return _tag_of(made[0])

    known = cached(("federation", *key, day_of(now)), tag)
    changed_at = _changed_at(key, known, now)
    response: HttpResponse
    if _has_it(request, known, changed_at):
        response = HttpResponseNotModified()
    else:
        response = HttpResponse(made[0] if made else make(), content_type=kind)
    response["ETag"] = f'"{known}"'
    if changed_at:
        response["Last-Modified"] = http_date(changed_at)
    return response


def _tag_of(content: bytes) -> str:
    """The same as the front gives what it keeps."""
    return blake2b(content, digest_size=12).hexdigest()


def _changed_at(key: tuple[str | int, ...], tag: str, now: datetime) -> int | None:
    """Since when this content is as it is (seconds since the epoch).

    None within that second: something may follow which the clock could not tell from it.
    """
    former: list[_Seen] = []

    def is_same(seen: _Seen) -> bool:
        former.append(seen)
        return seen.tag == tag

    def look() -> _Seen:
        return _Seen(tag, int(now.timestamp()) if former else _last_done(now))

    seen = cached(("federation since", *key), look, is_same, tables=_SELDOM_WRITTEN)
    return seen.since if seen.since < int(now.timestamp()) else None


def _last_done(now: datetime) -> int:
    """When anything was last done here, at the earliest this morning."""
    last = Deed.objects.order_by("-pk").values_list("at", flat=True).first()
    morning = midnight_before(now)
    return int(max(last or morning, morning).timestamp())


def _has_it(request: HttpRequest, tag: str, changed_at: int | None) -> bool:
    """Compressed answers bear the same tag with a suffix or a W/: both hold it."""
    if held := request.headers.get("If-None-Match"):
        return tag in held or held.strip() == "*"
    since = parse_http_date_safe(request.headers.get("If-Modified-Since", ""))
    return since is not None and changed_at is not None and changed_at <= since
