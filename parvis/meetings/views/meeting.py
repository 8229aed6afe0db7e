"""A meeting's page: what, when, where, who welcomes, and the place to say « Je viens »."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from markupsafe import Markup

from parvis.chronicle.figures import of_gathering
from parvis.kit import front
from parvis.kit.doors import door
from parvis.kit.freshness import cached, changed
from parvis.kit.rendering import page
from parvis.meetings import knowing, linked_data, permissions, seating
from parvis.meetings.during import pieces_for
from parvis.meetings.forms.registration import NewcomerForm, RegistrationForm
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.passes import pass_of
from parvis.meetings.talking import talk_of
from parvis.meetings.views.finding import meeting_seen, viewer
from parvis.members.doors import visitor
from parvis.members.models import Member
from parvis.wiki.seeing import visible_stories

MOST_NAMES = 60
_NAMES = frozenset({"meetings_registration", changed("members_member")})


@door(GET=visitor)
@front.kept_for_passers_by
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The page of a meeting one may know of."""
    meeting = meeting_seen(request, pk)
    response = answer(request, meeting)
    if viewer(request) is None:
        front.remember_for_passers_by(response, until=_until(meeting))
    return response


def _until(meeting: Meeting) -> datetime | None:
    """When the page would say something else by itself: a meeting that ends is over."""
    now = timezone.now()
    turns = (meeting.promotion_stops_at, meeting.begins_at, meeting.ends_at)
    return min((moment for moment in turns if moment > now), default=None)


def answer(
    request: HttpRequest,
    meeting: Meeting,
    form: RegistrationForm | None = None,
    *,
    just_filled: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page, with the form as it was filled in when it comes back."""
    now, member = timezone.now(), viewer(request)
    mine = member and meeting.registrations.live().filter(member=member).first()
    facts = {
        "meeting": meeting,
        "is_over": meeting.is_over(now),
        "published": meeting.is_published,
        "mine": mine,
    }
    if member is None:
        facts["linked"] = Markup(linked_data.in_page(meeting))  # noqa: S704 - shielded there
    facts |= _rights(member, meeting) | _people(meeting) | {"just_filled": just_filled}
    if member is not None:
        facts["talk"] = talk_of(
            meeting, member, now, comes=_is_known(mine, member), leads=bool(facts["may_lead"])
        )
    if facts["may_lead"] and not facts["is_over"] and meeting.changed_at is not None:
        facts["knowing"] = knowing.of(meeting, now)
    if mine and member is not None:
        mine.member = member
        facts |= {"mine_token": pass_of(mine), "for_who_comes": pieces_for(mine, now)}
    elif facts["is_over"]:
        facts["figures"] = of_gathering("meetings.meeting", meeting.pk)
        facts["story_url"] = story_url(meeting, member)
    elif permissions.can_register(member, meeting):
        facts |= _joining(request, meeting, form)
    return page(request, "meetings/meeting/show.html", facts, status=status)


def _is_known(mine: Registration | None, member: Member) -> bool:
    """Comes, and is who they say."""
    return mine is not None and (mine.is_verified or member.verified_at is not None)


def blank_form(request: HttpRequest, meeting: Meeting, data: Any = None) -> RegistrationForm:
    """Two fields for someone new; none for someone known."""
    kind = RegistrationForm if viewer(request) else NewcomerForm
    return kind(data, questions=meeting.asked())


def story_url(meeting: Meeting, reader: Any) -> str:
    """Where the story of this meeting is told; empty when there is none this person may read."""
    telling = getattr(meeting, "telling", None)
    if telling is None or not visible_stories(reader).filter(pk=telling.story_id).exists():
        return ""
    return reverse("wiki:story", args=[telling.story_id])


def _rights(member: Any, meeting: Meeting) -> dict[str, Any]:
    return {
        "may_lead": bool(member) and permissions.can_host(member, meeting),
        "may_publish": bool(member) and permissions.can_publish(member, meeting),
    }


def _people(meeting: Meeting) -> dict[str, Any]:
    """First names of those who said yes to being shown, once they are known: anyone can write a name."""

    def look() -> list[str]:
        seated = Registration.objects.seated().verified().filter(meeting=meeting)
        agreed = seated.filter(shows_name=True, member__minor_until_on=None)
        names = agreed.order_by("pk").values_list("member__name", flat=True)[:MOST_NAMES]
        return [name.split(" ", 1)[0] for name in names]

    return {"names": cached(("meetings.names", meeting.pk), look, tables=_NAMES)}


def _joining(request: HttpRequest, meeting: Meeting, form: RegistrationForm | None) -> dict[str, Any]:
    """The form and what it promises: a seat, a rank on the waiting list, or nothing any more."""
    line = meeting.line()
    left = seating.behind(meeting, line)
    is_full = left.open < 1
    if is_full and not meeting.has_waiting_list:
        return {"is_closed_to_newcomers": True}
    return {"form": form or blank_form(request, meeting), "rank": len(line) + 1 if is_full else 0}
