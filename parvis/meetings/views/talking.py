"""The finite thread of those who come: who organises opens it, with one tap."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.meetings.talking import let_them_talk
from parvis.meetings.views.finding import meeting_hosted, signed_in
from parvis.members.doors import member


@door(POST=member)
def opening(request: HttpRequest, pk: int) -> HttpResponse:
    """It closes some days after the meeting; the one that is open already."""
    thread = let_them_talk(meeting=meeting_hosted(request, pk), by=signed_in(request), at=timezone.now())
    return announce(redirect("conversations:thread", thread.pk), _("It is open. Say the first words."))
