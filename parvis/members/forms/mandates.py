"""Who may act for me: whom, what for, how long; the sentence comes on the next screen."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.members.mandates import Lasts, Scope
from parvis.members.minding_mandates import at_the_desk
from parvis.members.models import Member

DESK = "desk"


class MandateForm(forms.Form):
    whom = forms.ChoiceField(label=_("Who may act for me?"), widget=forms.RadioSelect)
    scopes = forms.MultipleChoiceField(
        label=_("What for?"),
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick at least one line.")},
    )
    lasts = forms.ChoiceField(label=_("How long?"), choices=Lasts.choices, widget=forms.RadioSelect)

    def __init__(self, *args: Any, member: Member, at: datetime, **named: Any) -> None:
        """Whoever keeps the desk now may be chosen, but not oneself."""
        super().__init__(*args, **named)
        self.people = {str(one.pk): one for one in at_the_desk(at).exclude(pk=member.pk)[:20]}
        choices: list[tuple[str, Any]] = [(key, one.name) for key, one in self.people.items()]
        if choices:
            choices.insert(0, (DESK, _("Whoever answers at the desk")))
        self.fields["whom"].choices = choices  # type: ignore[attr-defined]
        usual = {"whom": DESK, "scopes": [Scope.REGISTRATIONS, Scope.MESSAGES], "lasts": Lasts.YEAR}
        self.initial = {**usual, **self.initial}

    @property
    def is_for_the_desk(self) -> bool:
        return bool(self.cleaned_data["whom"] == DESK)

    @property
    def holder(self) -> Member:
        """The person chosen, or the first of those who keep the desk."""
        return self.people.get(self.cleaned_data["whom"]) or next(iter(self.people.values()))
