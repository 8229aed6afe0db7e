"""What is typed on the bridge: why it wakes and for how long; whom one looks for."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.aid.models import HelpKind, Wake

LASTS = {
    "6": _("Six hours"),
    "24": _("One day"),
    "72": _("Three days"),
    "168": _("A week"),
    "336": _("Two weeks"),
}


class LastsForm(forms.Form):
    lasts = forms.ChoiceField(label=_("For how long, from now?"), choices=LASTS.items(), initial="72")

    @property
    def duration(self) -> timedelta:
        return timedelta(hours=int(self.cleaned_data["lasts"]))


class WakeForm(LastsForm):
    why = forms.ChoiceField(label=_("What happens?"), choices=Wake.Why.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("One sentence for those who are ready"),
        help_text=_("For example: 38 degrees until Friday, let us call those who live alone."),
        max_length=200,
    )
    field_order = ("why", "words", "lasts")


class LookForm(forms.Form):
    q = forms.CharField(label=_("A name, a number, a card"), max_length=120, required=False)


class ReadyForm(forms.Form):
    """For who writes down what is heard on the telephone."""

    kinds = forms.MultipleChoiceField(
        label=_("What can they do?"),
        choices=HelpKind.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Nothing ticked: they are no longer on the list."),
    )

    def __init__(self, **known: Any) -> None:
        super().__init__(**known)
