"""« Je suis au kiosque jusqu'à 17 h, venez »: one act, and it goes away by itself."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.community.models import Place, Room
from parvis.meetings import publishing, refusals
from parvis.meetings.models import Meeting
from parvis.meetings.reserving import keep_bookings
from parvis.members.models import Member

LONGEST = timedelta(hours=12)


@transaction.atomic
def improvise(
    *,
    host: Member,
    until_at: datetime,
    at: datetime,
    place: Place | None = None,
    room: Room | None = None,
    where: str = "",
    title: str = "",
) -> Meeting:
    """A meeting that begins now, without limit of seats, and leaves the programme at until_at.

    The same host already somewhere: that same meeting, its place and its end brought up to date.
    Raises CannotPropose when until_at is past or more than twelve hours away.
    """
    if not at < until_at <= at + LONGEST:
        raise refusals.CannotPropose(
            _("Say until when, today: twelve hours at most."), refusals.to_programme()
        )
    list(Member.objects.select_for_update().filter(pk=host.pk).values_list("pk", flat=True))
    facts = {
        "ends_at": until_at, "room": room, "place": room.place if room else place,
        "where": where.strip()[:200],
        "title": title.strip()[:120] or _("%(name)s is here, come along") % {"name": host.first_name},
    }  # fmt: skip
    here = Meeting.objects.filter(host=host, is_improvised=True, ends_at__gt=at, cancellation__isnull=True)
    if meeting := here.order_by("-pk").first():
        raised = {"version": F("version") + 1, "changed_at": at}
        Meeting.objects.filter(pk=meeting.pk).update(**facts, **raised)
        meeting = Meeting.objects.for_page().get(pk=meeting.pk)
        keep_bookings([meeting], at)
        return meeting
    meeting = Meeting.objects.create(
        **facts, host=host, begins_at=at, promotion_stops_at=at, proposed_at=at, is_improvised=True
    )
    record("meetings.improvised", subject=meeting, at=at, person=host.pk)
    publishing.put(meeting, host, at)
    keep_bookings([meeting], at)
    return meeting


@transaction.atomic
def leave(*, meeting: Meeting, by: Member, at: datetime) -> Meeting:
    """The host leaves earlier than said: it is over now. Over already: nothing happens."""
    meeting = Meeting.objects.locked(meeting.pk)
    if meeting.is_improvised and not meeting.is_over(at):
        meeting.ends_at = max(at, meeting.begins_at + timedelta(seconds=1))
        meeting.note_change(at)
        meeting.save(update_fields=["ends_at", "version", "changed_at"])
        keep_bookings([meeting], at)
        record("meetings.left", subject=meeting, at=at, person=by.pk)
    return meeting
