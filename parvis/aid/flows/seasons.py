"""Seasons: quarters of the year, one after another. No two overlap, so none can be taken from another."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone


@dataclass(frozen=True)
class Season:
    """From the first day of a quarter to the first of the next one."""

    since_on: date
    until_on: date

    @property
    def begins_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.since_on, time()))

    @property
    def ends_at(self) -> datetime:
        return timezone.make_aware(datetime.combine(self.until_on, time()))


def season_of(day: date) -> Season:
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    return Season(first, _next(first))


def between(since: date, until: date) -> list[Season]:
    """Every season which has wholly passed on that day, from the one of `since` on."""
    season, found = season_of(since), []
    while season.until_on <= until:
        found.append(season)
        season = season_of(season.until_on)
    return found


def _next(first: date) -> date:
    return date(first.year + (first.month > 9), (first.month + 2) % 12 + 1, 1)
