"""How somebody is reached, and for what: five ways at most, three wishes."""

from typing import Any

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from parvis.members.choosing import Choice, choices_for, chosen_by
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

    def __init__(self, *args: Any, member: Member, **options: Any) -> None:
        self.ways = {choice.key: choice for choice in choices_for(member)}
        options["initial"] = {"how": chosen_by(member), "wish": member.wish}
        super().__init__(*args, **options)
        how = self.fields["how"]
        how.choices = [(key, _said(choice)) for key, choice in self.ways.items()]  # type: ignore[attr-defined]
        how.required = False
        if not self.ways:
            del self.fields["how"]

    @property
    def way(self) -> Choice | None:
        """The way that was chosen."""
        return self.ways.get(self.cleaned_data.get("how", ""))


class ThroughForm(forms.Form):
    """Somebody the person trusts."""

    name = NameField(label=_("Who passes it on to you?"), help_text=_("For example: Claire, my daughter."))
    contact = ContactField(
        label=_("Their number or e-mail address"),
        help_text=_("Ask them first: they receive what is meant for you."),
    )


def _said(choice: Choice) -> str:
    return format_html("{}, {}", choice.how.label, choice.where) if choice.where else str(choice.how.label)
