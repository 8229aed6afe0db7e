"""A meeting takes its room: confirmed when nothing speaks against it, else whoever holds the key is asked.

Two confirmed bookings never exclude one another, unless somebody who holds the key said so: every act holds
the rows of the places it books (always after those of its meetings, in one order), looks, then writes.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import transaction

from parvis.community.models import Place
from parvis.kit.locking import hold
from parvis.meetings import telling_about_rooms
from parvis.meetings.booked import Books, ends_of
from parvis.meetings.models import Booking, Meeting
from parvis.members.keys import holds_own_key

State = Booking.State


@transaction.atomic
def keep_bookings(meetings: Sequence[Meeting], at: datetime) -> None:
    """Book, move or give back what these meetings take, as they now stand; their own rows are held already.

    Over: left as it is. Cancelled, elsewhere or at a distance: given back, and who waited for it has it.
    """
    coming = [meeting for meeting in meetings if meeting.ends_at >= at]
    wanted = [_wanted(meeting) for meeting in coming if _takes_room(meeting)]
    hold_places([*_places_of(coming), *(booking.place_id for booking in wanted)])
    before = {booking.meeting_id: booking for booking in _bookings_of(coming)}
    moved = [booking for booking in wanted if not _is_same(before.get(booking.meeting_id), booking)]
    stays = {booking.meeting_id for booking in wanted} - {booking.meeting_id for booking in moved}
    gone = [booking for pk, booking in before.items() if pk not in stays]
    books = Books.around(moved, leaving_out=[booking.meeting_id for booking in gone])
    for booking in moved:
        _decide(booking, before.get(booking.meeting_id), books, at)
    _write(moved, gone)
    let_in_waiting(gone, at)
    telling_about_rooms.ask(
        [booking for booking in moved if booking.is_pending and not booking.meeting.is_improvised], at
    )


def give_back(meetings: Sequence[Meeting], at: datetime) -> None:
    """These meetings are about to go: what they took is free, and who waited for it has it."""
    hold_places(_places_of(meetings))
    gone = _bookings_of(meetings)
    Booking.objects.filter(pk__in=[booking.pk for booking in gone]).delete()
    let_in_waiting(gone, at)


def hold_places(pks: Iterable[int]) -> None:
    """Hold the rows of these places until the transaction ends; others may still point at them."""
    hold(Place.objects.filter(pk__in=sorted(set(pks))).order_by("pk"), lets_refer=True)


def let_in_waiting(freed: Sequence[Booking], at: datetime) -> None:
    """Something was given back: who waited for it, and nothing else speaks against it, has it; they are told.

    The places are held.
    """
    for place_id in {booking.place_id for booking in freed}:
        ours = [booking for booking in freed if booking.place_id == place_id]
        begins_at, ends_at = ends_of(ours)
        rows = Booking.objects.asked().filter(place=place_id, ends_at__gt=at).during(begins_at, ends_at)
        confirm_what_is_free(list(rows.select_related("place", "room", "meeting__host")), at)


def confirm_what_is_free(waiting: Sequence[Booking], at: datetime) -> list[Booking]:
    """Of these pending bookings, in their order, those against which nothing speaks any more; hosts are told.

    The places are held.
    """
    books, confirmed = Books.around(waiting), []
    for booking in waiting:
        if not books.doubts(booking, is_own=_is_own(booking.meeting)):
            booking.state = State.CONFIRMED
            booking.save(update_fields=["state"])
            books.add(booking)
            confirmed.append(booking)
    telling_about_rooms.tell_lent(confirmed, at)
    return confirmed


def _takes_room(meeting: Meeting) -> bool:
    return meeting.place_id is not None and meeting.mode != Meeting.Mode.REMOTE and not meeting.is_cancelled


def _wanted(meeting: Meeting) -> Booking:
    """What it takes, undecided yet."""
    assert meeting.place is not None
    booking = Booking(meeting=meeting, place=meeting.place, room=meeting.room)
    booking.take_hours()
    return booking


def _places_of(meetings: Sequence[Meeting]) -> list[int]:
    rows = Booking.objects.filter(meeting__in=[meeting.pk for meeting in meetings])
    return list(rows.values_list("place_id", flat=True))


def _bookings_of(meetings: Sequence[Meeting]) -> list[Booking]:
    rows = Booking.objects.filter(meeting__in=[meeting.pk for meeting in meetings])
    return list(rows.select_related("place", "room"))


def _is_same(old: Booking | None, new: Booking) -> bool:
    return old is not None and _facts(old) == _facts(new)


def _facts(booking: Booking) -> tuple[object, ...]:
    return (booking.place_id, booking.room_id, booking.begins_at, booking.ends_at)


def _decide(booking: Booking, old: Booking | None, books: Books, at: datetime) -> None:
    """Confirmed, or asked for. Less of what was answered keeps its answer."""
    booking.asked_at = at
    if old is not None:
        booking.pk = old.pk
        booking._state.adding = False
    if old is not None and not old.is_pending and old.contains(booking):
        booking.answer_as(old)
    else:
        doubts = books.doubts(booking, is_own=_is_own(booking.meeting))
        booking.state = State.PENDING if doubts else State.CONFIRMED
    books.add(booking)


def _is_own(meeting: Meeting) -> bool:
    return bool(meeting.host and meeting.place and holds_own_key(meeting.host, meeting.place))


def _write(moved: list[Booking], gone: list[Booking]) -> None:
    kept = {booking.pk for booking in moved if booking.pk}
    Booking.objects.filter(pk__in=[booking.pk for booking in gone if booking.pk not in kept]).delete()
    Booking.objects.bulk_create([booking for booking in moved if booking._state.adding])
    for booking in moved:
        if booking.pk in kept:
            booking.save()
