"""Whether a desk is kept at a moment, from the hours its keeper says in their words."""

import re
from datetime import datetime, time

from django.utils import timezone

_DAYS = (
    ("lundi", "monday"), ("mardi", "tuesday"), ("mercredi", "wednesday"), ("jeudi", "thursday"),
    ("vendredi", "friday"), ("samedi", "saturday"), ("dimanche", "sunday"),
)  # fmt: skip
_NUMBER = {name: number for number, names in enumerate(_DAYS) for name in names}
_DAY = "|".join(_NUMBER)
_RANGE = re.compile(rf"\b({_DAY})s? (?:au|à|to|-|–) ({_DAY})s?\b")
_NAMED = re.compile(rf"\b({_DAY})s?\b")
_SPAN = re.compile(r"(\d{1,2}) ?h ?(\d{2})? (?:à|-|–) (\d{1,2}) ?h ?(\d{2})?(?!\d)")


def is_kept(said: str, moment: datetime) -> bool:
    """« le mardi et le jeudi, de 14 h à 17 h »: on one of these days, between these hours.

    What is not said, or is said otherwise, closes nothing: True.
    """
    plain, local = re.sub(r"\s+", " ", said.casefold()), timezone.localtime(moment)
    days = _days(plain)
    if days and local.weekday() not in days:
        return False
    spans = _SPAN.findall(plain)
    if len(days) > 1 and len(spans) > 1:  # each day may have its own
        return True
    return not spans or any(_within(span, local.time()) for span in spans)


def _days(plain: str) -> set[int]:
    """The days it names, those between two of them too."""
    found = {_NUMBER[name] for name in _NAMED.findall(plain)}
    for first, last in _RANGE.findall(plain):
        begins, ends = _NUMBER[first], _NUMBER[last]
        found |= {number % 7 for number in range(begins, ends + (7 if ends < begins else 0) + 1)}
    return found


def _within(span: tuple[str, str, str, str], hour: time) -> bool:
    begins, ends = (int(hours) * 60 + int(minutes or 0) for hours, minutes in (span[:2], span[2:]))
    return begins <= hour.hour * 60 + hour.minute < ends
