"""« Je viens »: two fields for someone new, one tap for someone known, and the organiser's questions."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.meetings.forms.newcomer import NewcomerFields, QuestionsFields
from parvis.meetings.registering import MOST_TOGETHER


class RegistrationForm(QuestionsFields):
    """Someone known comes: alone or with others."""

    party = forms.IntegerField(
        label=_("How many are you in all?"),
        required=False,
        min_value=1,
        max_value=MOST_TOGETHER,
        error_messages={"max_value": _("More than ten? Call us, we will make room together.")},
    )
    companions = forms.CharField(label=_("Their names, if you wish"), required=False, max_length=300)
    shows_name = forms.BooleanField(label=_("My first name may be shown under “Who comes”"), required=False)

    @property
    def facts(self) -> dict[str, Any]:
        """What `register` wants to know, in its own words."""
        said = self.cleaned_data
        return {
            "party": said["party"] or 1,
            "companions": said["companions"],
            "shows_name": said["shows_name"],
            "answers": self.answers,
        }


class NewcomerForm(NewcomerFields, RegistrationForm):
    """Someone new comes, alone or with others."""

    field_order = ("name", "contact", "by_text", "party", "companions")

    @property
    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        by_text = said.get("by_text", False)
        return {**super().facts, "name": said["name"], "contact": said["contact"], "by_text": by_text}


class PartyForm(forms.Form):
    """How many come, changed afterwards."""

    party = forms.IntegerField(label=_("How many are you in all?"), min_value=1, max_value=MOST_TOGETHER)
    companions = forms.CharField(label=_("Their names, if you wish"), required=False, max_length=300)
