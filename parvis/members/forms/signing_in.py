"""What is asked of someone who wants to enter: one field, then six digits."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from parvis.members.contacts import Contact
from parvis.members.forms.fields import ContactField
from parvis.members.names import read_card_code
from parvis.members.signing_in import card_contact


class WayInField(ContactField):
    """A contact, or the code printed on a member's card."""

    def clean(self, value: Any) -> Contact | None:
        card_code = read_card_code(str(value or ""))
        if card_code:
            return card_contact(card_code)
        try:
            return super().clean(value)
        except ValidationError:
            if "@" in str(value) or re.fullmatch(r"[\d\W]*\d[\d\W]*", str(value)):
                raise  # nearly an address or a number: it was said what is wrong with it
            raise ValidationError(
                _("Write your telephone number, your e-mail address or the code of your card.")
            ) from None


class AddressForm(forms.Form):
    address = WayInField(
        label=_("Your telephone number or your e-mail"), help_text=_("Or the code of your member’s card.")
    )
    suite = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your 6 digits"),
        max_length=40,
        error_messages={"required": _("Write the 6 digits of your code.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )

    def clean_code(self) -> str:
        digits = re.sub(r"\D", "", self.cleaned_data["code"])
        if len(digits) != 6:
            raise ValidationError(_("This code has 6 digits. For example: 418 206."))
        return digits
