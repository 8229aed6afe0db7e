"""What people may say of themselves to be mixed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.tables.models import Age, Attribute, Language, Portrait, Trade

_BOXES = forms.CheckboxSelectMultiple


class PortraitForm(forms.Form):
    """Each answer may stay empty."""

    age = forms.TypedChoiceField(
        label=_("My age"),
        choices=[("", _("I would rather not say")), *Age.choices],
        coerce=int,
        required=False,
        empty_value=None,
    )
    quarter = forms.CharField(
        label=_("Where I live"),
        help_text=_("The quarter or the hamlet, no address. For example: the harbour."),
        max_length=60,
        required=False,
    )
    trade = forms.ChoiceField(
        label=_("What I do"), choices=[("", _("I would rather not say")), *Trade.choices], required=False
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages I am at ease in"), choices=Language.choices, widget=_BOXES, required=False
    )
    needs_easy_table = forms.BooleanField(
        label=_("I need a table easy to get to, without a step"), required=False
    )
    declined = forms.MultipleChoiceField(
        label=_("Do not mix me by"),
        help_text=_("You are mixed all the same, without looking at it."),
        choices=Attribute.choices,
        widget=_BOXES,
        required=False,
    )

    @staticmethod
    def start(portrait: Portrait | None) -> dict[str, Any]:
        """What somebody said last time."""
        if portrait is None:
            return {}
        return {name: getattr(portrait, name) for name in PortraitForm.base_fields}


class LookingForm(forms.Form):
    """The name of somebody one knows."""

    qui = forms.CharField(label=_("Their name"), max_length=80)
