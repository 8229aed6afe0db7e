"""Public holidays and school holidays of the place, from packages that others keep up to date.

`holidays` computes the public ones of any year; `vacances-scolaires-france` carries the calendar of the
ministry for zones A, B and C, up to the last summer it was given: past it, we say that nothing is known.
"""

from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

import holidays
from vacances_scolaires_france import SchoolHolidayDates

from parvis.community.identity import current
from parvis.community.models.community import SchoolZone

_ZONES = {SchoolZone.A.value, SchoolZone.B.value, SchoolZone.C.value}


@dataclass(frozen=True)
class Day:
    """What a day is here. Empty words: an ordinary one."""

    public: str = ""  # « Lundi de Pâques »
    school: str = ""  # « Vacances de Noël »
    is_school_known: bool = True  # False past the end of the ministry's calendar
    is_zone_known: bool = True  # False in Corsica and overseas, whose calendars nobody gives us


def day(on: date) -> Day:
    """This day, for this community."""
    ours = current()
    return Day(
        public=public_holiday(on, ours.public_holidays),
        school=school_holiday(on, ours.school_zone),
        is_school_known=ours.school_zone not in _ZONES or on <= school_known_until(),
        is_zone_known=ours.school_zone != SchoolZone.UNKNOWN,
    )


def public_holiday(on: date, of: str = "FR") -> str:
    """The name of the public holiday, in French; empty on other days. of: a code of `Community.Holidays`."""
    if of == "none":
        return ""
    return str(_public(of, on.year).get(on, ""))


def school_holiday(on: date, zone: str) -> str:
    """« Vacances d'hiver », or empty. zone: A, B, C; any other has none we know of."""
    if zone not in _ZONES:
        return ""
    known = _school().data.get(on)
    return str(known["nom_vacances"]) if known and known[f"vacances_zone_{zone.lower()}"] else ""


@cache
def school_known_until() -> date:
    """The last day the calendar of school holidays speaks of."""
    last_on: date = max(_school().data)
    return last_on


@lru_cache(maxsize=64)
def _public(of: str, year: int) -> dict[date, str]:
    return dict(holidays.country_holidays("FR", subdiv=None if of == "FR" else of, years=year, language="fr"))


@cache
def _school() -> Any:
    return SchoolHolidayDates()
