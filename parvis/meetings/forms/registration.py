"""« Je viens »: two fields for someone new, one tap for someone known, and the organiser's questions."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.courier.texting.gateway import is_set
from parvis.meetings.models import Question
from parvis.meetings.registering import MOST_TOGETHER
from parvis.members.contacts import Contact, read_contact


class RegistrationForm(forms.Form):
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

    def __init__(self, *args: Any, questions: Iterable[Question] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[f"question_{question.pk}"] = forms.CharField(
                label=question.words, required=question.is_required, max_length=300
            )

    @property
    def facts(self) -> dict[str, Any]:
        """What `register` wants to know, in its own words."""
        said = self.cleaned_data
        return {
            "party": said["party"] or 1,
            "companions": said["companions"],
            "shows_name": said["shows_name"],
            "answers": {question.pk: said[f"question_{question.pk}"] for question in self.questions},
        }


class NewcomerForm(RegistrationForm):
    """Someone new comes: a name and one way to be told of a change. No account, no password."""

    name = forms.CharField(
        label=_("Your first and last name"),
        max_length=120,
        error_messages={"required": _("Write your first and last name. For example: Jeanne Martin.")},
    )
    contact = forms.CharField(
        label=_("How to reach you?"),
        max_length=320,
        error_messages={
            "required": _(
                "Give a telephone number or an e-mail address. Without it, we could not tell you anything."
            )
        },
    )
    by_text = forms.BooleanField(
        label=_("A mobile number? You may write to me by text message"), required=False
    )
    field_order = ("name", "contact", "by_text", "party", "companions")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_set():
            del self.fields["by_text"]

    def clean_contact(self) -> Contact:
        return read_contact(self.cleaned_data["contact"])

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not any(letter.isalpha() for letter in name):
            raise ValidationError(gettext("Write your first and last name. For example: Jeanne Martin."))
        return name

    @property
    def facts(self) -> dict[str, Any]:
        said = self.cleaned_data
        by_text = said.get("by_text", False)
        return {**super().facts, "name": said["name"], "contact": said["contact"], "by_text": by_text}


class PartyForm(forms.Form):
    """How many come, changed afterwards."""

    party = forms.IntegerField(label=_("How many are you in all?"), min_value=1, max_value=MOST_TOGETHER)
    companions = forms.CharField(label=_("Their names, if you wish"), required=False, max_length=300)
