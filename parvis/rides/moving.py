"""A meeting has another hour or place: its cars leave as much earlier or later, and all are asked again."""

from datetime import datetime

from django.db import transaction

from parvis.kit.locking import hold
from parvis.meetings.models import Meeting
from parvis.rides.asking_again import ask_again
from parvis.rides.ending import stop_rides
from parvis.rides.models import Car
from parvis.rides.suggesting import suggest


@transaction.atomic
def move(*, meeting: Meeting, at: datetime) -> int:
    """How many cars; none when it is at a distance. Done again for the same change, nobody is asked twice."""
    hold(Meeting.objects.filter(pk=meeting.pk))
    meeting = Meeting.objects.get(pk=meeting.pk)
    if meeting.mode == Meeting.Mode.REMOTE:
        stop_rides(meeting=meeting, at=at)
        return 0
    cars = list(Car.objects.live().filter(meeting=meeting, version__lt=meeting.version).order_by("pk"))
    for car in cars:
        car.leaves_at += meeting.begins_at - car.meets_at
        car.meets_at, car.version = meeting.begins_at, meeting.version
        car.save(update_fields=["leaves_at", "meets_at", "version"])
        ask_again(car, at, but_driver=False)
    suggest(meeting, at)
    return len(cars)
