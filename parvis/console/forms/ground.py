"""Places, rooms, circles and rituals, as the administrator writes them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle, Place, Ritual, Room

MOST_PEOPLE = 100_000


def _capacity() -> forms.IntegerField:
    return forms.IntegerField(
        label=_("How many people does it hold?"), required=False, min_value=0, max_value=MOST_PEOPLE
    )


class PlaceForm(forms.ModelForm):  # type: ignore[type-arg]
    capacity = _capacity()

    class Meta:
        model = Place
        fields = ("name", "address", "access", "capacity", "opens", "latitude", "longitude", "is_active")
        labels = {
            "name": _("Name of the place"),
            "address": _("Address"),
            "access": _("How do people get there and in?"),
            "opens": _("Who opens?"),
            "latitude": _("Latitude"),
            "longitude": _("Longitude"),
            "is_active": _("We meet there"),
        }
        help_texts = {
            "access": _("Bus, steps, ramp, hearing loop, parking."),
            "opens": _("For example: Karim has the key."),
            "latitude": _("For maps, if you know it. For example: 46.8001."),
        }
        widgets = {"access": forms.Textarea(attrs={"rows": 3})}

    def clean_latitude(self) -> float | None:
        return _within(self.cleaned_data["latitude"], 90)

    def clean_longitude(self) -> float | None:
        return _within(self.cleaned_data["longitude"], 180)


def _within(degrees: float | None, limit: int) -> float | None:
    if degrees is not None and not -limit <= degrees <= limit:
        raise forms.ValidationError(_("This number is not on the map."))
    return degrees


class RoomForm(forms.ModelForm):  # type: ignore[type-arg]
    """A room of the place given as the instance's."""

    capacity = _capacity()

    class Meta:
        model = Room
        fields = ("name", "capacity", "access")
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
            raise forms.ValidationError(_("This place already has a room of this name."))
        return name


class CircleForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Circle
        fields = ("name", "about", "kind", "joining", "publishing")
        labels = {
            "name": _("Name of the circle"),
            "about": _("What do you do together?"),
            "kind": _("What kind of circle?"),
            "joining": _("How does one join?"),
            "publishing": _("Who publishes its meetings?"),
        }
        help_texts = {"kind": _("In your own word: site, trade, street.")}
        widgets = {
            "about": forms.Textarea(attrs={"rows": 3}),
            "joining": forms.RadioSelect,
            "publishing": forms.RadioSelect,
        }

    def clean(self) -> dict[str, Any] | None:
        """A name is taken by a circle everybody may know of; nobody is told of the others."""
        facts = super().clean() or {}
        joining, name = facts.get("joining"), facts.get("name")
        known = Circle.objects.exclude(joining=Circle.Joining.SECRET).exclude(pk=self.instance.pk)
        if name and joining and joining != Circle.Joining.SECRET and known.filter(name=name).exists():
            self.add_error("name", _("A circle already has this name."))
        return facts


class RitualForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Ritual
        fields = ("name", "about", "season", "is_current")
        labels = {
            "name": _("Name of the ritual"),
            "about": _("What do we do?"),
            "season": _("When?"),
            "is_current": _("It is the season: show it on the home page"),
        }
        help_texts = {"season": _("For example: the first Tuesday of the month.")}
        widgets = {"about": forms.Textarea(attrs={"rows": 3})}
