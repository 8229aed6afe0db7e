"""What a telephone may carry without network: the list of a room, the programme; whose it is, how long."""

from datetime import datetime, timedelta
from typing import Any

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from parvis.community.identity import current
from parvis.kit.moments import at as in_words
from parvis.kit.moments import day, span
from parvis.meetings import listing
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.tapping import newcomer_key, said_in
from parvis.members.models import Member

_SIGNER = Signer(salt="meetings.telephone", sep=".")
LIST_KEPT = timedelta(days=2)  # after the end; what was not sent yet stays, see docs/comprendre
MOST_MINE, MOST_COMING = 12, listing.A_PAGE


def pass_of(member: Member) -> str:
    """What tells one person's things from another's on a shared telephone; opens nothing by itself."""
    return _SIGNER.sign(str(member.pk))


def may_keep(signed: str, now: datetime) -> bool:
    """Whether a telephone may go on holding what it holds for this person: they may still be here."""
    try:
        pk = int(_SIGNER.unsign(signed))
    except (BadSignature, ValueError):
        return False
    return Member.objects.let_in(now).filter(pk=pk).exists()


def the_room(meeting: Meeting, reader: Member, now: datetime) -> dict[str, Any]:
    """The list of a room as phones keep it: names, how many, tables, and the taps behind each arrival."""
    arrived = list(meeting.arrivals.select_related("member").order_by("pk"))
    known = {arrival.member_id for arrival in arrived if arrival.member_id}
    seated = meeting.registrations.seated().select_related("member").order_by("member__search_name", "pk")
    live: dict[object, list[str]] = {}
    left: dict[object, list[str]] = {}
    for presence in said_in(meeting.taps.all()):
        marks = {newcomer_key(meeting, key) for key in presence.keys}
        for mark in {presence.person} if presence.person else marks:
            live[mark], left[mark] = list(presence.live), list(presence.left)
    return {
        "meeting": meeting.pk,
        "title": meeting.title,
        "owner": pass_of(reader),
        "now": _ms(now),
        "until": _ms(_leaves_at(meeting)),
        "rows": [
            {"registration": row.pk, "name": row.member.name, "people": row.party, "is_here": False}
            for row in seated
            if row.member_id not in known
        ]
        + [
            {
                "registration": arrival.registration_id or 0,
                "name": arrival.member.name if arrival.member else arrival.first_name,
                "people": arrival.people,
                "is_here": True,
                "is_known": arrival.member_id is not None,
                "table": arrival.table,
                "taps": live.get(arrival.member_id or arrival.once_key, []),
                "left": left.get(arrival.member_id or arrival.once_key, []),
            }
            for arrival in arrived
        ],
    }


def the_programme(reader: Member, now: datetime) -> dict[str, Any]:
    """What is to come for everybody here, and where this person is going; dated, in words."""
    coming = listing.open_to_all(now, is_public=current().is_open)[:MOST_COMING]
    mine = reader.registrations.filter(state__in=Registration.LIVE, meeting__ends_at__gt=now)
    own = mine.select_related("meeting__place", "meeting__room__place", "meeting__cancellation")
    return {
        "owner": pass_of(reader),
        "as_of": in_words(now),
        "mine": [_line(row.meeting) for row in own.order_by("meeting__begins_at")[:MOST_MINE]],
        "coming": [_line(meeting) for meeting in coming],
    }


def _line(meeting: Meeting) -> dict[str, Any]:
    return {
        "when": f"{day(meeting.begins_at)}, {span(meeting.begins_at, meeting.ends_at)}",
        "title": meeting.title,
        "where": meeting.where_words,
        "is_cancelled": meeting.is_cancelled,
        "ends": _ms(meeting.ends_at),
        "path": reverse("meetings:meeting", args=[meeting.pk]),
    }


def _leaves_at(meeting: Meeting) -> datetime:
    """When a list leaves phones: two days after the meeting, or after it was closed."""
    closing = getattr(meeting, "closing", None)
    return max(meeting.ends_at, closing.at if closing else meeting.ends_at) + LIST_KEPT


def _ms(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)
