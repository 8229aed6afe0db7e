"""A place, its rooms, when it is open and when it is closed, as the administrator writes them."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Place, Room
from parvis.community.models.place import MOST_MINUTES
from parvis.kit.fields import DayField
from parvis.members.contacts import read_contact

MOST_PEOPLE = 100_000
_SAID = [("unknown", _("nobody said")), ("true", _("yes")), ("false", _("no"))]
_AS_THE_PLACE = [("unknown", _("as the place")), *_SAID[1:]]
_FACTS = {
    "is_step_free": _("Can one enter without steps?"),
    "has_hearing_loop": _("Is there a hearing loop?"),
    "has_adapted_toilets": _("Are there adapted toilets?"),
    "has_parking": _("Can one park?"),
    "has_bus": _("Is there a bus or a train nearby?"),
}
_MINUTES = {
    "setup_minutes": _("Minutes to set up, before"),
    "cleanup_minutes": _("Minutes to clean up, after"),
}


def _capacity() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("How many people does it hold?"), required=False, min_value=0, max_value=MOST_PEOPLE
    )


def _minutes(name: str, *, of_room: bool = False) -> forms.IntegerField:
    hint = _("Empty: as the place.") if of_room else _("The room is taken during this time too.")
    return forms.IntegerField(
        label=_MINUTES[name], help_text=hint, required=False, min_value=0, max_value=MOST_MINUTES
    )


def _fact(name: str, choices: Any) -> forms.NullBooleanField:
    widget = forms.NullBooleanSelect()
    widget.choices = choices
    return forms.NullBooleanField(label=_FACTS[name], required=False, widget=widget)


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    capacity = _capacity()
    setup_minutes = _minutes("setup_minutes")
    cleanup_minutes = _minutes("cleanup_minutes")
    is_step_free = _fact("is_step_free", _SAID)
    has_hearing_loop = _fact("has_hearing_loop", _SAID)
    has_adapted_toilets = _fact("has_adapted_toilets", _SAID)
    has_parking = _fact("has_parking", _SAID)
    has_bus = _fact("has_bus", _SAID)

    class Meta:
        model = Place
        fields = (
            "name", "address", "access", "capacity", "opens", "key_telephone", "latitude", "longitude",
            "is_active", "is_listed", "is_shared", "is_on_request", "setup_minutes", "cleanup_minutes",
            *Place.FACTS,
        )  # fmt: skip
        labels = {
            "name": _("Name of the place"),
            "address": _("Address"),
            "access": _("How do people get there and in?"),
            "opens": _("Who opens?"),
            "key_telephone": _("Telephone of whoever has the key"),
            "latitude": _("Latitude"),
            "longitude": _("Longitude"),
            "is_active": _("We meet there"),
            "is_listed": _("Its page is for everyone"),
            "is_shared": _("Several meetings at once are fine"),
            "is_on_request": _("Whoever holds the key says yes to each meeting"),
        }
        help_texts = {
            "access": _("Which bus, which entrance, where to ring."),
            "opens": _("For example: Karim has the key."),
            "key_telephone": _("Shown on the page of the place."),
            "latitude": _("For maps, if you know it. For example: 46.8001."),
            "is_listed": _("Otherwise it is only for those who meet there."),
            "is_shared": _("For a park or a big hall. Its rooms stay for one meeting at a time."),
        }
        widgets = {"access": forms.Textarea(attrs={"rows": 3})}

    def clean_latitude(self) -> float | None:
        return _within(self.cleaned_data["latitude"], 90)

    def clean_longitude(self) -> float | None:
        return _within(self.cleaned_data["longitude"], 180)

    def clean_setup_minutes(self) -> int:
        return self.cleaned_data["setup_minutes"] or 0

    def clean_cleanup_minutes(self) -> int:
        return self.cleaned_data["cleanup_minutes"] or 0

    def clean_key_telephone(self) -> str:
        said = str(self.cleaned_data["key_telephone"]).strip()
        if not said:
            return ""
        contact = read_contact(said)
        if not contact.is_telephone:
            raise ValidationError(_("Write a telephone number. For example: 01 99 00 12 34."))
        return contact.address


def _within(degrees: float | None, limit: int) -> float | None:
    if degrees is not None and not -limit <= degrees <= limit:
        raise ValidationError(_("This number is not on the map."))
    return degrees


class RoomForm(forms.ModelForm):  # type: ignore[type-arg]
    """A room of the place given as the instance's."""

    capacity = _capacity()
    setup_minutes = _minutes("setup_minutes", of_room=True)
    cleanup_minutes = _minutes("cleanup_minutes", of_room=True)
    is_step_free = _fact("is_step_free", _AS_THE_PLACE)
    has_hearing_loop = _fact("has_hearing_loop", _AS_THE_PLACE)
    has_adapted_toilets = _fact("has_adapted_toilets", _AS_THE_PLACE)

    class Meta:
        model = Room
        fields = (
            "name", "capacity", "access", "setup_minutes", "cleanup_minutes",
            "is_step_free", "has_hearing_loop", "has_adapted_toilets",
        )  # fmt: skip
        labels = {
            "name": _("Name of the room"),
            "access": _("How do people get there and in?"),
        }
        widgets = {"access": forms.Textarea(attrs={"rows": 2})}

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"])
        others = Room.objects.filter(place=self.instance.place, name__iexact=name).exclude(
            pk=self.instance.pk
        )
        if others.exists():
            raise ValidationError(_("This place already has a room of this name."))
        return name


class ClosureForm(forms.Form):
    """Days of a place, or of one of its rooms, both included."""

    begins_on = DayField(
        label=_("Closed from"),
        help_text=_("For example: 3 August"),
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"type": "text", "autocomplete": "off"}),
        error_messages={"required": _("Say from which day. For example: 3/8.")},
    )
    ends_on = DayField(
        label=_("Closed until"),
        help_text=_("That day included. Empty: one day only."),
        required=False,
        widget=forms.DateInput(format="%d/%m/%Y", attrs={"type": "text", "autocomplete": "off"}),
    )
    is_yearly = forms.BooleanField(label=_("The same days every year"), required=False)
    room = forms.ModelChoiceField(
        label=_("Which room?"), queryset=Room.objects.none(), required=False, empty_label=_("The whole place")
    )
    reason = forms.CharField(
        label=_("Why?"), help_text=_("For example: works, holidays."), required=False, max_length=160
    )

    def __init__(self, *args: Any, place: Place, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["room"].queryset = place.rooms.order_by("name")  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        begins_on = said.get("begins_on")
        if begins_on and not said.get("ends_on") and "ends_on" not in self.errors:
            said["ends_on"] = begins_on
        if begins_on and (ends_on := said.get("ends_on")) and ends_on < begins_on:
            self.add_error("ends_on", _("It must end after it begins."))
        return said
