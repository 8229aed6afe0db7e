"""A booking: a meeting takes a place, or a room of it, for a time. Written by the acts that make meetings."""

from datetime import date, datetime, timedelta
from typing import Self

from django.db import models
from django.db.models import F, Q

from parvis.community.ground import Ground, days_touched
from parvis.community.models import Place, Room
from parvis.meetings.models.meeting import Meeting
from parvis.members.models import Member

# No booking lasts longer: two weeks of meeting, half a day before and after. It bounds every look-up.
LONGEST = timedelta(days=15)


class BookingQuerySet(models.QuerySet["Booking"]):
    def live(self) -> Self:
        """Asked for or held; those declined take nothing."""
        return self.exclude(state=Booking.State.DECLINED)

    def confirmed(self) -> Self:
        return self.filter(state=Booking.State.CONFIRMED)

    def pending(self) -> Self:
        """Waiting for a yes, the first to have asked first."""
        return self.filter(state=Booking.State.PENDING).order_by("asked_at", "begins_at", "pk")

    def asked(self) -> Self:
        """Waiting for a yes somebody was asked for: whoever is simply there now asks nobody."""
        return self.pending().filter(meeting__is_improvised=False)

    def during(self, begins_at: datetime, ends_at: datetime) -> Self:
        """Those that take something between these two moments; the index on their beginning bounds it."""
        return self.filter(begins_at__lt=ends_at, begins_at__gt=begins_at - LONGEST, ends_at__gt=begins_at)

    def at(self, place: Place, room: Room | None = None) -> Self:
        """Those that exclude a meeting here: the whole place excludes its rooms, and the reverse.

        A shared place excludes nothing; each of its rooms is still for one meeting at a time.
        """
        here = self.filter(place=place)
        if room is not None:
            return here.filter(room=room) if place.is_shared else here.filter(Q(room=room) | Q(room=None))
        return here.none() if place.is_shared else here

    def clashing(
        self,
        *,
        place: Place | None,
        begins_at: datetime,
        ends_at: datetime,
        room: Room | None = None,
        leaving_out: Meeting | None = None,
    ) -> Self:
        """The bookings in the way of a meeting that would take place here, confirmed ones first.

        begins_at, ends_at: of the meeting itself; set-up and clean-up of the place are added here.
        leaving_out: the meeting one is moving. Each comes with its meeting, its place and its room.
        """
        if place is None:
            return self.none()
        takes_from, takes_until = Ground(place, room).taken(begins_at, ends_at)
        rows = self.live().at(place, room).during(takes_from, takes_until)
        if leaving_out is not None and leaving_out.pk:
            rows = rows.exclude(meeting=leaving_out)
        return rows.select_related("meeting__circle", "place", "room").order_by("state", "begins_at", "pk")


class Booking(models.Model):
    """Set-up and clean-up are inside. A confirmed one excludes other confirmed ones, unless the place is
    shared or whoever holds the key knowingly let two in; the acts see to it, the row of the place held."""

    class State(models.TextChoices):
        # In the order in which they are shown.
        CONFIRMED = "confirmed"
        DECLINED = "declined"
        PENDING = "pending"

    meeting = models.OneToOneField(Meeting, on_delete=models.CASCADE, related_name="booking")
    place = models.ForeignKey(Place, on_delete=models.CASCADE, related_name="+", db_index=False)
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=9, choices=State.choices)
    asked_at = models.DateTimeField()  # who asked first is first
    lets_others_in = models.BooleanField(default=False)  # confirmed beside another one, knowingly
    answered_by = models.ForeignKey(
        Member, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=300, blank=True)  # of a no, in the words of whoever holds the key

    objects = BookingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("begins_at")), name="booking_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["place", "begins_at"]), models.Index(fields=["state", "ends_at"])]

    def __str__(self) -> str:
        return f"{self.room or self.place}: {self.meeting}"

    @property
    def is_confirmed(self) -> bool:
        return self.state == Booking.State.CONFIRMED

    @property
    def is_pending(self) -> bool:
        return self.state == Booking.State.PENDING

    @property
    def is_declined(self) -> bool:
        return self.state == Booking.State.DECLINED

    def take_hours(self) -> None:
        """The hours of its meeting, with set-up and clean-up."""
        meeting, ground = self.meeting, Ground(self.place, self.room)
        self.begins_at, self.ends_at = ground.taken(meeting.begins_at, meeting.ends_at)

    def days(self) -> tuple[date, date]:
        """The first and the last day of its meeting, by the community's clock."""
        return days_touched(self.meeting.begins_at, self.meeting.ends_at)

    def contains(self, other: "Booking") -> bool:
        """Whether the other takes no more than this one does: same room, within its hours."""
        same_room = (self.place_id, self.room_id) == (other.place_id, other.room_id)
        return same_room and self.begins_at <= other.begins_at and other.ends_at <= self.ends_at

    def answer_as(self, other: "Booking") -> None:
        """What was answered to the other holds for this one."""
        for name in ("state", "asked_at", "lets_others_in", "answered_by_id", "answered_at", "reason"):
            setattr(self, name, getattr(other, name))

    def excludes(self, other: "Booking") -> bool:
        """Whether the two cannot be held together."""
        same_time = self.begins_at < other.ends_at and other.begins_at < self.ends_at
        if not same_time or self.place_id != other.place_id or self.meeting_id == other.meeting_id:
            return False
        is_same_room = self.room_id == other.room_id
        if self.place.is_shared:
            return is_same_room and self.room_id is not None
        return is_same_room or self.room_id is None or other.room_id is None
