"""How somebody is reached, and for what: five ways at most, three wishes."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from parvis.community.interests import offered
from parvis.community.switches import is_on
from parvis.members.choosing import Choice, choices_for, chosen_by
from parvis.members.choosing_interests import interests_of
from parvis.members.forms.fields import ContactField, NameField
from parvis.members.models import Member, Wish

_TOLD = {
    Wish.EVERYTHING: _("Everything: what concerns me, and the life of the place"),
    Wish.ESSENTIAL: _("The essential: what concerns me, and the questions that wait for me"),
    Wish.REMINDERS: _("Only my reminders: what I joined, when it changes or is cancelled"),
}


class ChoicesForm(forms.Form):
    """What is possible for this person; the way stays as it is when none is chosen."""

    how = forms.ChoiceField(label=_("How do we reach you?"), widget=forms.RadioSelect)
    wish = forms.ChoiceField(
        label=_("For what?"), widget=forms.RadioSelect, choices=[(key, _TOLD[key]) for key in Wish]
    )
    interests = forms.MultipleChoiceField(
        label=_("What interests you?"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("The letter tells you more about it. What is for everybody stays."),
    )

    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        self.ways = {choice.key: choice for choice in choices_for(member)}
        self.offered = {str(one.pk): one for one in offered()} if is_on("newsletters") else {}
        liked = [str(one.pk) for one in interests_of(member)] if self.offered else []
        options["initial"] = {"how": chosen_by(member), "wish": member.wish, "interests": liked}
        super().__init__(*args, **options)
        names = [(key, _capital(one.name)) for key, one in self.offered.items()]
        self.fields["interests"].choices = names  # type: ignore[attr-defined]
        if not names:
            del self.fields["interests"]
        how = self.fields["how"]
        how.choices = [(key, _said(choice)) for key, choice in self.ways.items()]  # type: ignore[attr-defined]
        how.required = False
        if not self.ways:
            del self.fields["how"]

    @property
    def way(self) -> Choice | None:
        """The way that was chosen."""
        return self.ways.get(self.cleaned_data.get("how", ""))

    @property
    def chosen(self) -> dict[str, Any]:
        """What was chosen, as `choosing.choose` takes it; interests only where the place has some."""
        interests = [self.offered[key] for key in self.cleaned_data.get("interests", ())]
        liked = {"interests": interests} if self.offered else {}
        return {"choice": self.way, "wish": self.cleaned_data["wish"], **liked}


class ThroughForm(forms.Form):
    """Somebody the person trusts."""

    name = NameField(label=_("Who passes it on to you?"), help_text=_("For example: Claire, my daughter."))
    contact = ContactField(
        label=_("Their number or e-mail address"),
        help_text=_("Ask them first: they receive what is meant for you."),
    )


def _capital(name: str) -> str:
    """« Le jardin »: as a line of its own."""
    return name[:1].upper() + name[1:]


def _said(choice: Choice) -> str:
    return format_html("{}, {}", choice.how.label, choice.where) if choice.where else str(choice.how.label)
