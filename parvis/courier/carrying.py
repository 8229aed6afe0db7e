"""Hand a group of messages to the server, over one connection or several, each noted as it goes.

No thread but the first one speaks to the database: the others only carry parcels.
"""

import logging
import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic
from types import TracebackType
from typing import Self

from django.conf import settings

from parvis.courier import pacing
from parvis.courier.leaving_notes import Notes
from parvis.courier.mail import Parcel, Post, TryLater, Unreachable, post
from parvis.courier.models import Dispatch

A_CONNECTION = 100  # messages of a group that are worth one more connection
logger = logging.getLogger(__name__)


@dataclass
class Outcome:
    """What became of a group. troubles: what went wrong, with whose; left: not begun."""

    sent: list[Dispatch] = field(default_factory=list)
    troubles: list[tuple[Dispatch, Exception]] = field(default_factory=list)
    left: list[Dispatch] = field(default_factory=list)
    is_barred: bool = False


class Lines:
    """The connections of one round of the worker, opened as they are needed and kept for all its groups."""

    def __init__(self, now: datetime, until: float, is_over: Callable[[], bool]) -> None:
        self.now, self.began, self.until, self.is_over = now, monotonic(), until, is_over
        self.ways: list[Post] = []
        self._open = ExitStack()
        self.most: int = settings.MAIL_CONNECTIONS if settings.MAIL_URL else 1

    def __enter__(self) -> Self:
        self._one_more()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._open.__exit__(kind, error, trace)

    def carry(self, parcels: Sequence[Parcel], notes: Notes) -> Outcome:
        """Carry them all, as far as time and the server allow."""
        wanted = min(self.most, 1 + len(parcels) // A_CONNECTION)
        while len(self.ways) < wanted:
            self._one_more()
        waiting, outcome = deque(parcels), Outcome()
        helpers = [
            threading.Thread(target=self._work, args=(way, waiting, notes, outcome), daemon=True)
            for way in self.ways[1:wanted]
        ]
        for helper in helpers:
            helper.start()
        self._work(self.ways[0], waiting, notes, outcome)
        for helper in helpers:
            helper.join()
        outcome.left += [parcel.row for parcel in waiting]
        return outcome

    def moment(self) -> datetime:
        """The hour it is, as the clock of this round runs on."""
        return self.now + timedelta(seconds=monotonic() - self.began)

    def _one_more(self) -> None:
        self.ways.append(self._open.enter_context(post()))

    def _work(self, way: Post, waiting: "deque[Parcel]", notes: Notes, outcome: Outcome) -> None:
        is_first = way is self.ways[0]
        while not outcome.is_barred and monotonic() < self.until and not self.is_over():
            try:
                parcel = waiting.popleft()
            except IndexError:
                return
            if pacing.rests(parcel.recipient, self.moment()):
                outcome.left.append(parcel.row)
                continue
            try:
                self._send(way, parcel, notes, outcome)
            except Unreachable as error:
                if not is_first:  # as many connections as it allows: the others carry on
                    waiting.append(parcel)
                    self.most = max(1, self.most - 1)
                    return
                outcome.troubles.append((parcel.row, error))
                outcome.is_barred = True

    def _send(self, way: Post, parcel: Parcel, notes: Notes, outcome: Outcome) -> None:
        notes.begun(parcel.row)
        try:
            way.send(parcel)
        except Unreachable:
            raise
        except Exception as error:
            if isinstance(error, TryLater) and error.is_answer:
                pacing.had_trouble(parcel.recipient, self.moment(), is_busy=error.is_busy)
            outcome.troubles.append((parcel.row, error))
        else:
            notes.taken(parcel.row)
            pacing.was_taken(parcel.recipient)
            outcome.sent.append(parcel.row)
