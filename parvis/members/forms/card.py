"""What is asked for a card: four digits."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _


def digits_in(text: str) -> str:
    """« 41 82 » is 4182: only the digits count."""
    return "".join(char for char in text if char in "0123456789")


class NumberForm(forms.Form):
    # Plain text: nothing a browser would offer to keep.
    number = forms.CharField(
        label=_("Four digits of your choice"),
        help_text=_("Not a year, not 1234. You alone know it."),
        max_length=20,
        error_messages={"required": _("A personal number has four digits.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "digits"}),
    )

    def clean_number(self) -> str:
        digits = digits_in(self.cleaned_data["number"])
        if len(digits) != 4:
            raise ValidationError(_("A personal number has four digits."))
        return digits
