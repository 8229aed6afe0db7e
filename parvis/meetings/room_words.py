"""What is said of a room: to whoever holds the key, then to the host."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.kit import moments
from parvis.kit.unlinking import unlinked
from parvis.meetings import wording
from parvis.meetings.models import Booking
from parvis.meetings.permissions import can_see
from parvis.meetings.refusals import page_of
from parvis.members.models import Member
from parvis.members.reaching import Words

MOST_DATES = 12


def where(booking: Booking) -> str:
    """« Salle des fêtes, petite salle »."""
    return f"{booking.place.name}, {booking.room.name}" if booking.room else booking.place.name


def asked(bookings: Sequence[Booking], holder: Member) -> Words:
    """For whoever holds the key: who asks, for when. A meeting they may not know of keeps its title."""
    first = bookings[0]
    title = ngettext(
        "%(where)s is asked of you", "%(where)s is asked of you for %(count)s dates", len(bookings)
    ) % {"where": where(first), "count": len(bookings)}
    hint = _("Say yes or no on the page of the place. Set-up and clean-up are counted in.")
    body = "\n\n".join([_who_asks(first, holder), _dates(bookings), hint])
    link = f"/lieux/{first.place_id}/demandes/"
    return Words(title=unlinked(title), body=body, link=link, link_words=_("Answer"))


def lent(bookings: Sequence[Booking]) -> Words:
    """For the host: the room is theirs, for these dates."""
    first = bookings[0]
    title = _("%(where)s is yours: %(title)s") % {"where": where(first), "title": first.meeting.title}
    kept = _("The room is kept for you, set-up and clean-up included.")
    return _on_page(first, title, kept, _dates(bookings))


def declined(booking: Booking) -> Words:
    """For the host: who said no, why, and what they can do now."""
    meeting = booking.meeting
    title = _("%(where)s is not free: %(title)s") % {"where": where(booking), "title": meeting.title}
    who = booking.answered_by.name if booking.answered_by else ""
    said = _("%(name)s cannot lend it to you.") % {"name": unlinked(who)} if who else ""
    ways = _("Choose another room or another hour on the page of the meeting, or talk together.")
    return _on_page(booking, title, said, unlinked(booking.reason), ways, wording.when(meeting))


def closed(booking: Booking, reason: str) -> Words:
    """For the host: the place closes on the day of their meeting."""
    meeting = booking.meeting
    title = _("%(where)s will be closed: %(title)s") % {"where": where(booking), "title": meeting.title}
    said = _("The place closes on the day of your meeting.")
    ways = _("Choose another room or another hour on the page of the meeting, or talk together.")
    return _on_page(booking, title, said, unlinked(reason), ways, wording.when(meeting))


def _dates(bookings: Sequence[Booking]) -> str:
    """One line a date, from set-up to clean-up."""
    dates = [f"{moments.day(one.begins_at)}, {moments.span(one.begins_at, one.ends_at)}" for one in bookings]
    return "\n".join([*dates[:MOST_DATES], *([_("and later dates")] if len(dates) > MOST_DATES else [])])


def _who_asks(booking: Booking, holder: Member) -> str:
    meeting = booking.meeting
    if not can_see(holder, meeting) or meeting.host is None:
        return _("For a meeting of a circle.")
    return _("%(name)s asks for it: %(title)s.") % {
        "name": unlinked(meeting.host.name),
        "title": unlinked(meeting.title),
    }


def _on_page(booking: Booking, title: str, *parts: str) -> Words:
    body = "\n\n".join(part for part in [*parts, wording.who_to_call()] if part)
    page = page_of(booking.meeting)
    return Words(title=unlinked(title), body=body, link=page, link_words=_("See the meeting"))
