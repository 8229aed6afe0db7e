"""The four fields of the first page, and the code that shows who may fill them."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.community.colours import DEFAULT
from parvis.console.forms.colour import ColourField
from parvis.console.installation_code import is_installation_code
from parvis.members.contacts import Contact, read_contact


class FirstPageForm(forms.Form):
    code = forms.CharField(
        label=_("Installation code"),
        help_text=_("It is written in the window where you started Parvis."),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
        error_messages={"required": _("Write the code shown in the window where you started Parvis.")},
    )
    community = forms.CharField(
        label=_("Name of your community"),
        help_text=_("For example: Les Voisins du Canal."),
        max_length=80,
        widget=forms.TextInput(attrs={"autocomplete": "organization"}),
        error_messages={"required": _("Write the name of your community. You can change it later.")},
    )
    person = forms.CharField(
        label=_("Your first name and name"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": _("Write your first name and your name. For example: Jeanne Martin.")},
    )
    contact = forms.CharField(
        label=_("Your telephone number or your e-mail address"),
        help_text=_(
            "To sign in again. A number shows on every page, as the one to call, until you name someone else."
        ),
        max_length=320,
        widget=forms.TextInput(attrs={"autocomplete": "email"}),
        error_messages={
            "required": _(
                "Give a telephone number or an e-mail address. Without it, we could not tell you anything."
            )
        },
    )
    colour = ColourField(
        label=_("Your colour"), help_text=_("Any colour: we make it readable."), initial=DEFAULT
    )

    def clean_code(self) -> str:
        typed = str(self.cleaned_data["code"])
        if not is_installation_code(typed):
            raise ValidationError(
                gettext("This is not the code. Copy it from the window where you started Parvis.")
            )
        return typed

    def clean_contact(self) -> Contact:
        return read_contact(self.cleaned_data["contact"])
