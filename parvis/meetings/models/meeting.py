"""A meeting: people, a place, an hour."""

from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.expressions import RawSQL

from parvis.community.identity import current
from parvis.community.models import Circle, Place, Room
from parvis.kit.locking import hold
from parvis.meetings.leading import circles_led_by
from parvis.meetings.models.series import KeptUntil, Mode, Series, Visibility
from parvis.members.models import Member

_ACTS_READ = ("place", "room__place", "host", "cancellation", "publication")
_SHOWN_WITH = ("place", "room__place", "host", "circle", "cancellation", "publication")
_SECRET = Circle.Joining.SECRET
# As text, the same on both engines: composing these two took a millisecond of every registration.
_WAITS = RawSQL(
    "EXISTS(SELECT 1 FROM meetings_registration waits WHERE waits.meeting_id = meetings_meeting.id"
    " AND waits.state = 'waiting')",
    [],
    models.BooleanField(),
)
_ASKS = RawSQL(
    "EXISTS(SELECT 1 FROM meetings_question asks WHERE asks.meeting_id = meetings_meeting.id)",
    [],
    models.BooleanField(),
)


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, member: Any) -> Self:
        """Meetings this person may know of; None or an anonymous user is the public.

        The same rule as `permissions.can_see`, row by row.
        """
        if member is None or not member.is_authenticated:
            public = self.filter(publication__isnull=False, visibility=Visibility.PUBLIC)
            return public.exclude(circle__joining=_SECRET) if current().is_open else self.none()
        shown = Q(circle__in=member.circle_ids) | Q(
            visibility__in=[Visibility.PUBLIC, Visibility.MEMBERS]
        ) & ~Q(circle__joining=_SECRET)
        is_coming = Exists(member.registrations.live().filter(meeting=OuterRef("pk")))
        return self.filter(
            Q(publication__isnull=False) & (shown | is_coming) | Q(host=member) | _led_by(member)
        )

    def live(self) -> Self:
        """Published and not cancelled."""
        return self.filter(publication__isnull=False, cancellation__isnull=True)

    def upcoming(self, now: datetime) -> Self:
        """Not over yet, the next one first, with everything a line of the programme shows."""
        return self.filter(ends_at__gt=now).select_related(*_SHOWN_WITH).order_by("begins_at", "pk")

    def with_kept_seats_due(self, now: datetime) -> Self:
        """Whose kept seats are to be opened to all."""
        return self.filter(
            telephone_seats_until_at__lte=now, ends_at__gt=now, telephone_seats__gt=0, cancellation=None
        )

    def past(self, now: datetime) -> Self:
        """Over, the latest first."""
        return self.filter(ends_at__lte=now).select_related(*_SHOWN_WITH).order_by("-begins_at", "-pk")

    def for_page(self) -> Self:
        """With everything one meeting's page shows."""
        shown = (*_SHOWN_WITH, "closing", "series", "booking__answered_by")
        return self.select_related(*shown).for_act()

    def for_act(self) -> Self:
        """With whether anybody waits and anything is asked: mostly not, and then nobody needs to look."""
        return self.annotate(somebody_waits=_WAITS, asks_something=_ASKS)

    def locked(self, pk: int) -> "Meeting":
        """The meeting with what acts read and tell, its row locked until the transaction ends. DoesNotExist.

        Two queries on purpose: what a joined row says was read before PostgreSQL waited for the lock.
        """
        hold(self.model._base_manager.filter(pk=pk))
        return self.select_related(*_ACTS_READ).for_act().get(pk=pk)


def _led_by(member: Member) -> Q:
    """Meetings this person animates: their circle's; the community's animator, all but secret circles'."""
    led = circles_led_by(member)
    own = Q(circle__in=[circle for circle in led if circle])
    return own | ~Q(circle__joining=_SECRET) if None in led else own


