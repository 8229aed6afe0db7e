"""Form fields that accept what people type. Browsers show their own pickers where they have them."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.kit.reading_moments import read_day, read_hour

# Beyond, adding an evening to a day or saying it in another time zone is no date any more.
FIRST_YEAR, LAST_YEAR = 1900, 2200


class DayField(forms.DateField):
    """A day: « 27/11 », « mardi 25 », « demain », or what the browser's own field sends."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    default_error_messages = {"invalid": _("We did not understand this day. For example: 27/11/2026.")}

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values or isinstance(value, date):
            return super().to_python(value)
        try:
            day = read_day(str(value)[:40], timezone.localdate())
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day

    def prepare_value(self, value: Any) -> Any:
        """What was typed, as the browser's own field can show it again."""
        return _read_again(value, self.to_python)


class HourField(forms.TimeField):
    """An hour: « 14h », « 14:00 », « 14 h 30 », or what the browser's own field sends."""

    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    default_error_messages = {"invalid": _("We did not understand this hour. For example: 14 h 30.")}

    def to_python(self, value: Any) -> time | None:
        if value in self.empty_values or isinstance(value, time):
            return super().to_python(value)
        try:
            return read_hour(str(value)[:20])
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None

    def prepare_value(self, value: Any) -> Any:
        """What was typed, as the browser's own field can show it again."""
        return _read_again(value, self.to_python)


def _read_again(value: Any, read: Callable[[Any], Any]) -> Any:
    try:
        return read(value) or value
    except ValidationError:
        return value
