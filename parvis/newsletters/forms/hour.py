"""When something is published."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.kit.fields import DayField, HourField


class HourForm(forms.Form):
    """A day and an hour, here."""

    day = DayField(label=_("Day"))
    hour = HourField(label=_("Hour"))

    def __init__(self, *args: Any, due_at: datetime, **options: Any) -> None:
        local = timezone.localtime(due_at)
        options["initial"] = {"day": local.date(), "hour": local.time().replace(second=0, microsecond=0)}
        super().__init__(*args, **options)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("day") and cleaned.get("hour"):
            try:
                cleaned["due_at"] = timezone.make_aware(datetime.combine(cleaned["day"], cleaned["hour"]))
            except (ValueError, OverflowError):
                raise ValidationError(_("This hour does not exist that day. Choose another.")) from None
        return cleaned


class ThingForm(HourForm):
    """What is published, and when."""

    thing = forms.ChoiceField(label=_("What?"))

    def __init__(self, *args: Any, things: list[tuple[str, str]], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["thing"].choices = things  # type: ignore[attr-defined]
        self.order_fields(["thing", "day", "hour"])
