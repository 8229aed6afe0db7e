"""Seats in a car, or a car that is looked for: three fields at most."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from parvis.kit.fields import HourField
from parvis.meetings.models import Meeting, Registration
from parvis.rides.models import Car, RideWish
from parvis.rides.models.car import MOST_SEATS
from parvis.rides.offering import USUALLY_BEFORE


class OfferForm(forms.Form):
    seats = forms.IntegerField(
        label=_("How many free seats?"), min_value=1, max_value=MOST_SEATS,
        error_messages={
            "required": _("Say how many seats are free: from one to eight."),
            "max_value": _("Say how many seats are free: from one to eight."),
        },
    )  # fmt: skip
    place_words = forms.CharField(
        label=_("Where do you leave from?"), help_text=_("For example: Saint-Martin, in front of the church"),
        max_length=120, error_messages={"required": _("Say where you leave from.")},
    )  # fmt: skip
    leaves_at = HourField(label=_("At what hour?"))

    def __init__(self, registration: Registration, data: Any = None, car: Car | None = None) -> None:
        self.meeting = registration.meeting
        start = timezone.localtime(car.leaves_at if car else self.meeting.begins_at - USUALLY_BEFORE)
        initial: dict[str, Any] = {"leaves_at": start.time().replace(second=0, microsecond=0)}
        if car:
            initial |= {"seats": car.seats, "place_words": car.place_words}
        super().__init__(data, initial=initial, prefix="offer")
        together = registration.party
        self.fields["seats"].help_text = ngettext(
            "Beside your own: %(count)s person is aboard already.",
            "Beside yours: %(count)s people are aboard already.",
            together,
        ) % {"count": together}

    @property
    def facts(self) -> dict[str, Any]:
        """As `offer` takes them."""
        said = self.cleaned_data
        return {
            "seats": said["seats"], "place_words": said["place_words"],
            "leaves_at": leaving(self.meeting, said["leaves_at"]),
        }  # fmt: skip


class AskForm(forms.Form):
    place_words = forms.CharField(
        label=_("Where could you be taken along?"), help_text=_("For example: the bus stop of the village"),
        max_length=120, required=False,
    )  # fmt: skip
    people = forms.IntegerField(label=_("For how many people?"), min_value=1, max_value=MOST_SEATS)

    def __init__(self, registration: Registration, data: Any = None, wish: RideWish | None = None) -> None:
        initial: dict[str, Any] = {"people": registration.party}
        if wish:
            initial = {"people": wish.people, "place_words": wish.place_words}
        super().__init__(data, initial=initial, prefix="ask")
        if registration.party == 1:
            del self.fields["people"]

    @property
    def facts(self) -> dict[str, Any]:
        """As `ask` takes them."""
        return {"place_words": self.cleaned_data["place_words"], "people": self.cleaned_data.get("people")}


def leaving(meeting: Meeting, hour: Any) -> datetime:
    """That hour of the meeting's day, by the clock here."""
    local = timezone.localtime(meeting.begins_at)
    return local.replace(hour=hour.hour, minute=hour.minute, second=0, microsecond=0)
