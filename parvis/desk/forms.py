"""What the correspondent types while someone is on the telephone: three fields."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.courier.texting.gateway import is_set
from parvis.meetings.models import Meeting
from parvis.meetings.registering import MOST_TOGETHER
from parvis.members.forms.departure import DepartureForm
from parvis.members.forms.fields import ContactField, NameField

READ_ALOUD = _(
    "I write down your name and how to reach you, to tell you and to register you. "
    "The desk may do it for you for one year, each time you ask. "
    "You may have them erased whenever you wish, and one word ends it. Do you agree?"
)


_WHICH = {"required": _("Choose a meeting."), "invalid_choice": _("Choose a meeting.")}


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
    by_text = forms.BooleanField(label=_("Text messages suit them, on this mobile number"), required=False)

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        if not is_set():
            del self.fields["by_text"]


class PartyForm(forms.Form):
    """How many come in all; one when nothing is said."""

    party = forms.IntegerField(
        label=_("How many of you?"), min_value=1, max_value=MOST_TOGETHER, initial=1, required=False
    )

    def clean_party(self) -> int:
        return self.cleaned_data["party"] or 1


class RegisterForm(PartyForm):
    meeting = forms.ChoiceField(label=_("Which meeting?"), error_messages=_WHICH)

    def __init__(self, meetings: list[Meeting], **known: Any) -> None:
        super().__init__(**known)
        choices = [(str(one.pk), one.title) for one in meetings]
        self.fields["meeting"].choices = choices  # type: ignore[attr-defined]


LEAVING_ALOUD = _(
    "I note that you leave. Your seats go to others. In seven days, everything about you is erased. "
    "Until then, call and you stay. Do you agree?"
)


class LeavingForm(DepartureForm):
    agrees = forms.BooleanField(
        label=_("Yes, this person agrees"),
        error_messages={"required": _("Without their agreement, nothing is noted.")},
    )

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.fields["texts"].label = _("Their sentences and photos in our stories")
