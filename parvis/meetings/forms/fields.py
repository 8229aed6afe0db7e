"""Form fields that take days and hours as people write them."""

from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.meetings.forms.reading import read_day, read_hour


class DayField(forms.Field):
    """« 27/11 », « mardi 25 », « demain » → a date seen from today."""

    widget = forms.TextInput(attrs={"maxlength": 40, "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        return f"{value:%d/%m/%Y}" if isinstance(value, date) else value

    def to_python(self, value: Any) -> Any:
        if isinstance(value, date):
            return value
        text = str(value or "").strip()[:40]
        if not text:
            return None
        day = read_day(text, timezone.localdate())
        if day is None:
            raise ValidationError(_("We did not understand this day. For example: 27/11, or Tuesday 25."))
        return day


class HourField(forms.Field):
    """« 18h », « 18:30 », « 18 h 30 » → an hour of the day."""

    widget = forms.TextInput(attrs={"maxlength": 20, "autocomplete": "off"})

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, time):
            return value
        return f"{value.hour} h {value.minute:02}" if value.minute else f"{value.hour} h"

    def to_python(self, value: Any) -> Any:
        if isinstance(value, time):
            return value
        text = str(value or "").strip()[:20]
        if not text:
            return None
        hour = read_hour(text)
        if hour is None:
            raise ValidationError(_("We did not understand this hour. For example: 18 h, or 18:30."))
        return hour
