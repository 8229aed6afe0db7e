"""Messages that came by mail and wait for a person: read them, then say so."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.courier.models import Received
from parvis.courier.receiving import mark_read
from parvis.courier.setting_aside import take_back, throw_away
from parvis.desk.acting_for import needs_no_mandate
from parvis.desk.answers import answers_aside, answers_for, answers_to_read
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me, member


@door(GET=correspondent)
def index(request: HttpRequest) -> HttpResponse:
    """What nobody but a person understands, the oldest first."""
    context = {"answers": answers_to_read(me(request)), "aside": Received.objects.set_aside().count()}
    return page(request, "desk/answers.html", context)


@door(POST=correspondent)
@needs_no_mandate("says that a message was read; nothing is done for anybody")
def reading(request: HttpRequest, pk: int) -> HttpResponse:
    """It was read, and what had to be done is done."""
    mark_read(received=get_object_or_404(Received, pk=pk), by=me(request).pk, at=timezone.now())
    return announce(redirect("desk:answers"), _("Noted, thank you."))


@door(GET=member)
def mine(request: HttpRequest) -> HttpResponse:
    """What this very person is asked to read: answers about what they organise."""
    return page(request, "desk/my_answers.html", {"answers": answers_for(me(request))})


@door(POST=member)
@needs_no_mandate("says that a message meant for this reader was read; nothing is done for anybody")
def my_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """They read it, and answered in the flesh or by their own means."""
    own = get_object_or_404(Received, pk=pk, reader=me(request).pk)
    mark_read(received=own, by=me(request).pk, at=timezone.now())
    return announce(redirect("desk:my_answers"), _("Noted, thank you."))


@door(GET=correspondent)
def aside(request: HttpRequest) -> HttpResponse:
    """Messages perhaps forged: nothing was done with them."""
    return page(request, "desk/answers_aside.html", {"answers": answers_aside(me(request))})


@door(POST=correspondent)
@needs_no_mandate("says whether a message is genuine; nothing is done for anybody")
def looked_at(request: HttpRequest, pk: int) -> HttpResponse:
    """It is really them: it joins the messages to read. Or it is thrown away."""
    received = get_object_or_404(Received, pk=pk)
    if request.POST.get("what") == "genuine":
        take_back(received=received, at=timezone.now())
        return announce(redirect("desk:answers_aside"), _("It joins the messages to read."))
    throw_away(received=received, by=me(request).pk, at=timezone.now())
    return announce(redirect("desk:answers_aside"), _("It is thrown away."))
