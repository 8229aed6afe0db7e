"""What people choose of their coffees, and what a community chooses."""

from datetime import datetime
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Place
from parvis.kit.fields import DayField, HourField
from parvis.tables.coffee.rhythms import rhythms_within
from parvis.tables.models import CoffeeRing, CoffeeWish, Rhythm


class HowForm(forms.Form):
    """How often, near where, and the telephone."""

    rhythm = forms.ChoiceField(label=_("How often?"), widget=forms.RadioSelect)
    near = forms.ModelChoiceField(
        label=_("Near which place?"), queryset=Place.objects.none(), required=False, empty_label=_("Anywhere")
    )
    shows_telephone = forms.BooleanField(
        label=_("Show my number to those I am drawn with"), required=False,
        help_text=_("To find one another, or to agree by voice."),
    )  # fmt: skip

    def __init__(
        self, ring: CoffeeRing, data: Any = None, wish: CoffeeWish | None = None, **known: Any
    ) -> None:
        if wish is not None:
            shown = {"rhythm": wish.rhythm, "near": wish.near_id, "shows_telephone": wish.shows_telephone}
            known["initial"] = shown
        super().__init__(data, **known)
        self.fields["rhythm"].choices = rhythms_within(ring.rhythm)  # type: ignore[attr-defined]
        places = Place.objects.filter(Q(is_active=True, is_listed=True)).order_by("name")
        self.fields["near"].queryset = places  # type: ignore[attr-defined]


class PauseForm(forms.Form):
    until = DayField(
        label=_("Until which day?"), help_text=_("You are back in the draws by yourself that day.")
    )


class OwnHourForm(forms.Form):
    day = DayField(label=_("Which day?"))
    hour = HourField(label=_("At what hour?"))

    @property
    def moment(self) -> datetime:
        """Once it is valid."""
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], self.cleaned_data["hour"]))


class RingForm(forms.Form):
    is_on = forms.BooleanField(label=_("The coffee is open"), required=False)
    rhythm = forms.ChoiceField(
        label=_("How often is it drawn?"), choices=Rhythm.choices, widget=forms.RadioSelect,
        help_text=_("On Monday morning. Each person may wish it less often."),
    )  # fmt: skip
    size = forms.TypedChoiceField(
        label=_("How many at a table?"), coerce=int, widget=forms.RadioSelect,
        choices=[
            (2, _("By two (three when somebody is left)")), (3, _("By three")), (4, _("By four")),
            (5, _("By five")),
        ],
    )  # fmt: skip
    joins_circles = forms.BooleanField(
        label=_("Rather people of different circles"), required=False,
        help_text=_("Those who never met always come first."),
    )  # fmt: skip

    def __init__(self, ring: CoffeeRing, data: Any = None) -> None:
        names = ("is_on", "rhythm", "size", "joins_circles")
        super().__init__(data, initial={name: getattr(ring, name) for name in names})
        if ring.circle_id is not None:
            del self.fields["joins_circles"]
