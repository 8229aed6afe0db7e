"""Why somebody is kept out, until when, whom they may talk to."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.identity import current
from parvis.kit.fields import DayField
from parvis.members.models import Member, Role

_TALKING = (Role.Kind.ADMINISTRATOR, Role.Kind.CORRESPONDENT)


class RemovalForm(forms.Form):
    """The reason, as the person will read it, and somebody to talk to."""

    reason = forms.CharField(
        label=gettext_lazy("The reason, as the person will read it"),
        max_length=500,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": gettext_lazy("Write the reason. The person will read it.")},
    )
    turn_to = forms.ModelChoiceField(
        label=gettext_lazy("Who can they talk to?"),
        queryset=Member.objects.none(),
        empty_label=None,
        error_messages={"required": gettext_lazy("Choose somebody they can talk to.")},
    )

    def __init__(self, *args: Any, about: Member, by: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        holding = Role.objects.at_work().filter(kind__in=_TALKING).values("member")
        people = Member.objects.filter(pk__in=holding).exclude(pk=about.pk).order_by("search_name", "pk")
        self.fields["turn_to"].queryset = people  # type: ignore[attr-defined]
        self.fields["turn_to"].initial = by.pk


class SuspensionForm(RemovalForm):
    until_on = DayField(
        label=gettext_lazy("Until which day?"),
        required=False,
        help_text=gettext_lazy("Empty: until somebody of the team ends it."),
    )
    field_order = ("reason", "until_on", "turn_to")

    def clean_until_on(self) -> datetime | None:
        """The morning of that day, in the community's time zone."""
        day = self.cleaned_data["until_on"]
        if day is None:
            return None
        if day <= timezone.localdate():
            raise ValidationError(_("This day is past. Choose a day from tomorrow on."))
        return datetime.combine(day, time(), current().zone)
