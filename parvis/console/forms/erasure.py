"""Erase somebody today: which legal request, in a few words, and a box that says one knows."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ErasureForm(forms.Form):
    reason = forms.CharField(
        label=_("Their request"),
        max_length=200,
        help_text=_("For example: letter of 12 November. Without their name: every member reads it."),
        error_messages={"required": _("Say which request it was.")},
    )
    knows = forms.BooleanField(
        label=_("I know that there is no way back"),
        error_messages={"required": _("Tick the box to go on.")},
    )
