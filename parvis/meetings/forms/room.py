"""The small forms of the host: who arrives, why it is cancelled, whether it happened, until when."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.kit.fields import HourField
from parvis.meetings.forms.places import place_choices, place_of


class StrangerForm(forms.Form):
    """Someone nobody had registered: one field."""

    first_name = forms.CharField(
        label=_("Their first name"),
        max_length=80,
        error_messages={"required": _("Write a first name. For example: Samir.")},
    )


class CancellationForm(forms.Form):
    """One optional sentence, told to those who were coming."""

    reason = forms.CharField(
        label=_("A word for those who were coming"),
        help_text=_("For example: too much wind, we meet next week."),
        required=False,
        max_length=300,
    )
    scope = forms.ChoiceField(choices=[("one", "one"), ("following", "following")], required=False)


class ClosingForm(forms.Form):
    """Did it happen, and how many people whose name nobody took."""

    happened = forms.TypedChoiceField(
        label=_("Did it happen?"),
        choices=[("yes", _("Yes")), ("no", _("No"))],
        widget=forms.RadioSelect,
        coerce=lambda said: said == "yes",
        error_messages={"required": _("Say whether it happened.")},
    )
    unnamed_people = forms.IntegerField(
        label=_("Others who were there, without their name"),
        help_text=_("For example: 4, if four people did not say their name"),
        required=False,
        min_value=0,
        max_value=5000,
    )

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "happened": self.cleaned_data["happened"],
            "unnamed_people": self.cleaned_data["unnamed_people"] or 0,
        }


class HereForm(forms.Form):
    """« Je suis là, venez »: where, until when, and perhaps what for."""

    place = forms.ChoiceField(label=_("Where are you?"))
    where = forms.CharField(label=_("Elsewhere, in your words"), required=False, max_length=200)
    until = HourField(
        label=_("Until"),
        help_text=_("For example: 18 h"),
        widget=forms.TimeInput(format="%H h %M", attrs={"type": "text", "autocomplete": "off"}),
    )
    title = forms.CharField(label=_("To do what?"), required=False, max_length=120)

    def __init__(self, *args: Any, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = now
        self.fields["place"].choices = [*place_choices(), ("other", gettext("Elsewhere"))]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("place") == "other" and not said.get("where"):
            self.add_error("where", gettext("Say where we meet. For example: in front of the school."))
        return said

    @property
    def facts(self) -> dict[str, Any]:
        """What `improvise` wants to know. An hour already past means tomorrow morning."""
        here = timezone.localtime(self.now)
        until = here.replace(
            hour=self.cleaned_data["until"].hour,
            minute=self.cleaned_data["until"].minute,
            second=0,
            microsecond=0,
        )
        place, room = place_of(self.cleaned_data["place"])
        return {
            "place": place,
            "room": room,
            "where": self.cleaned_data["where"],
            "title": self.cleaned_data["title"],
            "until_at": until if until > here else until + timedelta(days=1),
        }
