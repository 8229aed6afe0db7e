"""What meetings hold of those who were there, and of those who made them happen."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext_lazy as _

from parvis.meetings.models import (
    Arrival,
    Booking,
    Cancellation,
    Closing,
    Distinction,
    Meeting,
    Publication,
    Series,
    Tap,
)
from parvis.members.holdings.register import Going, Holding, Row, Rule, register
from parvis.members.holdings.rows import deletes_older, empties_older, forget, rows_of
from parvis.members.models import Member, Role

MONTH = timedelta(days=30)
_ARRIVALS = {"meeting": _("Meeting"), "at": _("Arrived"), "people": _("How many")}
_HOSTED = {"meeting": _("Meeting"), "begins_at": _("When"), "about": _("What one does there")}


def _arrivals(member: Member, known: QuerySet[Meeting] | None = None) -> Iterator[Row]:
    rows = Arrival.objects.filter(member=member)
    rows = rows if known is None else rows.filter(meeting__in=known.values("pk"))
    return rows_of(_ARRIVALS, rows.order_by("at", "pk").values_list("meeting__title", "at", "people"))


def _forget_arrivals(going: Going) -> None:
    """Somebody was there: the room keeps its number."""
    Arrival.objects.filter(member=going.member).update(member=None, registration=None, first_name="")
    forget(going.member, (Arrival, "by"))


def _forget_taps(going: Going) -> None:
    """Before the arrivals: a tap left behind would write its person in again."""
    Tap.objects.filter(member=going.member).delete()
    forget(going.member, (Tap, "by"))


def _hosted(member: Member) -> Iterator[Row]:
    rows = Meeting.objects.filter(host=member).order_by("begins_at", "pk")
    return rows_of(_HOSTED, rows.values_list("title", "begins_at", "about"))


def _forget_hosted(going: Going) -> None:
    forget(
        going.member,
        (Meeting, "host"),
        (Series, "host"),
        (Publication, "by"),
        (Cancellation, "by"),
        (Closing, "by"),
        (Booking, "answered_by"),
        (Distinction, "by"),
    )


def _old_taps(before: datetime) -> QuerySet[Tap]:
    """Phones may send late, but not for ever: see gathering."""
    return Tap.objects.filter(meeting__ends_at__lt=before)


def _named_at_the_door(before: datetime) -> QuerySet[Arrival]:
    """Only once no tap speaks of them any more: the next one would write them in again."""
    tapped = Tap.objects.filter(meeting=OuterRef("meeting"))
    return Arrival.objects.exclude(first_name="").filter(~Exists(tapped), at__lt=before)


TAPS = Holding(
    "meetings.taps",
    words=_("What was tapped in the room, and the list on the telephone of whoever welcomes"),
    why=_("To welcome where there is no network, and to count nobody twice."),
    kept_for=_("On the telephone two days after the meeting, here thirty days."),
    seen_by=_("Whoever welcomes at this meeting."),
    roles=(Role.Kind.ANIMATOR, Role.Kind.CORRESPONDENT),
    columns=("meetings.Tap.member", "meetings.Tap.by", "meetings.Tap.registration"),
    erase=_forget_taps,
    rules=(
        Rule(
            "meetings.taps",
            words=_("What was tapped in the room, as phones sent it"),
            since=_("after the meeting"),
            kept=MONTH,
            apply=deletes_older(_old_taps),
        ),
    ),
)
ARRIVALS = Holding(
    "meetings.arrivals",
    words=_("At which meetings somebody was"),
    why=_("To say how many we were, and to ask for a sentence or a photo."),
    kept_for=_("As long as they are a member. Never an absence."),
    seen_by=_("The person, and whoever welcomes at this meeting."),
    roles=(Role.Kind.ANIMATOR, Role.Kind.CORRESPONDENT),
    columns=(
        "meetings.Arrival.member",
        "meetings.Arrival.by",
        "meetings.Arrival.registration",
    ),
    fields=_ARRIVALS,
    export=_arrivals,
    export_to=lambda member, reader: _arrivals(member, Meeting.objects.visible_to(reader)),
    erase=_forget_arrivals,
    rules=(
        Rule(
            "meetings.first_names",
            words=_("First names noted at the door"),
            since=_("after the meeting"),
            kept=MONTH,
            apply=empties_older(_named_at_the_door, first_name="", once_key=None),
        ),
    ),
)
HOSTING = Holding(
    "meetings.hosting",
    words=_("The meetings somebody proposed, published or closed"),
    why=_("So that a name welcomes."),
    kept_for=_("As long as they are a member. The meetings stay, without the name."),
    seen_by=_("Those who may see the meeting."),
    columns=(
        "meetings.Meeting.host",
        "meetings.Series.host",
        "meetings.Publication.by",
        "meetings.Cancellation.by",
        "meetings.Closing.by",
        "meetings.Booking.answered_by",
        "meetings.Distinction.by",
    ),
    fields=_HOSTED,
    export=_hosted,
    erase=_forget_hosted,
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(TAPS, ARRIVALS, HOSTING)
