"""« Je viens avec vous »: nothing to type for a member, two fields for who has no account."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.covisits.choosing import Coming
from parvis.covisits.models import ChoiceAnswer
from parvis.kit.telephones import spoken
from parvis.meetings.forms.newcomer import NewcomerFields, QuestionsFields
from parvis.members.models import Member


class ComingForm(NewcomerFields, QuestionsFields):
    """Who comes, told how; and what the organiser asks."""

    shows_name = forms.BooleanField(label=_("My first name may be shown under “Who comes”"), required=False)

    def __init__(self, *args: Any, member: Member | None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.member = member
        if member is not None:
            self.without_who()

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
            said={str(question): words for question, words in self.answers.items()},
            child=self.child,
        )


def start_from(answer: ChoiceAnswer | None) -> dict[str, Any]:
    """What somebody said the last time, so that nobody types twice."""
    if answer is None:
        return {}
    start: dict[str, Any] = {f"question_{pk}": words for pk, words in answer.said.items()}
    known = {"name": answer.name, "contact": answer.contact_address, "by_text": answer.by_text}
    return start | known | _child_of(answer) | {"shows_name": answer.shows_name}


def _child_of(answer: ChoiceAnswer) -> dict[str, Any]:
    """What was said of a parent, as the form asks it."""
    if not answer.child:
        return {}
    telephone = spoken(answer.child["parent_telephone"])
    return {"is_minor": True, **answer.child, "parent_telephone": telephone}


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
