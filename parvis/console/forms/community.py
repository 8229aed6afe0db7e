"""Who we are, as the administrator writes it."""

from typing import Any
from zoneinfo import available_timezones

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Community
from parvis.community.switches import SWITCHABLE, is_on
from parvis.console.forms.colour import ColourField
from parvis.kit.fields import DayField
from parvis.kit.site_addresses import safe_site
from parvis.kit.telephones import spoken


def _zones() -> list[tuple[str, str]]:
    """The time zones people may live in, those of France first."""
    near = [
        "Europe/Paris", "America/Guadeloupe", "America/Martinique", "America/Cayenne", "America/Miquelon",
        "Indian/Reunion", "Indian/Mayotte", "Pacific/Noumea", "Pacific/Tahiti", "Pacific/Wallis",
    ]  # fmt: skip
    regions = ("Europe/", "America/", "Africa/", "Asia/", "Indian/", "Pacific/", "Atlantic/", "Australia/")
    others = sorted(zone for zone in available_timezones() if zone.startswith(regions) and zone not in near)
    return [(zone, zone.split("/", 1)[1].replace("_", " ")) for zone in [*near, *others]]


class IdentityForm(forms.ModelForm):  # type: ignore[type-arg]
    colour = ColourField(label=_("Our colour"), help_text=_("Any colour: we make it readable."))
    new_logo = forms.FileField(
        label=_("A new logo"),
        required=False,
        help_text=_("A picture. Without one, the arch stands for us."),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )
    without_logo = forms.BooleanField(label=_("Take the logo away"), required=False)
    is_open = forms.TypedChoiceField(
        label=_("Who may see what happens here?"),
        choices=[("yes", _("Everyone: the home page is public")), ("no", _("Members only"))],
        coerce=lambda chosen: chosen == "yes",
        widget=forms.RadioSelect,
    )
    time_zone = forms.ChoiceField(label=_("Time zone"), choices=_zones)

    class Meta:
        model = Community
        fields = (
            "name", "welcome", "telephone", "call_room", "colour", "is_open", "story", "time_zone",
            "public_holidays", "school_zone", "vacancy_alarms",
        )  # fmt: skip
        labels = {
            "name": _("Name of our community"),
            "welcome": _("A line of welcome"),
            "telephone": _("A telephone number anyone may call"),
            "call_room": _("Our call room, to talk at a distance"),
            "story": _("Our story"),
            "public_holidays": _("Public holidays of"),
            "school_zone": _("School holidays"),
            "vacancy_alarms": _("Tell us when a role has nobody any more"),
        }
        help_texts = {
            "welcome": _("One line, read by everyone who comes by."),
            "telephone": _("It stands on every page. For example: 01 99 00 12 34."),
            "call_room": _("A web address. It is shown to those who visit together. Empty: your telephone."),
            "story": _("A few lines: how it began, what we like doing together."),
            "public_holidays": _("They are told to whoever proposes a meeting on such a day."),
            "school_zone": _("Told to whoever proposes a meeting. Empty: we say nothing of them."),
        }

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.initial["telephone"] = spoken(self.instance.telephone)
        self.initial["is_open"] = "yes" if self.instance.is_open else "no"
        if not self.instance.logo:
            del self.fields["without_logo"]

    def clean_call_room(self) -> str:
        try:
            return safe_site(self.cleaned_data["call_room"])
        except ValueError:
            raise ValidationError(gettext("Write the address of a site that begins with https://.")) from None


class CharterForm(forms.ModelForm):  # type: ignore[type-arg]
    charter_review_on = DayField(
        label=_("When do we read it again together?"),
        required=False,
        help_text=_("Once a year is a good rhythm."),
    )

    class Meta:
        model = Community
        fields = ("charter", "values", "charter_review_on")
        labels = {"charter": _("Our charter"), "values": _("What matters to us")}
        help_texts = {"charter": _("What we promise one another, in a few lines.")}


class SwitchesForm(forms.Form):
    """One box per area that may be switched off."""

    on = forms.MultipleChoiceField(
        label=_("What is open here"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(area.area, f"{area.name} – {area.brings}") for area in SWITCHABLE],
    )

    @classmethod
    def of_today(cls) -> "SwitchesForm":
        return cls(initial={"on": [area.area for area in SWITCHABLE if is_on(area.area)]})
