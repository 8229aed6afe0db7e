"""What is typed at the kiosk: a card and digits, or a few words."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from parvis.aid.forms.posting import SentenceForm
from parvis.desk.kiosk.leaving_words import LONGEST
from parvis.members.forms.card import digits_in
from parvis.members.names import read_card_code

_NOTHING_KEPT = {"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}


class EntryForm(forms.Form):
    """A card and digits; to have a code sent, the card is enough (`has_a_card`)."""

    card = forms.CharField(
        label=_("The code of your card"),
        help_text=_("Two letters and four digits. For example: KL 40 72."),
        max_length=20,
        error_messages={"required": _("Write the code of your card, or call us.")},
        widget=forms.TextInput({**_NOTHING_KEPT, "class": "digits"}),
    )
    digits = forms.CharField(
        label=_("Your personal number, or a code of six digits"),
        help_text=_("The code is read out to you when you call. It works once."),
        max_length=20,
        error_messages={"required": _("Write the digits, or call us: a code will be read out to you.")},
        widget=forms.TextInput({"inputmode": "numeric", "autocomplete": "off", "class": "digits"}),
    )

    def clean_card(self) -> str:
        code = read_card_code(self.cleaned_data["card"])
        if not code:
            raise ValidationError(_("This code has two letters and four digits. For example: KL 40 72."))
        return code

    def clean_digits(self) -> str:
        digits = digits_in(self.cleaned_data["digits"])
        if len(digits) not in (4, 6):
            raise ValidationError(_("A personal number has four digits, a code has six."))
        return digits

    def has_a_card(self) -> bool:
        """Whether the card is one; the digits may still be missing."""
        self.errors.pop("digits", None)
        return not self.errors


class WordForm(forms.Form):
    text = forms.CharField(
        label=_("Your word"),
        max_length=LONGEST,
        error_messages={"required": _("Write a few words. For example: please call me.")},
        widget=forms.Textarea({"rows": 4, "autocomplete": "off"}),
    )


class NoticeForm(SentenceForm):
    """The two fields of a notice; nothing is offered from what others typed before."""

    def __init__(self, data: Any = None) -> None:
        super().__init__(data)
        for known in self.fields.values():
            known.widget.attrs["autocomplete"] = "off"
