"""A group purchase: what, by what, until which day, fetched where and when."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.aid.models import GroupPurchase
from parvis.aid.purchases.organising import MOST_OF_ALL, MOST_OF_EACH
from parvis.community.models import Circle, Place
from parvis.kit.fields import DayField, HourField
from parvis.members.models import Member


class PurchaseForm(forms.Form):
    title = forms.CharField(
        label=_("What do you buy together?"), help_text=_("For example: organic flour"), max_length=120
    )
    unit = forms.CharField(label=_("By what?"), help_text=_("For example: a bag of 5 kilos"), max_length=40)
    price = forms.CharField(
        label=_("The price, in words"),
        help_text=_("For example: 9 euros, to give to Karim. Nothing is paid here."),
        max_length=120,
        required=False,
    )
    words = forms.CharField(
        label=_("What else is good to know"),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    closes_on = DayField(label=_("The last day to say how many"))
    fetched_on = DayField(label=_("The day one fetches it"))
    fetched_from = HourField(label=_("It is fetched from"))
    fetched_until = HourField(label=_("It is fetched until"))
    place = forms.ModelChoiceField(
        label=_("A place you know here"),
        queryset=Place.objects.none(),
        required=False,
        empty_label=_("Elsewhere"),
    )
    where = forms.CharField(
        label=_("Or elsewhere: where?"),
        help_text=_("For example: at Paul’s, 3 Mill Lane"),
        max_length=120,
        required=False,
    )
    most = forms.IntegerField(
        label=_("How many in all, at most?"), min_value=1, max_value=MOST_OF_ALL, required=False
    )
    most_each = forms.IntegerField(
        label=_("How many for each, at most?"), min_value=1, max_value=MOST_OF_EACH, initial=10
    )
    circle = forms.ModelChoiceField(
        label=_("For whom?"), queryset=Circle.objects.none(), required=False, empty_label=_("Everybody here")
    )

    days_long = 0  # of the pick-up, beyond its first day

    def __init__(self, by: Member, data: Any = None, **known: Any) -> None:
        super().__init__(data, **known)
        places = Place.objects.filter(is_active=True, is_listed=True).order_by("name", "pk")
        self.fields["place"].queryset = places  # type: ignore[attr-defined]
        circles = Circle.objects.filter(pk__in=by.circle_ids).order_by("name", "pk")
        self.fields["circle"].queryset = circles  # type: ignore[attr-defined]
        if not by.circle_ids:
            del self.fields["circle"]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if not said.get("place") and not said.get("where"):
            self.add_error("where", gettext("Say where it is fetched."))
        closes_on, fetched_on = said.get("closes_on"), said.get("fetched_on")
        if closes_on and fetched_on and fetched_on <= closes_on:
            self.add_error("fetched_on", gettext("It is fetched after the last day to say how many."))
        begins, ends = said.get("fetched_from"), said.get("fetched_until")
        if begins and ends and ends <= begins and not self.days_long:
            self.add_error("fetched_until", gettext("The last hour comes after the first one."))
        return said

    @property
    def facts(self) -> dict[str, Any]:
        """As the act takes them; the list closes when its last day ends."""
        said = self.cleaned_data
        names = ("title", "unit", "price", "words", "place", "where", "most", "most_each")
        return {
            **{name: said[name] for name in names},
            "circle": said.get("circle"),
            "closes_at": _moment(said["closes_on"], time(23, 59, 59)),
            "fetched_at": _moment(said["fetched_on"], said["fetched_from"]),
            "fetched_until_at": _moment(said["fetched_on"], said["fetched_until"]),
        }


class RepurchaseForm(PurchaseForm):
    """A purchase as it stands, to be written anew; for whom and how many stay."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, max_value=2**31 - 1)

    def __init__(self, by: Member, row: GroupPurchase, data: Any = None) -> None:
        super().__init__(by, data, initial=_initial(row))
        self.row = row
        # Its place is offered even when nobody could choose it now: saving changes nothing.
        here = Q(is_active=True, is_listed=True) | Q(pk=row.place_id)
        self.fields["place"].queryset = Place.objects.filter(here).order_by("name", "pk")  # type: ignore[attr-defined]
        first, last = (timezone.localdate(one) for one in (row.fetched_at, row.fetched_until_at))
        self.days_long = (last - first).days
        for name in ("most", "most_each", "circle"):
            self.fields.pop(name, None)

    @property
    def facts(self) -> dict[str, Any]:
        """As the act takes them; a day or an hour that was left alone stays to the second."""
        said, row = self.cleaned_data, self.row
        last = said["fetched_on"] + timedelta(days=self.days_long)
        return {
            **{name: said[name] for name in ("title", "unit", "price", "words", "place", "where")},
            "closes_at": _kept(row.closes_at, said["closes_on"], None),
            "fetched_at": _kept(row.fetched_at, said["fetched_on"], said["fetched_from"]),
            "fetched_until_at": _kept(row.fetched_until_at, last, said["fetched_until"]),
        }


class TakeForm(forms.Form):
    how_many = forms.IntegerField(label=_("How many for you?"), min_value=0, max_value=MOST_OF_EACH)


class WhyForm(forms.Form):
    why = forms.CharField(label=_("Why?"), help_text=_("Those who take some read it."), max_length=200)


def _initial(row: GroupPurchase) -> dict[str, Any]:
    names = ("title", "unit", "price", "words", "place", "where", "version")
    begins, ends = timezone.localtime(row.fetched_at), timezone.localtime(row.fetched_until_at)
    return {name: getattr(row, name) for name in names} | {
        "closes_on": timezone.localdate(row.closes_at), "fetched_on": begins.date(),
        "fetched_from": begins.time(), "fetched_until": ends.time(),
    }  # fmt: skip


def _kept(known: datetime, day: date, hour: time | None) -> datetime:
    """The moment as it was, when this day and this hour are its own; hour None: the end of the day."""
    local = timezone.localtime(known)
    if local.date() == day and (hour is None or local.time().replace(second=0, microsecond=0) == hour):
        return known
    return _moment(day, time(23, 59, 59) if hour is None else hour)


def _moment(day: date, hour: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, hour))
