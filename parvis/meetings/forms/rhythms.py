"""Rhythms of a regular appointment, from the words people choose to the rule calendars share (RFC 5545)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
CHOICES = [
    ("", _("once only, or every week as ticked above")),
    ("weekdays", _("from Monday to Friday")),
    ("two_weeks", _("every two weeks")),
    ("same_weekday", _("every month, the same weekday: the first Tuesday, for example")),
    ("last_weekday", _("every month, the last such weekday")),
    ("same_date", _("every month, the same date")),
]


def rule_of(rhythm: str, first_on: date, until_on: date) -> str:
    """The RRULE of a rhythm that starts on `first_on` and ends on `until_on`, the whole last day included."""
    day = WEEKDAYS[first_on.weekday()]
    week = (first_on.day - 1) // 7 + 1
    nth = -1 if week == 5 else week  # most months have no fifth Tuesday: the last one is meant
    rules = {
        "weekdays": "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR",
        "two_weeks": f"FREQ=WEEKLY;INTERVAL=2;BYDAY={day}",
        "same_weekday": f"FREQ=MONTHLY;BYDAY={nth}{day}",
        "last_weekday": f"FREQ=MONTHLY;BYDAY=-1{day}",
        "same_date": f"FREQ=MONTHLY;BYMONTHDAY={first_on.day}",
    }
    return f"{rules[rhythm]};UNTIL={until_on:%Y%m%d}T235959"
