"""Oui, si besoin, non: one line a date; a first name for who has no account; the meeting it becomes."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle
from parvis.kit.fields import HourField
from parvis.meetings.forms.meeting import VISIBILITIES, hours_of
from parvis.meetings.models import DateAnswer, DatePoll, ProposedDate
from parvis.members.forms.fields import ContactField, NameField
from parvis.members.models import Member


class PollAnswerForm(forms.Form):
    """Somebody known answers."""

    def __init__(
        self,
        *args: Any,
        dates: Iterable[ProposedDate],
        said: Mapping[int, str] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(*args, **options)
        self.dates = list(dates)
        for date in self.dates:
            self.fields[f"date_{date.pk}"] = forms.ChoiceField(
                label=date.words,
                choices=DateAnswer.Says.choices,
                required=False,
                widget=forms.RadioSelect,
                initial=(said or {}).get(date.pk, ""),
            )

    @property
    def lines(self) -> list[tuple[ProposedDate, str, str]]:
        """Each date with the name of its field and what is ticked now."""
        return [(date, f"date_{date.pk}", str(self[f"date_{date.pk}"].value() or "")) for date in self.dates]

    @property
    def says(self) -> dict[int, str]:
        """Number of a date → yes, maybe, no; dates left out are not there."""
        said = self.cleaned_data
        return {date.pk: said[f"date_{date.pk}"] for date in self.dates if said[f"date_{date.pk}"]}

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if not any(said.get(f"date_{date.pk}") for date in self.dates):
            raise ValidationError(gettext("Answer one date at least."))
        return said


class NewcomerAnswerForm(PollAnswerForm):
    """Somebody without account: a first name, and a way to be told, if they wish."""

    name = NameField(label=_("Your first name"))
    contact = ContactField(
        label=_("How can we reach you?"),
        required=False,
        help_text=_("A telephone number or an e-mail address, to be told which date is chosen."),
    )
    field_order = ("name", "contact")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].error_messages["required"] = _("Write your first name. For example: Jeanne.")

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"]
        if not any(letter.isalpha() for letter in name):
            raise ValidationError(gettext("Write your first name. For example: Jeanne."))
        return name


class InvitationForm(forms.Form):
    """Somebody to whom the asker hands an address of their own."""

    name = NameField(label=_("Their first name"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].error_messages["required"] = _("Write their first name. For example: Jeanne.")


class ChoiceForm(forms.Form):
    """The date that is chosen: for whom the meeting is, and its hours when the date is a whole day."""

    date = forms.ModelChoiceField(ProposedDate.objects.none(), widget=forms.HiddenInput)
    begins = HourField(label=_("From"), help_text=_("For example: 18 h"), required=False)
    ends = HourField(label=_("To"), help_text=_("Two hours, unless you say"), required=False)
    audience = forms.ChoiceField(label=_("For whom?"), required=False)

    def __init__(self, *args: Any, poll: DatePoll, member: Member, **options: Any) -> None:
        super().__init__(*args, **options)
        circles = member.memberships.filter(accepted_at__isnull=False).values_list(
            "circle_id", "circle__name"
        )
        self.fields["audience"].choices = [  # type: ignore[attr-defined]
            *VISIBILITIES,
            *((f"circle:{pk}", name) for pk, name in circles),
        ]
        self.fields["audience"].initial = f"circle:{poll.circle_id}" if poll.circle_id else "members"
        self.fields["date"].queryset = poll.dates.all()  # type: ignore[attr-defined]
        for name in ("begins", "ends"):
            self.fields[name].widget = forms.DateInput(
                format="%H h %M", attrs={"type": "text", "autocomplete": "off"}
            )

    @property
    def asks_for_hours(self) -> bool:
        """Whether the chosen date is a whole day."""
        return any(date.is_whole_day and str(date.pk) == str(self["date"].value()) for date in self._dates())

    def _dates(self) -> Iterable[ProposedDate]:
        return self.fields["date"].queryset  # type: ignore[attr-defined,no-any-return]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        date = said.get("date")
        if date is not None and date.is_whole_day and not said.get("begins") and "begins" not in self.errors:
            self.add_error("begins", gettext("Say at what hour it begins. For example: 18 h."))
        return said

    @property
    def facts(self) -> dict[str, Any]:
        """What `become_meeting` wants to know."""
        said = self.cleaned_data
        kind, _colon, circle_pk = said["audience"].partition(":")
        facts: dict[str, Any] = {
            "date": said["date"],
            "visibility": kind,
            "circle": Circle.objects.get(pk=circle_pk) if circle_pk else None,
        }
        if said["date"].is_whole_day:
            facts["begins_at"], facts["ends_at"] = self._hours(said)
        return facts

    def _hours(self, said: dict[str, Any]) -> tuple[datetime, datetime]:
        day = timezone.localdate(said["date"].begins_at)
        return hours_of(day, said["begins"], said.get("ends"))
