"""Messages that came by mail and wait for a person: read them, then say so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.courier.models import Received
from parvis.courier.receiving import mark_read
from parvis.desk.acting_for import needs_no_mandate
from parvis.desk.answers import answers_to_read
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me


@door(GET=correspondent)
def index(request: HttpRequest) -> HttpResponse:
    """What nobody but a person understands, the oldest first."""
    return page(request, "desk/answers.html", {"answers": answers_to_read(me(request))})


@door(POST=correspondent)
@needs_no_mandate("says that a message was read; nothing is done for anybody")
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """It was read, and what had to be done is done."""
    mark_read(received=get_object_or_404(Received, pk=pk), by=me(request).pk, at=timezone.now())
    return announce(redirect("desk:answers"), _("Noted, thank you."))