class Meeting(models.Model):
    Mode = Mode
    Visibility = Visibility
    KeptUntil = KeptUntil

    title = models.CharField(max_length=120)
    about = models.TextField(max_length=4000, blank=True)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    place = models.ForeignKey(Place, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    where = models.CharField(max_length=200, blank=True)  # in words, when no known place
    mode = models.CharField(max_length=10, choices=Mode.choices, default=Mode.IN_PERSON)
    link = models.URLField(blank=True)  # shown to registered people only
    visibility = models.CharField(max_length=8, choices=Visibility.choices, default=Visibility.PUBLIC)
    circle = models.ForeignKey(Circle, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    host = models.ForeignKey(Member, null=True, on_delete=models.SET_NULL, related_name="+")
    bring = models.CharField(max_length=200, blank=True)
    publics = models.CharField(max_length=60, blank=True)  # for whom, commas between: "families,seniors"
    capacity = models.PositiveIntegerField(null=True, blank=True)  # None: no limit
    telephone_seats = models.PositiveIntegerField(default=0)  # of capacity, kept for people who call
    kept_until = models.CharField(max_length=10, choices=KeptUntil.choices, default=KeptUntil.EVE)
    telephone_seats_until_at = models.DateTimeField(null=True)  # what `kept_until` gives; None: it begins
    telephone_seats_opened = models.PositiveIntegerField(default=0)  # were kept, are everybody's by now
    # Counters kept by the acts under a row lock; the constraints below make overselling impossible.
    seats_taken = models.PositiveIntegerField(default=0)  # seated and offered, companions included
    telephone_taken = models.PositiveIntegerField(default=0)  # of seats_taken, on the kept seats
    has_waiting_list = models.BooleanField(default=True)
    promotion_stops_at = models.DateTimeField()  # after this a named person decides
    is_improvised = models.BooleanField(default=False)
    series = models.ForeignKey(
        Series, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )
    series_slot_at = models.DateTimeField(null=True)  # the hour the rule gave, whatever was changed since
    is_exception = models.BooleanField(default=False)  # changed by hand: the rule no longer moves it
    version = models.PositiveIntegerField(default=0)  # raised on every change people must know
    changed_at = models.DateTimeField(null=True)  # the last change of anything; None: as it was proposed
    # Announced elsewhere first: its page there, and whether one registers there rather than here.
    origin_url = models.URLField(max_length=500, blank=True)
    is_registered_there = models.BooleanField(default=False)
    uid = models.CharField(max_length=255, null=True, unique=True)  # in calendars, when it came from another
    proposed_at = models.DateTimeField()
    once_key = models.CharField(max_length=64, null=True, unique=True)  # a form sent twice proposes once

    # What `for_page` learns on its way; where nobody looked, perhaps.
    somebody_waits: bool = True
    asks_something: bool = True

    objects = MeetingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="meeting_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(capacity__isnull=True) | Q(seats_taken__lte=F("capacity")),
                name="meeting_never_oversold",
            ),
            models.CheckConstraint(
                condition=Q(telephone_taken__lte=F("telephone_seats"))
                & Q(telephone_taken__lte=F("seats_taken")),
                name="meeting_telephone_seats_hold",
            ),
            # Seats outside the kept ones ≤ capacity − kept: the web never takes a kept seat.
            models.CheckConstraint(
                condition=Q(capacity__isnull=True)
                | Q(seats_taken__lte=F("capacity") - F("telephone_seats") + F("telephone_taken")),
                name="meeting_kept_seats_stay_kept",
            ),
            models.UniqueConstraint(fields=["series", "series_slot_at"], name="one_meeting_per_series_slot"),
        ]
        indexes = [models.Index(fields=["begins_at"]), models.Index(fields=["ends_at"])]

    def __str__(self) -> str:
        return self.title

    def note_change(self, at: datetime, *, is_news: bool = True) -> None:
        """It says something else from now on (not saved): agendas follow, `is_news` raises the version."""
        self.changed_at = at
        self.version += is_news

    def free_seats(self, channel: str = "web") -> int | None:
        """Seats someone coming by this channel could take; None when there is no limit."""
        if self.capacity is None:
            return None
        kept = self.kept_seats_free() if channel == "telephone" else 0
        return self.open_seats_free() + kept

    def open_seats_free(self) -> int:
        """Free seats outside those kept for the telephone. Only for meetings with a capacity."""
        return (self.capacity or 0) - self.telephone_seats - (self.seats_taken - self.telephone_taken)

    def kept_seats_free(self) -> int:
        """Free seats among those kept for people who call."""
        return self.telephone_seats - self.telephone_taken

    def kept_seats_are_due(self, now: datetime) -> bool:
        """Whether the seats kept for those who call are everybody's from now on."""
        until_at = self.telephone_seats_until_at
        return self.telephone_seats > 0 and until_at is not None and until_at <= now

    def is_full(self, channel: str = "web") -> bool:
        """Whether nobody else finds a seat by this channel."""
        return self.free_seats(channel) == 0

    def is_over(self, now: datetime) -> bool:
        return self.ends_at <= now

    @property
    def is_published(self) -> bool:
        return hasattr(self, "publication")

    @property
    def is_cancelled(self) -> bool:
        return hasattr(self, "cancellation")

    @property
    def is_sure_of_room(self) -> bool:
        """Whether nobody still has to say yes to where it takes place. Loaded with `booking`, no query."""
        booking = getattr(self, "booking", None)
        return booking is None or bool(booking.is_confirmed)

    @property
    def where_words(self) -> str:
        """« Salle des fêtes, petite salle », or what the host wrote; empty at a distance."""
        if self.room:
            return f"{self.room.place.name}, {self.room.name}"
        return self.place.name if self.place else self.where

    @property
    def minutes(self) -> int:
        return int((self.ends_at - self.begins_at).total_seconds() // 60)

    def line(self) -> list[Any]:
        """Those who wait, the first in line first; nobody where there is no limit."""
        is_empty = self.capacity is None or not self.somebody_waits
        return [] if is_empty else list(self.registrations.waiting())

    def asked(self) -> list[Any]:
        """The organiser's questions, in their order."""
        return list(self.questions.order_by("pk")) if self.asks_something else []

    def place_in_line(self, registration: Any) -> int:
        """1 for the first of the waiting list; 0 when this registration does not wait."""
        if registration.shown_state != "waiting":
            return 0
        return self.registrations.waiting().filter(pk__lt=registration.pk).count() + 1
