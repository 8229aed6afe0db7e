"""Who is no longer before their screen: no stream, no step and no page of theirs for a while.

Kept in memory alone, and forgotten with the visit: « here » or not, never since when nor before what. Who has
no script is there as long as they ask for a page now and then; of whom nothing is known, nothing is said.
"""

import time
from collections.abc import Iterable

from django.http import HttpRequest

from parvis.covisits.live.channels import channel_of
from parvis.covisits.models import Visitor
from parvis.covisits.passes import Pass
from parvis.kit import live

LIVE_SILENCE = 150.0  # seconds; a page that listens, or asks now and again, gives a sign every minute or so
PAGE_SILENCE = 900.0  # of pages without a script: somebody reads one, and talks about it


def is_there(held: Pass) -> None:
    """A page of theirs listens, or sent a step."""
    live.bus.sign(channel_of(held.covisit), str(held.visitor), is_live=True)


def opens_a_page(visitor: Visitor, request: HttpRequest) -> None:
    """A page was asked for by a person; what its script asks for again is no sign."""
    if request.headers.get("Sec-Fetch-Dest", "document") == "document":
        live.bus.sign(channel_of(visitor.co_visit_id), str(visitor.pk), is_live=False)


def away_from(co_visit: int) -> frozenset[int]:
    """The visitors of a visit (ids) who gave no sign for a while; some of them may have left since."""
    now = time.monotonic()
    signs = live.bus.signs(channel_of(co_visit))
    return frozenset(int(who) for who, sign in signs.items() if now - sign.at > _patience(sign))


def away_among(visitors: Iterable[Visitor]) -> set[int]:
    """Those of these (ids), of one visit."""
    pks = {one.pk: one.co_visit_id for one in visitors}
    return {pk for co_visit in set(pks.values()) for pk in away_from(co_visit) if pk in pks}


class Watch:
    """For one stream: « ask again » each time somebody went from their screen, or came back to it."""

    def __init__(self, co_visit: int) -> None:
        self.co_visit, self.known = co_visit, away_from(co_visit)

    def __call__(self) -> Iterable[live.Word]:
        before, self.known = self.known, away_from(self.co_visit)
        return () if self.known == before else (live.Word("ask"),)


def _patience(sign: live.Sign) -> float:
    return LIVE_SILENCE if sign.is_live else PAGE_SILENCE
