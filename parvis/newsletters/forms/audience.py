"""Who receives a letter: one criterion more, one less, and who reads it on the site."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.newsletters.audience import AND, EXCEPT, OR, Criterion
from parvis.newsletters.models import Letter
from parvis.newsletters.saying_audience import Names

JOINS = [(AND, _("and also")), (OR, _("or")), (EXCEPT, _("except"))]


class CriterionForm(forms.Form):
    """One criterion more, joined to those before it."""

    join = forms.ChoiceField(label=_("How is it joined?"), choices=JOINS, initial=AND)
    criterion = forms.ChoiceField(label=_("Who?"))

    def __init__(self, *args: Any, names: Names, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["criterion"].choices = [("", _("Choose")), *names.groups()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Criterion:
        """What was chosen."""
        kind, _colon, key = self.cleaned_data["criterion"].partition(":")
        return Criterion(self.cleaned_data["join"], kind, key)


class ShownForm(forms.Form):
    """Who else reads it."""

    shown_to = forms.ChoiceField(
        label=_("Who may read it on the site?"), choices=Letter.ShownTo.choices, widget=forms.RadioSelect
    )
