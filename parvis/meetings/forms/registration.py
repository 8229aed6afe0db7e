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
from parvis.members.forms.minors import BirthYearField, only_telephone
from parvis.members.minors import Parent
from parvis.members.names import tidy


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
    is_minor = forms.BooleanField(label=_("This person is under fifteen"), required=False)
    birth_year = BirthYearField(required=False)
    parent_name = forms.CharField(max_length=120, required=False)
    parent_telephone = forms.CharField(max_length=40, required=False)
    field_order = ("name", "contact", "by_text", "party", "companions")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_set():
            del self.fields["by_text"]

    def clean(self) -> dict[str, Any]:
        """Under fifteen, a parent is needed: a year, a name, a number."""
        said = super().clean() or {}
        if not said.get("is_minor"):
            return said
        if not said.get("birth_year") and "birth_year" not in self.errors:
            self.add_error("birth_year", gettext("Write the year in four digits. For example: 2014."))
        if not tidy(said.get("parent_name", "")):
            self.add_error("parent_name", gettext("Write the first name and the name of a parent."))
        try:
            said["parent_telephone"] = only_telephone(read_contact(said.get("parent_telephone", "")))
        except ValidationError as error:
            self.add_error("parent_telephone", error)
        return said

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

    @property
    def child(self) -> dict[str, Any] | None:
        """What `protect` wants to know of somebody under fifteen; None for everybody else."""
        said = self.cleaned_data
        if not said["is_minor"]:
            return None
        parent = Parent(tidy(said["parent_name"]), said["parent_telephone"])
        return {"birth_year": said["birth_year"], "parent": parent}


class PartyForm(forms.Form):
    """How many come, changed afterwards."""

    party = forms.IntegerField(label=_("How many are you in all?"), min_value=1, max_value=MOST_TOGETHER)
    companions = forms.CharField(label=_("Their names, if you wish"), required=False, max_length=300)
