"""The one choice of who leaves: what becomes of the texts and photos shared with others."""

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.members.models import Texts


class DepartureForm(forms.Form):
    texts = forms.ChoiceField(
        label=_("My sentences and photos in our stories"),
        choices=Texts.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose what becomes of your sentences and photos.")},
    )
