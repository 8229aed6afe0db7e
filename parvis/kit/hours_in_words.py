"""« mardi et jeudi, de 14 h à 17 h »: whether somebody is there at a moment, as their own words say it. Pure.

What cannot be read says nothing: None, never a no. Both languages, as people write them.
"""

import re
from dataclasses import dataclass, field
from datetime import datetime, time

from parvis.kit.french import plain

_LONGEST = 200
_DAYS = {
    "lundi": 0, "mardi": 1, "mercredi": 2, "jeudi": 3, "vendredi": 4, "samedi": 5, "dimanche": 6,
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
}  # fmt: skip
_DAY = rf"(?:{'|'.join(_DAYS)})"
_PARTS = {
    "matin": (time(6), time(12, 30)), "apres-midi": (time(12), time(19)), "soir": (time(17), time(23)),
    "morning": (time(6), time(12, 30)), "afternoon": (time(12), time(19)), "evening": (time(17), time(23)),
}  # fmt: skip
_FROM = r"(?P<hour>\d{1,2}) ?(?:h|:|heures?)? ?(?P<minute>\d\d)?"
_UNTIL = r"(?P<until>\d{1,2}) ?(?:h|:|heures?)? ?(?P<past>\d\d)?"
_TOKEN = re.compile(
    rf"\b(?P<first>{_DAY})s? (?:au|a|to|-) (?P<last>{_DAY})s?\b|(?P<every>\b(?:tous les jours|every day)\b)"
    rf"|(?P<but>\b(?:sauf|except) (?:les? )?)?\b(?P<day>{_DAY})s?\b"
    rf"|\b{_FROM} ?(?:a|-|to|until) ?{_UNTIL}(?!\d)|\b(?P<part>{'|'.join(_PARTS)})s?\b"
)
_UNSURE = re.compile(r"rendez-vous|\brdv\b|appointment|sur demande|on demand|sur deux|du mois|semaines? ")


@dataclass
class _Group:
    """Days, and from when until when on each of them."""

    days: set[int] = field(default_factory=set)
    spans: list[tuple[time, time]] = field(default_factory=list)


def is_there(words: str, moment: datetime) -> bool | None:
    """Whether the moment (in local time) is within these hours; None when they do not say it plainly."""
    text = plain(words[:_LONGEST]).replace("–", "-").replace("—", "-")
    text = re.sub(r"(?<!apres-)\bmidi\b|\bnoon\b", "12 h", text)
    groups = [] if _UNSURE.search(text) else _groups(text)
    if not groups:
        return None
    day, hour = moment.weekday(), moment.time()
    return any(
        (not one.days or day in one.days)
        and (not one.spans or any(begins <= hour < ends for begins, ends in one.spans))
        for one in groups
    )


def _groups(text: str) -> list[_Group]:
    """« mardi de 9 h à 12 h, jeudi de 14 h à 17 h »: two; a day after an hour begins another."""
    found: list[_Group] = []
    for token in _TOKEN.finditer(text):
        named = _named(token)
        if not found or (named and found[-1].spans and (found[-1].days or len(found) > 1)):
            found.append(_Group())
        if token["but"]:
            found[-1].days = (found[-1].days or set(range(7))) - named
        elif named:
            found[-1].days |= named
        else:
            found[-1].spans += _span(token)
    return [one for one in found if one.days or one.spans]


def _named(token: re.Match[str]) -> set[int]:
    if token["every"]:
        return set(range(7))
    if token["first"]:
        first, last = _DAYS[token["first"]], _DAYS[token["last"]]
        return {day % 7 for day in range(first, last + 1 if first <= last else last + 8)}
    return {_DAYS[token["day"]]} if token["day"] else set()


def _span(token: re.Match[str]) -> list[tuple[time, time]]:
    if token["part"]:
        return [_PARTS[token["part"]]]
    begins, ends = _time(token["hour"], token["minute"]), _time(token["until"], token["past"])
    return [(begins, ends)] if begins and ends and begins < ends else []


def _time(hour: str | None, minute: str | None) -> time | None:
    return time(int(hour), int(minute or 0)) if hour and int(hour) < 24 and int(minute or 0) < 60 else None
