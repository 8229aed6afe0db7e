"""Can the machine's clock be trusted? A clock that leaps must not make years of promises end at once.

Clocks leap: a battery dies, a virtual machine is woken, somebody types the wrong year. Beside the wall
clock there is one that only counts (time since the machine started, sleep included): when the wall clock
gets ahead of it by more than LEAP, the scheduled jobs rest as long as the leap, a day at most. That
leaves time to set it right before offers lapse, codes are forgotten or old things are erased. Answers
people wait for still leave. Going back is harmless: what was planned « in the future » counts as due.
"""

import time
from datetime import datetime, timedelta

LEAP = timedelta(hours=1)
LONGEST_REST = timedelta(days=1)
SLACK = timedelta(minutes=5)  # clocks of two machines, or of one before and after a correction
CLOSED_SEASON = timedelta(
    days=31
)  # nothing was done for so long before a start: perhaps a leap, wait an hour


class Steadiness:
    """Watches one process's wall clock. `look` often; `is_steady` says whether old promises may end."""

    def __init__(self) -> None:
        self.begin_again()

    def begin_again(self) -> None:
        self._distance: float | None = None  # of the wall clock from the counting one, when last trusted
        self._rests_until = 0.0  # on the counting clock

    def look(self, now: datetime) -> bool:
        """Compare both clocks; whether the wall clock may be trusted at present."""
        counted = counting()
        distance = now.timestamp() - counted
        if self._distance is not None:
            leap = distance - self._distance
            if leap > LEAP.total_seconds():
                self._rests_until = counted + min(leap, LONGEST_REST.total_seconds())
            elif leap < -LEAP.total_seconds():
                self._rests_until = 0.0  # it was set right
        self._distance = distance
        return self.is_steady()

    def begin_after(self, last_seen: datetime | None, now: datetime) -> None:
        """At a start: when the place was last alive. A gap of a season rests an hour: perhaps a leap."""
        self._distance = now.timestamp() - counting()
        if last_seen is not None and now - last_seen > CLOSED_SEASON:
            self._rests_until = counting() + LEAP.total_seconds()

    def is_steady(self) -> bool:
        return counting() >= self._rests_until


def counting() -> float:
    """Seconds since the machine started, its sleep included; nobody can set them."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


of_this_process = Steadiness()


def forget() -> None:
    """Start watching anew (tests travel in time)."""
    of_this_process.begin_again()


def is_steady() -> bool:
    """Has this process's clock kept a steady pace? (Health, and the mail that nobody waits for, ask.)"""
    return of_this_process.is_steady()
