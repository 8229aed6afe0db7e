"""The week of a place, one line a day, as one says it: « 9 h – 12 h, 14 h – 18 h »."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from parvis.community import hours_in_words
from parvis.community.hours import NAMES, NEVER, Day, Week
from parvis.community.reading_hours import LONGEST_LINE, LONGEST_WEEK, read_day, read_week

_THE_SAME = {"idem", "pareil", "same", "=", "id", "id."}


class _LineField(forms.CharField):
    """The hours of one day; « idem » for those of the day before."""

    def to_python(self, value: Any) -> Any:
        said = super().to_python(value)
        if said is not None and said.strip().lower() in _THE_SAME:
            return "idem"
        try:
            return read_day(said or "")
        except ValueError:
            raise ValidationError(
                _("We did not understand these hours. For example: 9 h – 12 h, 14 h – 18 h.")
            ) from None


class HoursForm(forms.Form):
    """`week` is what was said; None when nothing was, which is: nobody says, not: never open."""

    pasted = forms.CharField(
        label=_("Or paste them as OpenStreetMap writes them"),
        help_text=_("For example: Mo-Fr 09:00-12:00,14:00-18:00"),
        required=False,
        max_length=LONGEST_WEEK,
    )

    def __init__(self, *args: Any, week: Week | None, **options: Any) -> None:
        super().__init__(*args, **options)
        for number, (key, name) in enumerate(zip(NAMES, hours_in_words.day_names(), strict=True)):
            self.fields[key] = _LineField(
                label=name.capitalize(),
                required=False,
                max_length=LONGEST_LINE,
                initial=hours_in_words.day(week[number]) if week else "",
                widget=forms.TextInput(attrs={"autocomplete": "off"}),
            )

    def clean_pasted(self) -> Week | None:
        said = self.cleaned_data["pasted"].strip()
        if not said:
            return None
        try:
            return read_week(said)
        except ValueError:
            raise ValidationError(
                _("We read days and hours only: no months, no weeks, no sunrise. Write them line by line.")
            ) from None

    @property
    def week(self) -> Week | None:
        """The hours of seven days; None: nobody said them."""
        if pasted := self.cleaned_data.get("pasted"):
            return pasted  # type: ignore[no-any-return]
        if not any(str(self.data.get(key, "")).strip() for key in NAMES):
            return None
        days: list[Day] = []
        for key in NAMES:
            said = self.cleaned_data[key]
            days.append((days[-1] if days else ()) if said == "idem" else said)
        return None if tuple(days) == NEVER else tuple(days)  # type: ignore[return-value]
