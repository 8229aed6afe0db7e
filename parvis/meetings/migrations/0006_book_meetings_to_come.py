"""Meetings to come take their places: whoever proposed first has the room, the others ask for it.

Nobody is written to. A place where only a secret circle ever met keeps its page to those who meet there.
"""

from bisect import bisect_left, insort
from collections import defaultdict
from datetime import timedelta

from django.db import migrations
from django.utils import timezone

LONGEST = timedelta(days=15)


def book(apps, schema_editor):
    Meeting, Booking = apps.get_model("meetings", "Meeting"), apps.get_model("meetings", "Booking")
    now, held, made = timezone.now(), defaultdict(list), []
    coming = Meeting.objects.filter(ends_at__gt=now, place__isnull=False, cancellation__isnull=True)
    rows = coming.exclude(mode="remote").filter(booking__isnull=True).order_by("proposed_at", "pk")
    columns = ("pk", "place_id", "room_id", "begins_at", "ends_at", "proposed_at")
    for pk, place, room, begins_at, ends_at, proposed_at in rows.values_list(*columns).iterator():
        is_free = not _is_taken(held[place], room, begins_at, ends_at)
        if is_free:
            insort(held[place], (begins_at, ends_at, room or 0))
        made.append(
            Booking(
                meeting_id=pk, place_id=place, room_id=room, begins_at=begins_at, ends_at=ends_at,
                state="confirmed" if is_free else "pending", asked_at=proposed_at,
            )
        )  # fmt: skip
    Booking.objects.bulk_create(made, batch_size=500)


def _is_taken(held, room, begins_at, ends_at):
    """Whether a held booking excludes this one; held: (begins_at, ends_at, room or 0), in their order."""
    first = bisect_left(held, (begins_at - LONGEST,))
    for its_beginning, its_end, its_room in held[first:bisect_left(held, (ends_at,))]:
        if its_end > begins_at and (not room or not its_room or its_room == room):
            return True
    return False


def keep_secret_places(apps, schema_editor):
    Place, Meeting = apps.get_model("community", "Place"), apps.get_model("meetings", "Meeting")
    met = Meeting.objects.filter(place__isnull=False)
    secret = set(met.filter(circle__joining="secret").values_list("place_id", flat=True))
    others = set(met.exclude(circle__joining="secret").values_list("place_id", flat=True))
    Place.objects.filter(pk__in=secret - others).update(is_listed=False)


class Migration(migrations.Migration):
    dependencies = [("meetings", "0005_bookings")]

    operations = [
        migrations.RunPython(book, migrations.RunPython.noop),
        migrations.RunPython(keep_secret_places, migrations.RunPython.noop),
    ]
