"""What somebody without an account says to come: a name, a way to be told; a parent, when they are young."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.courier.texting.gateway import is_set
from parvis.meetings.models import Question
from parvis.members.contacts import Contact, read_contact
from parvis.members.forms.minors import BirthYearField, only_telephone
from parvis.members.minors import Parent
from parvis.members.names import tidy

ASKS_A_NAME = _("Write your first and last name. For example: Jeanne Martin.")


class QuestionsFields(forms.Form):
    """What the organiser asks of those who come, a line each."""

    def __init__(self, *args: Any, questions: Iterable[Question] = (), **options: Any) -> None:
        super().__init__(*args, **options)
        self.questions = list(questions)
        for question in self.questions:
            self.fields[f"question_{question.pk}"] = forms.CharField(
                label=question.words, required=question.is_required, max_length=300
            )

    @property
    def answers(self) -> dict[int, str]:
        """Question → words, once it is valid."""
        return {question.pk: self.cleaned_data[f"question_{question.pk}"] for question in self.questions}


class NewcomerFields(forms.Form):
    """A name and one way to be told of a change: no account, no password. Under fifteen, a parent too."""

    name = forms.CharField(
        label=_("Your first and last name"), max_length=120, error_messages={"required": ASKS_A_NAME}
    )
    contact = forms.CharField(
        label=_("How to reach you?"),
        help_text=_("A telephone number or an e-mail address. Only to tell you of a change."),
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
    is_minor = forms.BooleanField(
        label=_("Yes: we call a parent, and nobody sees their name in a list"), required=False
    )
    birth_year = BirthYearField(required=False)
    parent_name = forms.CharField(label=_("First name and name of a parent"), max_length=120, required=False)
    parent_telephone = forms.CharField(label=_("Telephone of this parent"), max_length=40, required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if not is_set():
            del self.fields["by_text"]

    def without_who(self) -> None:
        """Take the fields away: who comes is known already."""
        for name in NewcomerFields.base_fields:
            self.fields.pop(name, None)

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
            raise ValidationError(ASKS_A_NAME)
        return name

    @property
    def child(self) -> dict[str, Any] | None:
        """What `protect` wants to know of somebody under fifteen; None for everybody else."""
        said = self.cleaned_data
        if not said.get("is_minor"):
            return None
        parent = Parent(tidy(said["parent_name"]), said["parent_telephone"])
        return {"birth_year": said["birth_year"], "parent": parent}
