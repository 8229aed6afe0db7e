"""A partner: a site of others, or a shop; why, and who to ask."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.aid.models import Partner
from parvis.aid.partners.listing import checked_url
from parvis.community.models import Place
from parvis.kit.refusals import Refusal
from parvis.members.models import Member


class PartnerForm(forms.Form):
    kind = forms.ChoiceField(label=_("What is it?"), choices=Partner.Kind.choices, widget=forms.RadioSelect)
    title = forms.CharField(label=_("Its name"), max_length=80)
    why = forms.CharField(
        label=_("Why, in one sentence"),
        help_text=_("For example: seats in cars for far away, we leave together from the kiosk."),
        max_length=240,
    )
    url = forms.CharField(
        label=_("The address of its site"), max_length=300, required=False,
        widget=forms.TextInput(attrs={"inputmode": "url", "autocapitalize": "none"}),
    )  # fmt: skip
    ask = forms.ModelChoiceField(
        label=_("Who to ask"),
        queryset=Member.objects.none(),
        required=False,
        empty_label=_("The person to talk to"),
    )
    place = forms.ModelChoiceField(
        label=_("At which place"), queryset=Place.objects.none(), required=False, empty_label=_("Elsewhere")
    )
    where = forms.CharField(label=_("Where, in a few words"), max_length=120, required=False)
    hours = forms.CharField(
        label=_("Its opening hours"),
        help_text=_("For example: Tuesday to Saturday, 8 a.m. to 1 p.m."),
        max_length=160,
        required=False,
    )
    telephone = forms.CharField(label=_("Its telephone"), max_length=32, required=False)

    def __init__(self, data: Any = None, *, row: Partner | None = None) -> None:
        names = ("kind", "title", "why", "url", "ask", "place", "where", "hours", "telephone")
        super().__init__(
            data, initial={name: getattr(row, name) for name in names} if row else {"kind": "site"}
        )
        # Who and where it says already are offered too: saving another line of it changes neither.
        here = Q(roles__isnull=False) | Q(pk=row.ask_id if row else None)
        known = Member.objects.present().filter(here, minor_until_on=None).distinct()
        self.fields["ask"].queryset = known.order_by("search_name", "pk")  # type: ignore[attr-defined]
        listed = Q(is_active=True, is_listed=True) | Q(pk=row.place_id if row else None)
        self.fields["place"].queryset = Place.objects.filter(listed).order_by("name", "pk")  # type: ignore[attr-defined]

    def clean_url(self) -> str:
        try:
            return checked_url(self.cleaned_data["url"])
        except Refusal as refusal:
            raise ValidationError(refusal.reason) from None

    def clean_telephone(self) -> str:
        typed = str(self.cleaned_data["telephone"]).strip()
        if typed and not all(sign.isdigit() or sign in "+ .-()" for sign in typed):
            raise ValidationError(gettext("Write a telephone number. For example: 01 99 00 56 78."))
        return typed

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if said.get("kind") == Partner.Kind.SITE and not said.get("url") and "url" not in self.errors:
            self.add_error("url", gettext("Write the address of the site."))
        return said
