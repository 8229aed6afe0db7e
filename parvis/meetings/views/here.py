"""« Je suis là, venez »: a meeting improvised in one tap, which goes away by itself."""

from datetime import datetime, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings.forms.room import HereForm
from parvis.meetings.improvising import improvise, leave
from parvis.meetings.views.finding import meeting_hosted, signed_in
from parvis.members.doors import member


@door(GET=member, POST=member)
def new(request: HttpRequest) -> HttpResponse:
    """Where, and until when (two hours from now, ready to tap)."""
    now = timezone.now()
    form = HereForm(
        request.POST if request.method == "POST" else None, initial={"until": _soon(now)}, now=now
    )
    if not form.is_valid():
        return page(request, "meetings/here/new.html", {"form": form}, status=422 if form.is_bound else 200)
    try:
        meeting = improvise(host=signed_in(request), at=now, **form.facts)
    except Refusal as refusal:
        form.add_error("until", refusal.reason)
        return page(request, "meetings/here/new.html", {"form": form}, status=refusal.status)
    return announce(redirect("meetings:meeting", meeting.pk), _("It is on the home page. Enjoy it!"))


@door(POST=member)
def leaving(request: HttpRequest, pk: int) -> HttpResponse:
    """The host leaves earlier than said."""
    leave(meeting=meeting_hosted(request, pk), by=signed_in(request), at=timezone.now())
    return announce(redirect("meetings:programme"), _("It is over. Thank you for having been there."))


def _soon(now: datetime) -> str:
    """Two hours from now, on the hour."""
    later = timezone.localtime(now + timedelta(hours=2, minutes=30))
    return f"{later.hour} h"
