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
from parvis.meetings.forms.hours import hours_of
from parvis.meetings.forms.meeting import VISIBILITIES
from parvis.meetings.forms.ways_out import apart_in
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
    apart = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)
    has_read = forms.BooleanField(required=False, widget=forms.HiddenInput)

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
            "distinct_from": {key: ",".join(sorted(kinds)) for key, kinds in self.known_apart.items()},
        }
        if said["date"].is_whole_day:
            facts["begins_at"], facts["ends_at"] = self.hours
        return facts

    @property
    def known_apart(self) -> dict[str, frozenset[str]]:
        """The meetings told, which are really others: key → kinds."""
        return apart_in(self.cleaned_data["apart"])

    @property
    def hours(self) -> tuple[datetime, datetime]:
        """When the meeting would be."""
        date: ProposedDate = self.cleaned_data["date"]
        return self._hours(self.cleaned_data) if date.is_whole_day else (date.begins_at, date.ends_at)

    def _hours(self, said: dict[str, Any]) -> tuple[datetime, datetime]:
        day = timezone.localdate(said["date"].begins_at)
        return hours_of(day, said["begins"], said.get("ends"))
