"""The form of a meeting: five fields, and the rest behind « Plus d'options »."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle
from parvis.kit.fields import DayField, HourField
from parvis.kit.form_keys import KeyField
from parvis.meetings.checking import LONGEST
from parvis.meetings.forms import rhythms
from parvis.meetings.forms.hours import day_to_come, hours_of
from parvis.meetings.forms.places import place_choices, place_of
from parvis.meetings.forms.ways_out import apart_in, other_days_in
from parvis.meetings.models import Meeting
from parvis.meetings.noticing.wording import PUBLICS
from parvis.members.models import Member

OTHER = "other"
VISIBILITIES = [("public", _("everyone")), ("members", _("members only"))]


def _written(style: str) -> forms.DateInput:
    """A plain field: « 27/11 » and « 18h » are typed faster than picked, whatever the browser's country."""
    return forms.DateInput(format=style, attrs={"type": "text", "autocomplete": "off"})


class MeetingForm(forms.Form):
    """What people say of a meeting; `cleaned_data["facts"]` speaks the words of `propose` and `change`."""

    title = forms.CharField(
        label=_("What?"),
        max_length=120,
        error_messages={"required": _("Say what it is, in a few words. For example: canal coffee.")},
    )
    day = DayField(
        label=_("Which day?"),
        help_text=_("For example: 27/11, or Tuesday 25"),
        widget=_written("%d/%m/%Y"),
        error_messages={"required": _("Choose a day. For example: 27/11.")},
    )
    begins = HourField(
        label=_("From"),
        help_text=_("For example: 18 h"),
        widget=_written("%H h %M"),
        error_messages={"required": _("Say at what hour it begins. For example: 18 h.")},
    )
    ends = HourField(
        label=_("To"),
        help_text=_("Two hours, unless you say"),
        required=False,
        widget=_written("%H h %M"),
    )
    is_weekly = forms.BooleanField(label=_("Every week"), required=False)
    until = DayField(
        label=_("Until which day?"),
        help_text=_("For example: 18/12"),
        required=False,
        widget=_written("%d/%m/%Y"),
    )
    place = forms.ChoiceField(label=_("Where?"))
    where = forms.CharField(
        label=_("Elsewhere, in your words"),
        help_text=_("If the place is not in the list, or to say where exactly"),
        required=False,
        max_length=200,
    )
    capacity = forms.IntegerField(
        label=_("How many people?"),
        help_text=_("Empty if there is no limit. Beyond it, a waiting list opens."),
        required=False,
        min_value=1,
        max_value=100_000,
    )
    about = forms.CharField(
        label=_("What do we do there?"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    bring = forms.CharField(
        label=_("What to bring"),
        help_text=_("For example: a mug, a cake, or nothing"),
        required=False,
        max_length=200,
    )
    audience = forms.ChoiceField(label=_("For whom?"))
    publics = forms.ChoiceField(
        label=_("Above all for"),
        help_text=_("To avoid two meetings for the same people at the same hour"),
        choices=[("", _("no one in particular")), *PUBLICS.items()],
        required=False,
    )
    mode = forms.ChoiceField(label=_("How?"), choices=Meeting.Mode.choices, required=False)
    link = forms.URLField(
        label=_("Address of the video call"),
        help_text=_("Shown only to those who registered"),
        required=False,
        assume_scheme="https",
        max_length=200,
    )
    telephone_seats = forms.IntegerField(
        label=_("Seats kept for those who call"),
        help_text=_("These seats stay free for people without a screen"),
        required=False,
        min_value=0,
        max_value=1000,
    )
    kept_until = forms.ChoiceField(
        label=_("They stay kept until"),
        help_text=_("Then they open to all, and the waiting list goes first"),
        choices=Meeting.KeptUntil.choices,
        initial=Meeting.KeptUntil.EVE,
        required=False,
    )
    questions = forms.CharField(
        label=_("Questions to those who register"),
        help_text=_("One a line, five at most"),
        required=False,
        max_length=900,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    last_day = DayField(
        label=_("Last day"),
        help_text=_("If it goes on for several days. Whole days: from 0 h to 0 h."),
        required=False,
        widget=_written("%d/%m/%Y"),
    )
    rhythm = forms.ChoiceField(
        label=_("Another rhythm"),
        help_text=_("Then fill in the last day, above"),
        choices=rhythms.CHOICES,
        required=False,
    )
    apart = forms.CharField(required=False, max_length=4000, widget=forms.HiddenInput)
    other_days = forms.CharField(required=False, max_length=1500, widget=forms.HiddenInput)
    once = KeyField()

    def __init__(self, *args: Any, member: Member, now: datetime, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = now
        circles = [
            (f"circle:{pk}", name)
            for pk, name in member.memberships.filter(accepted_at__isnull=False).values_list(
                "circle_id", "circle__name"
            )
        ]
        self.fields["place"].choices = [*place_choices(), (OTHER, gettext("Elsewhere"))]  # type: ignore[attr-defined]
        self.fields["audience"].choices = [*VISIBILITIES, *circles]  # type: ignore[attr-defined]

    @property
    def is_folded(self) -> bool:
        """« Plus d'options » stays closed while nothing in it needs attention."""
        return not {
            "about",
            "bring",
            "audience",
            "publics",
            "mode",
            "link",
            "telephone_seats",
            "kept_until",
            "questions",
            "last_day",
            "rhythm",
        } & set(self.errors)

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        self._check_place(said)
        self._check_day(said)
        self._check_rhythm(said)
        self._check_last_day(said)
        self._check_seats(said)
        self._check_link(said)
        if not self.errors:
            said["facts"] = self._facts(said)
        return said

    def _check_place(self, said: dict[str, Any]) -> None:
        is_remote = said.get("mode") == Meeting.Mode.REMOTE
        if said.get("place") == OTHER and not said.get("where") and not is_remote:
            self.add_error("where", gettext("Say where we meet. For example: in front of the school."))

    def _check_day(self, said: dict[str, Any]) -> None:
        day, begins = said.get("day"), said.get("begins")
        if not (day and begins):
            return
        said["day"] = day_to_come(day, str(self["day"].data), begins, self.now)
        if hours_of(said["day"], begins, None)[0] <= self.now:
            self.add_error("day", gettext("This date is past. Choose a date from today on."))

    def _check_rhythm(self, said: dict[str, Any]) -> None:
        repeats = said.get("is_weekly") or said.get("rhythm")
        first, last = said.get("day"), said.get("until")
        if repeats and not last and "until" not in self.errors:
            self.add_error("until", gettext("Say until which day. For example: 18/12."))
        elif repeats and first and last and not first < last <= first + timedelta(days=3 * 366):
            self.add_error(
                "until", gettext("The last day comes after the first one, three years later at most.")
            )

    def _check_last_day(self, said: dict[str, Any]) -> None:
        first, last = said.get("day"), said.get("last_day")
        if first and last and not first <= last <= first + LONGEST:
            self.add_error(
                "last_day", gettext("The last day comes after the first, two weeks later at most.")
            )

    def _check_seats(self, said: dict[str, Any]) -> None:
        kept, capacity = said.get("telephone_seats") or 0, said.get("capacity")
        if kept and not capacity:
            self.add_error("capacity", gettext("Say how many seats there are, to keep some of them."))
        elif capacity and kept > capacity:
            self.add_error("telephone_seats", gettext("You keep more seats than there are."))

    def _check_link(self, said: dict[str, Any]) -> None:
        if said.get("mode") == Meeting.Mode.REMOTE and not said.get("link") and "link" not in self.errors:
            self.add_error("link", gettext("Give the address of the video call."))

    def _facts(self, said: dict[str, Any]) -> dict[str, Any]:
        begins_at, ends_at = hours_of(said["day"], said["begins"], said.get("ends"), said.get("last_day"))
        kind, _colon, circle_pk = said["audience"].partition(":")
        place, room = place_of(said["place"])
        return {
            "title": said["title"],
            "begins_at": begins_at,
            "ends_at": ends_at,
            "place": place,
            "room": room,
            "where": said["where"],
            "capacity": said["capacity"],
            "about": said["about"],
            "bring": said["bring"],
            "publics": said["publics"],
            "mode": said["mode"] or Meeting.Mode.IN_PERSON,
            "link": said["link"],
            "visibility": kind,
            "circle": Circle.objects.get(pk=circle_pk) if circle_pk else None,
            "telephone_seats": said["telephone_seats"] or 0,
            "kept_until": said["kept_until"] or Meeting.KeptUntil.EVE,
        }

    @property
    def questions_asked(self) -> list[str]:
        """One question a line, five at most."""
        lines = [line.strip()[:160] for line in self.cleaned_data["questions"].splitlines()]
        return [line for line in lines if line][:5]

    @property
    def known_apart(self) -> dict[str, frozenset[str]]:
        """What is really another meeting: key → kinds that are no matter."""
        return apart_in(self.cleaned_data["apart"])

    @property
    def distinct_from(self) -> dict[str, str]:
        """The same, in the words of `propose`."""
        return {key: ",".join(sorted(kinds)) for key, kinds in self.known_apart.items()}

    @property
    def days_otherwise(self) -> dict[str, str]:
        """The days of a series that are otherwise."""
        return other_days_in(self.cleaned_data["other_days"]) if self.repetition else {}

    @property
    def repetition(self) -> dict[str, Any]:
        """What `propose` needs to know of a regular appointment; nothing for a single meeting."""
        said = self.cleaned_data
        if said["rhythm"]:
            return {"rule": rhythms.rule_of(said["rhythm"], said["day"], said["until"])}
        return {"weekly_until_on": said["until"]} if said["is_weekly"] else {}
