"""The ways out people chose while reading again, carried by the form: nothing is written before « Publier ».

`apart` says which meetings are really others (« meeting:12=duplicate.room series:3=public »), `other_days`
which days of a series are otherwise (« 2026-12-24 2026-12-31=20:00 »). A button sends one more: its `step`.
"""

import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils import timezone

from parvis.meetings.forms.hours import last_day_of

MOST = 60
_KIND = "(?:duplicate|room|people|circle|public)"
_APART = re.compile(rf"(?:meeting|series):\d{{1,12}}={_KIND}(?:\.{_KIND}){{0,4}}")
_OTHER_DAY = re.compile(r"(\d{4}-\d\d-\d\d)(?:=([01]\d|2[0-3]):([0-5]\d))?")


def apart_in(words: str) -> dict[str, frozenset[str]]:
    """Key → kinds that are no matter; what is not understood is left out."""
    said = [part for part in words.split()[:MOST] if _APART.fullmatch(part)]
    return {key: frozenset(kinds.split(".")) for key, _equal, kinds in (part.partition("=") for part in said)}


def other_days_in(words: str) -> dict[str, str]:
    """As `Series.other_days`; what is not understood is left out."""
    found = [match for part in words.split()[:MOST] if (match := _OTHER_DAY.fullmatch(part))]
    return {match[1]: f"{match[2]}:{match[3]}" if match[2] else "" for match in found}


def taken(data: QueryDict) -> QueryDict:
    """What was said, with the way out that was tapped. The same data when the step is none of them."""
    way, _blank, chosen = data.get("step", "").partition(" ")
    after = data.copy()
    if way == "apart" and _APART.fullmatch(chosen):
        after["apart"] = f"{data.get('apart', '')} {chosen}".strip()
    elif way == "day" and (match := _OTHER_DAY.fullmatch(chosen)):
        others = [part for part in data.get("other_days", "").split() if not part.startswith(match[1])]
        after["other_days"] = " ".join([*others, chosen])
    elif way == "slot":
        for name, value in _hours_of(chosen).items():
            after[name] = value
    return after


def joined(data: Mapping[str, Any]) -> int | None:
    """The id of the meeting somebody would rather join."""
    way, _blank, chosen = str(data.get("step", "")).partition(" ")
    return int(chosen) if way == "join" and re.fullmatch(r"\d{1,12}", chosen) else None


def _hours_of(chosen: str) -> dict[str, str]:
    """« 2026-11-27T18:00/2026-11-27T20:00 », local, in the words of the form."""
    begins, _slash, ends = chosen.partition("/")
    try:
        begins_at, ends_at = datetime.fromisoformat(begins), datetime.fromisoformat(ends)
    except ValueError:
        return {}
    hours = {"begins": f"{begins_at:%H:%M}", "ends": f"{ends_at:%H:%M}"}
    return {"day": f"{begins_at:%d/%m/%Y}", **hours, "last_day": last_day_of(begins_at, ends_at)}


def slot_words(begins_at: datetime, ends_at: datetime) -> str:
    """The value of the button that takes these hours."""
    return "/".join(f"{timezone.localtime(moment):%Y-%m-%dT%H:%M}" for moment in (begins_at, ends_at))
