"""One field to signal; a reason and a person to set aside."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.members.models import Member, Role


class SignalForm(forms.Form):
    words = forms.CharField(label=_("What is wrong?"), max_length=300)
    is_signed = forms.BooleanField(label=_("With my name, for whoever reads it"), required=False)

    def __init__(self, data: Any = None, *, is_member: bool) -> None:
        super().__init__(data)
        if not is_member:
            del self.fields["is_signed"]


class SetAsideForm(forms.Form):
    reason = forms.CharField(
        label=_("Why?"), help_text=_("Who wrote it reads it: one kind sentence."), max_length=300
    )
    turn_to = forms.ModelChoiceField(
        label=_("Whom may they turn to?"), queryset=Member.objects.none(), required=False, empty_label=_("Me")
    )

    def __init__(self, by: Member, data: Any = None) -> None:
        super().__init__(data)
        here = Role.objects.at_work().filter(circle=None, place=None, ritual=None).values("member")
        members = Member.objects.filter(pk__in=here).exclude(pk=by.pk).order_by("search_name", "pk")
        self.fields["turn_to"].queryset = members  # type: ignore[attr-defined]
