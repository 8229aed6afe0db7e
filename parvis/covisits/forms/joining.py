"""Coming into a visit: four digits and a first name, or a first name alone."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.covisits.visiting import tidy_first_name


class NameForm(forms.Form):
    """A first name, and no more."""

    first_name = forms.CharField(
        label=_("Your first name"),
        max_length=40,
        help_text=_("Only those who visit with you read it."),
        error_messages={"required": _("Write your first name. For example: Rosa.")},
    )

    def __init__(self, *args: Any, is_known: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        if is_known:
            del self.fields["first_name"]

    def clean_first_name(self) -> str:
        name = tidy_first_name(self.cleaned_data["first_name"])
        if not any(letter.isalpha() for letter in name):
            raise ValidationError(gettext("Write your first name. For example: Rosa."))
        return name

    @property
    def called(self) -> str:
        """The first name typed; empty for somebody known."""
        return str(self.cleaned_data.get("first_name", ""))


class DigitsForm(NameForm):
    """The four digits said on the telephone."""

    code = forms.CharField(
        label=_("The four digits"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "digits"}),
        error_messages={"required": _("Write the four digits your friend says.")},
    )
    field_order = ("code", "first_name")

    def clean_code(self) -> str:
        digits = "".join(self.cleaned_data["code"].split()).replace(".", "").replace("-", "")
        if len(digits) != 4 or not digits.isascii() or not digits.isdigit():
            raise ValidationError(gettext("There are four digits. For example: 4812."))
        return digits
