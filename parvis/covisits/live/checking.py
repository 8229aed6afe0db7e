"""Is a visitor still here? Asked of the database in a thread of its own, once for all who wait for it.

A hundred streams that open at once cost one query or two, and no connection is held between two looks.
"""

import asyncio
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import structlog
from django.db import connections
from django.db.models import Q
from django.utils import timezone

from parvis.community.identity import current
from parvis.community.switches import is_on
from parvis.covisits.live.channels import channel_of
from parvis.covisits.models import CoVisit, Visitor
from parvis.covisits.passes import Pass
from parvis.kit import live
from parvis.kit.logs import account_of
from parvis.members.models import Member

logger = structlog.get_logger("visits")

TRUSTED_SECONDS = 60.0
_MOST_KNOWN = 8000


class Unknown(Exception):
    """The database does not answer, or not as it should."""


def here_among(passes: Iterable[Pass], now: datetime) -> dict[Pass, int]:
    """The number of each visitor who is still here, whose visit goes on, and who may be in this place."""
    wanted = list(passes)
    pks = {held.visitor for held in wanted}
    rows = Visitor.objects.filter(pk__in=pks, left_at=None, co_visit__in=CoVisit.objects.live(now))
    may_be_here = Q(member__in=Member.objects.let_in(now))
    rows = rows.filter(may_be_here | Q(member=None) if current().is_open else may_be_here)
    found = {row.pk: row for row in rows.only("co_visit", "number", "devices")}
    return {held: found[held.visitor].number for held in wanted if _opens(held, found.get(held.visitor))}


def _opens(held: Pass, row: Visitor | None) -> bool:
    return row is not None and row.co_visit_id == held.covisit and row.holds(held.device)


class Checker:
    """Asks for many at once. Used from the front's loop."""

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, "visits")
        self._waiting: dict[Pass, asyncio.Future[int]] = {}
        self._known: dict[Pass, tuple[int, float]] = {}
        self._asking: asyncio.Task[None] | None = None

    async def known_number(self, held: Pass) -> int:
        """The same as `number`, as it was within the last minute, if nothing changed in the visit since."""
        number, asked_at = self._known.get(held, (0, 0.0))
        is_fresh = time.monotonic() < asked_at + TRUSTED_SECONDS
        is_true = is_fresh and asked_at > live.bus.stirred_at(channel_of(held.covisit))
        return number if is_true else await self.number(held)

    async def number(self, held: Pass) -> int:
        """The number of this visitor among those who are here; 0 when they are not. Raises Unknown."""
        loop = asyncio.get_running_loop()
        if self._asking is None or self._asking.done() or self._asking.get_loop() is not loop:
            self._waiting = {}
            self._asking = loop.create_task(self._ask())
        return await asyncio.shield(self._waiting.setdefault(held, loop.create_future()))

    async def number_now(self, held: Pass) -> int:
        """The same for who listens from now on: asked again when something changed meanwhile."""
        channel, stirred_at, number = channel_of(held.covisit), -1.0, 1
        while number and stirred_at != live.bus.stirred_at(channel):
            stirred_at = live.bus.stirred_at(channel)
            number = await self.number(held)
        return number

    async def _ask(self) -> None:
        await asyncio.sleep(0)  # whoever asks in the same moment is asked about in the same query
        while self._waiting:
            asked, self._waiting = self._waiting, {}
            asked_at = time.monotonic()
            try:
                found = await asyncio.get_running_loop().run_in_executor(self._thread, _look, list(asked))
            except Exception as failure:  # whatever it is, nobody waits for an answer that never comes
                logger.warning("visits not looked at", **account_of(failure))
                for future in asked.values():
                    future.set_exception(Unknown())
            else:
                self._note(asked, found, asked_at)

    def _note(
        self, asked: "dict[Pass, asyncio.Future[int]]", found: dict[Pass, int], asked_at: float
    ) -> None:
        if len(self._known) > _MOST_KNOWN:
            self._known.clear()
        for held, future in asked.items():
            number = found.get(held, 0)
            self._known[held] = (number, asked_at)
            future.set_result(number)


def _look(passes: list[Pass]) -> dict[Pass, int]:
    try:
        return here_among(passes, timezone.now()) if is_on("covisits") else {}
    finally:
        connections.close_all()


checker = Checker()
