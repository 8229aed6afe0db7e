"""« Je viens avec vous »: nothing to type for a member, two fields for who has no account."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.courier.texting.gateway import is_set
from parvis.covisits.choosing import Coming
from parvis.covisits.models import ChoiceAnswer
from parvis.meetings.models import Question
from parvis.members.contacts import Contact, read_contact
from parvis.members.models import Member


class ComingForm(forms.Form):
    """Who comes, told how; and what the organiser asks."""

    name = forms.CharField(
        label=_("Your first and last name"),
        max_length=120,
        error_messages={"required": _("Write your first and last name. For example: Jeanne Martin.")},
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
    shows_name = forms.BooleanField(label=_("My first name may be shown under “Who comes”"), required=False)

    def __init__(
        self, *args: Any, member: Member | None, questions: Iterable[Question] = (), **options: Any
    ) -> None:
        super().__init__(*args, **options)
        self.member, self.questions = member, list(questions)
        if member is not None:
            del self.fields["name"], self.fields["contact"], self.fields["by_text"]
        elif not is_set():
            del self.fields["by_text"]
        for question in self.questions:
            self.fields[f"question_{question.pk}"] = forms.CharField(
                label=question.words, required=question.is_required, max_length=300
            )

    def clean_contact(self) -> Contact:
        return read_contact(self.cleaned_data["contact"])

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not any(letter.isalpha() for letter in name):
            raise ValidationError(gettext("Write your first and last name. For example: Jeanne Martin."))
        return name

    @property
    def coming(self) -> Coming:
        """What was said, for the act."""
        said = self.cleaned_data
        return Coming(
            member=self.member,
            name=said.get("name", ""),
            contact=said.get("contact"),
            by_text=said.get("by_text", False),
            shows_name=said["shows_name"],
            said={str(question.pk): said[f"question_{question.pk}"] for question in self.questions},
        )


def start_from(answer: ChoiceAnswer | None) -> dict[str, Any]:
    """What somebody said the last time, so that nobody types twice."""
    if answer is None:
        return {}
    start: dict[str, Any] = {f"question_{pk}": words for pk, words in answer.said.items()}
    known = {"name": answer.name, "contact": answer.contact_address, "by_text": answer.by_text}
    return start | known | {"shows_name": answer.shows_name}


class DatesForm(forms.Form):
    """Yes, if needed or no to each date."""

    def __init__(self, *args: Any, meetings: Iterable[int], **options: Any) -> None:
        super().__init__(*args, **options)
        self.meetings = list(meetings)
        words = [("yes", _("yes")), ("maybe", _("if needed")), ("no", _("no"))]
        for pk in self.meetings:
            self.fields[f"date_{pk}"] = forms.ChoiceField(choices=words, required=False)

    @property
    def says(self) -> dict[int, str]:
        """Meeting → what was ticked."""
        return {pk: said for pk in self.meetings if (said := self.cleaned_data[f"date_{pk}"])}


class SendForm(forms.Form):
    """Where to send the list, for who has no account."""

    mail = forms.EmailField(
        label=_("Your e-mail address"),
        max_length=254,
        help_text=_("Used once, to send you this list."),
        error_messages={
            "required": _("Write your e-mail address. For example: rosa@exemple.fr."),
            "invalid": _("Write your e-mail address. For example: rosa@exemple.fr."),
        },
    )
