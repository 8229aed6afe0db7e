"""A colour as people choose or paste it."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from parvis.community.colours import read_colour


class ColourField(forms.CharField):
    """`#rrggbb` from the browser's own colour field, or typed."""

    widget = forms.TextInput(attrs={"type": "color"})
    default_error_messages = {
        "invalid": _("We did not understand this colour. For example: #1d6b57."),
        "required": _("Choose a colour."),
    }

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=20, **options)

    def clean(self, value: Any) -> str:
        try:
            return read_colour(super().clean(value))
        except ValueError:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from None
