"""The form of a date poll: what, until when, and as many dates as one wishes, twenty at most."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.community.models import Circle
from parvis.kit.fields import DayField, HourField
from parvis.kit.form_keys import KeyField
from parvis.meetings.forms.hours import day_to_come, hours_of
from parvis.meetings.forms.places import place_choices, place_of
from parvis.meetings.models import DatePoll
from parvis.meetings.polls.asking import MOST_DATES, When
from parvis.members.models import Member

FIRST_ROWS, MORE_ROWS = 4, 4
EVENING = time(20)
OTHER = "other"


def _written(style: str) -> forms.DateInput:
    return forms.DateInput(format=style, attrs={"type": "text", "autocomplete": "off"})


class DatePollForm(forms.Form):
    """What a member says; `facts` speaks the words of `ask`."""

    title = forms.CharField(
        label=_("What?"),
        max_length=120,
        error_messages={"required": _("Say what it is, in a few words. For example: canal coffee.")},
    )
    place = forms.ChoiceField(label=_("Where?"))
    where = forms.CharField(label=_("Elsewhere, in your words"), required=False, max_length=200)
    about = forms.CharField(
        label=_("A word to those who answer"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    audience = forms.ChoiceField(label=_("Who answers?"))
    capacity = forms.IntegerField(
        label=_("How many people?"),
        help_text=_("Empty if there is no limit. Beyond it, a waiting list opens."),
        required=False,
        min_value=1,
        max_value=100_000,
    )
    hides_names = forms.BooleanField(label=_("Only I see who answered what"), required=False)
    until = DayField(
        label=_("Answers until which day?"),
        help_text=_("Empty: a week, or before the first date"),
        required=False,
        widget=_written("%d/%m/%Y"),
    )
    until_hour = HourField(
        label=_("At what hour?"), help_text=_("Empty: 20 h"), required=False, widget=_written("%H h %M")
    )
    rows = forms.IntegerField(required=False, min_value=0, max_value=MOST_DATES, widget=forms.HiddenInput)
    once = KeyField()

    def __init__(self, *args: Any, member: Member, now: datetime, more: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.now = now
        circles = member.memberships.filter(accepted_at__isnull=False).values_list(
            "circle_id", "circle__name"
        )
        self.fields["place"].choices = [*place_choices(), (OTHER, gettext("Elsewhere"))]  # type: ignore[attr-defined]
        self.fields["audience"].choices = [  # type: ignore[attr-defined]
            (DatePoll.Audience.LINK, _("those to whom I give the link")),
            (DatePoll.Audience.MEMBERS, _("all members")),
            *((f"circle:{pk}", name) for pk, name in circles),
        ]
        self.row_count = min(self._rows_sent() + (MORE_ROWS if more else 0), MOST_DATES)
        for row in range(self.row_count):
            self._add_row(row)

    def _rows_sent(self) -> int:
        sent = str(self.data.get("rows", "")) if self.is_bound else ""
        return (
            max(FIRST_ROWS, min(int(sent), MOST_DATES)) if sent.isdecimal() and len(sent) < 4 else FIRST_ROWS
        )

    def _add_row(self, row: int) -> None:
        self.fields[f"day_{row}"] = DayField(label=_("Day"), required=False, widget=_written("%d/%m/%Y"))
        self.fields[f"begins_{row}"] = HourField(label=_("From"), required=False, widget=_written("%H h %M"))
        self.fields[f"ends_{row}"] = HourField(label=_("To"), required=False, widget=_written("%H h %M"))

    @property
    def date_rows(self) -> list[tuple[int, BoundField, BoundField, BoundField]]:
        """The rows of dates: number, day, from, to."""
        return [
            (row + 1, self[f"day_{row}"], self[f"begins_{row}"], self[f"ends_{row}"])
            for row in range(self.row_count)
        ]

    @property
    def has_all_rows(self) -> bool:
        return self.row_count >= MOST_DATES

    def clean(self) -> dict[str, Any]:
        said: dict[str, Any] = super().clean() or {}
        if said.get("place") == OTHER and not said.get("where"):
            self.add_error("where", gettext("Say where we meet. For example: in front of the school."))
        self.dates = [when for row in range(self.row_count) if (when := self._when(row, said))]
        return said

    def _when(self, row: int, said: dict[str, Any]) -> When | None:
        day, begins, ends = (said.get(f"{name}_{row}") for name in ("day", "begins", "ends"))
        if day is None:
            if (begins or ends) and f"day_{row}" not in self.errors:
                self.add_error(f"day_{row}", gettext("Say which day. For example: 27/11."))
            return None
        if begins is None:
            if ends:
                self.add_error(f"begins_{row}", gettext("Say at what hour it begins. For example: 18 h."))
            return When(_midnight(day), _midnight(day + timedelta(days=1)), True)
        day = day_to_come(day, str(self[f"day_{row}"].data), begins, self.now)
        begins_at, ends_at = hours_of(day, begins, ends)
        if begins_at <= self.now:
            self.add_error(f"day_{row}", gettext("This date is past. Choose a date from today on."))
        return When(begins_at, ends_at)

    @property
    def facts(self) -> dict[str, Any]:
        """What `ask` wants to know."""
        said = self.cleaned_data
        place, room = place_of(said["place"])
        kind, _colon, circle_pk = said["audience"].partition(":")
        return {
            **{name: said[name] for name in ("title", "about", "where", "capacity", "hides_names")},
            "place": place,
            "room": room,
            "audience": kind,
            "circle": Circle.objects.get(pk=circle_pk) if circle_pk else None,
            "dates": self.dates,
            "closes_at": self._closes_at(said),
            "once_key": said["once"],
        }

    def _closes_at(self, said: dict[str, Any]) -> datetime:
        """As said; else in a week, or the eve of the first date, or half-way to it when it is near."""
        if said["until"]:
            return timezone.make_aware(datetime.combine(said["until"], said["until_hour"] or EVENING))
        first_at = min((when.begins_at for when in self.dates), default=self.now + timedelta(days=7))
        eve = max(first_at - timedelta(days=1), self.now + (first_at - self.now) / 2)
        return min(self.now + timedelta(days=7), eve)


class UntilForm(forms.Form):
    """Until when people answer, once more."""

    until = DayField(
        label=_("Answers until which day?"),
        widget=_written("%d/%m/%Y"),
        error_messages={"required": _("Choose a day. For example: 27/11.")},
    )
    until_hour = HourField(
        label=_("At what hour?"), help_text=_("Empty: 20 h"), required=False, widget=_written("%H h %M")
    )

    @property
    def closes_at(self) -> datetime:
        said = self.cleaned_data
        return timezone.make_aware(datetime.combine(said["until"], said["until_hour"] or EVENING))


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time()))
