"""Words taken back, taken down with a reason, or read again by a named person."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.conversations.forms import ReasonForm
from parvis.conversations.models import Message, Report
from parvis.conversations.reading import threads_seen
from parvis.conversations.withdrawing import (
    leave_standing,
    may_take_down,
    moderator_for,
    report,
    take_back,
    take_down,
)
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member


def _message(request: HttpRequest, pk: int) -> Message:
    """Words that stand, in a thread this person may read."""
    threads = threads_seen(me(request), timezone.now()).values("pk")
    rows = Message.objects.filter(thread__in=threads, withdrawn_at=None)
    return get_object_or_404(rows.select_related("thread__introduction", "author"), pk=pk)


@door(POST=member)
def taking_back(request: HttpRequest, pk: int) -> HttpResponse:
    """The author’s own."""
    message = _message(request, pk)
    take_back(message=message, by=me(request), at=timezone.now())
    return announce(redirect("conversations:thread", message.thread_id), _("Your words are taken back."))


@door(GET=member, POST=member)
def taking_down(request: HttpRequest, pk: int) -> HttpResponse:
    """By who animates, with a reason the author reads."""
    message, now = _message(request, pk), timezone.now()
    if not may_take_down(message, me(request), now):
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        take_down(message=message, by=me(request), why=form.cleaned_data["why"], at=now)
        return announce(redirect("conversations:thread", message.thread_id), _("The words are taken down."))
    context = {"message": message, "form": form}
    return page(
        request, "conversations/message/taking_down.html", context, status=422 if form.errors else 200
    )


@door(GET=member, POST=member)
def reporting(request: HttpRequest, pk: int) -> HttpResponse:
    """One field, to a named person."""
    message, now = _message(request, pk), timezone.now()
    if message.author_id == me(request).pk:
        raise Http404
    form = ReasonForm(request.POST if request.method == "POST" else None)
    moderator = moderator_for(message, me(request), now)
    if form.is_valid():
        try:
            report(message=message, by=me(request), words=form.cleaned_data["why"], at=now)
        except Refusal as refusal:
            form.add_error("why", refusal.reason)
        else:
            name = moderator.first_name if moderator else _("the team")
            told = _("%(name)s reads these words again.") % {"name": name}
            return announce(redirect("conversations:thread", message.thread_id), told)
    context = {"message": message, "form": form, "moderator": moderator}
    return page(request, "conversations/message/reporting.html", context, status=422 if form.errors else 200)


@door(GET=member, POST=member)
def deciding(request: HttpRequest, pk: int) -> HttpResponse:
    """By the person who was asked: the words stay, or go with a reason."""
    rows = Report.objects.filter(moderator=me(request), ended_at=None)
    asked = get_object_or_404(rows.select_related("message__thread__introduction", "message__author"), pk=pk)
    form, now = ReasonForm(request.POST if "down" in request.POST else None), timezone.now()
    if request.method == "POST" and "down" not in request.POST:
        leave_standing(of=asked, by=me(request), at=now)
        return announce(redirect("conversations:index"), _("Noted: the words stay."))
    if form.is_valid():
        take_down(message=asked.message, by=me(request), why=form.cleaned_data["why"], at=now)
        return announce(redirect("conversations:index"), _("The words are taken down."))
    context = {"asked": asked, "message": asked.message, "form": form}
    return page(request, "conversations/message/deciding.html", context, status=422 if form.errors else 200)
