"""How pages find what they show: always through what this person may see, else it does not exist."""

from typing import Any, cast

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal, WayOut
from parvis.meetings.models import Meeting, Registration
from parvis.meetings.passes import number_in
from parvis.meetings.permissions import can_host, can_welcome
from parvis.meetings.refusals import page_of
from parvis.members.models import Member


class ForThoseWhoWelcome(Refusal):
    """The page exists and may be known, but belongs to those who welcome."""


def signed_in(request: HttpRequest) -> Member:
    """The member whose door this is (the door saw to it)."""
    return cast(Member, request.user)


def viewer(request: HttpRequest) -> Any:
    """The member who looks, or None for a passer-by."""
    return request.user if request.user.is_authenticated else None


def meeting_seen(request: HttpRequest, pk: int) -> Meeting:
    """The meeting if this person may know of it; else 404."""
    return get_object_or_404(Meeting.objects.visible_to(viewer(request)).for_page(), pk=pk)


def meeting_known(request: HttpRequest, pk: int) -> Meeting:
    """The same for an act: the meeting's own row, without what only its page shows."""
    return get_object_or_404(Meeting.objects.visible_to(viewer(request)).for_act(), pk=pk)


def meeting_hosted(request: HttpRequest, pk: int) -> Meeting:
    """The meeting for its host or an animator. ForThoseWhoWelcome names the host to the others."""
    meeting = meeting_seen(request, pk)
    if not can_host(viewer(request), meeting):
        raise _for_others(meeting)
    return meeting


def meeting_welcomed(request: HttpRequest, pk: int) -> Meeting:
    """The meeting for whoever takes its arrivals: host, animator, correspondent."""
    meeting = meeting_seen(request, pk)
    if not can_welcome(viewer(request), meeting):
        raise _for_others(meeting)
    return meeting


def registration_of(signed: str) -> Registration:
    """The registration a pass opens, with its meeting and its person; else 404."""
    pk = number_in(signed)
    if pk is None:
        raise Http404
    registration = get_object_or_404(
        Registration.objects.select_related(
            "member__suspension",
            "meeting__place",
            "meeting__room__place",
            "meeting__host",
            "meeting__circle",
            "meeting__cancellation",
        ),
        pk=pk,
    )
    if not _still_opens(registration):
        raise Http404
    return registration


def _still_opens(registration: Registration) -> bool:
    """Passes die with the membership; a suspension shuts those that were given before it."""
    member = registration.member
    suspension = member.suspension_at(timezone.now())
    is_older = suspension is not None and registration.made_at <= suspension.at
    return member.left_at is None and not is_older


def _for_others(meeting: Meeting) -> Refusal:
    host = meeting.host.name if meeting.host else ""
    words = _("This page is for those who welcome. Talk to %(name)s.") % {"name": host}
    return ForThoseWhoWelcome(
        words if host else _("This page is for those who welcome."),
        WayOut(_("See the meeting"), page_of(meeting)),
    )
