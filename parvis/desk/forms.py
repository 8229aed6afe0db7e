"""What the correspondent types while someone is on the telephone: three fields."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.members.forms.fields import ContactField, NameField

READ_ALOUD = _(
    "I write down your name and how to reach you, only to tell you and to register you. "
    "You may have them erased whenever you wish. Do you agree?"
)


class CallerForm(forms.Form):
    name = NameField(label=_("First name and name"))
    contact = ContactField(
        label=_("Telephone or address"),
        or_post=True,
        help_text=_("A number, an e-mail address or a postal address."),
    )
    agrees = forms.BooleanField(
        label=_("Yes, this person agrees"),
        error_messages={"required": _("Without their agreement, nothing is written down.")},
    )
