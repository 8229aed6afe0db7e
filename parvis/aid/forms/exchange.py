"""What people type into an exchange: a few words, a day, an hour, a place, how long it took."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.aid.exchange.desks import hours_of, keepers
from parvis.aid.models import Settlement
from parvis.community.models import Place
from parvis.conversations.handing_over import LONGEST_PLACE
from parvis.conversations.saying import LONGEST_AMONG_US
from parvis.kit.fields import DayField, HourField
from parvis.kit.hours_in_words import is_there

MOST_PLACES = 30
_PLACE, _DESK = "place", "desk"


class AnswerForm(forms.Form):
    """A few words to whoever wrote the notice."""

    words = forms.CharField(
        label=_("A few words"), max_length=LONGEST_AMONG_US, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Your address and your number stay hidden."),
    )  # fmt: skip


class HourForm(forms.Form):
    """A day, an hour and a place: of the list, the desk, or in their own words."""

    day = DayField(label=_("Which day?"))
    hour = HourField(label=_("At what hour?"))
    spot = forms.ChoiceField(label=_("Where?"), required=False)
    where = forms.CharField(
        label=_("Another place, or more exactly"), max_length=LONGEST_PLACE, required=False,
        help_text=_("Only the other reads it."),
    )  # fmt: skip
    anyway = forms.BooleanField(label=_("This hour all the same: they know of it"), required=False)
    is_outside = False  # of the hours of the desk, as far as their words say it

    def __init__(
        self,
        now: datetime,
        data: Any = None,
        known: Settlement | None = None,
        *,
        is_at_the_desk: bool = False,
    ) -> None:
        """is_at_the_desk: whoever writes it down there knows when they open."""
        super().__init__(data, prefix="hour", initial=_shown(known))
        self.is_at_the_desk = is_at_the_desk
        self.places = {
            f"{_PLACE}-{one.pk}": one
            for one in Place.objects.filter(is_active=True, is_listed=True).order_by("name")[:MOST_PLACES]
        }
        self.desks = {f"{_DESK}-{one.pk}": one for one in keepers(now)}
        choices = [("", _("Between the two of us")), *((key, one.name) for key, one in self.places.items())]
        choices += [(key, _desk(one)) for key, one in self.desks.items()]
        self.fields["spot"].choices = choices  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not given.get("spot") and not given.get("where") and "spot" not in self.errors:
            self.add_error("where", _("Say where you meet."))
        self._check_hours(given)
        return given

    def _check_hours(self, given: dict[str, Any]) -> None:
        """An hour when nobody keeps the desk is asked about once, and never refused."""
        keeper, day, hour = self.desks.get(given.get("spot", "")), given.get("day"), given.get("hour")
        if keeper is None or day is None or hour is None or self.is_at_the_desk:
            return
        hours = hours_of(keeper)
        self.is_outside = is_there(hours, datetime.combine(day, hour)) is False
        if self.is_outside and not given.get("anyway"):
            words = gettext("%(name)s is at the desk %(hours)s. Choose another hour, or confirm this one.")
            self.add_error("anyway", words % {"name": keeper.first_name, "hours": hours})

    @property
    def facts(self) -> dict[str, Any]:
        """What `settle` takes, once it is valid."""
        given = self.cleaned_data
        moment = timezone.make_aware(datetime.combine(given["day"], given["hour"]))
        return {
            "begins_at": moment,
            "place": self.places.get(given["spot"]),
            "keeper": self.desks.get(given["spot"]),
            "where": given["where"],
        }


def _desk(keeper: Any) -> str:
    """« À la permanence, avec Monique (mardi, de 14 h à 17 h) »."""
    words = gettext("At the desk, with %(name)s") % {"name": keeper.first_name}
    hours = hours_of(keeper)
    return f"{words} ({hours})" if hours else words


def _shown(known: Settlement | None) -> dict[str, Any]:
    """The hour that is on the table, to be changed."""
    if known is None:
        return {}
    local = timezone.localtime(known.begins_at)
    spot = f"{_PLACE}-{known.place_id}" if known.place_id else ""
    spot = f"{_DESK}-{known.keeper_id}" if known.keeper_id else spot
    return {"day": local.date(), "hour": local.time(), "spot": spot, "where": known.where}


class MinutesForm(forms.Form):
    """How long it took, asked once."""

    minutes = forms.TypedChoiceField(
        label=_("How long did it take?"), coerce=int,
        choices=[
            (15, _("A quarter of an hour")), (30, _("Half an hour")), (60, _("An hour")),
            (120, _("Two hours")), (240, _("Half a day")), (480, _("A day")),
        ],
    )  # fmt: skip
