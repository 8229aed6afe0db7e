"""What ends a conversation: a date and a place, or nothing left to say; and what makes it wait: a promise."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.conversations.forms import MeetForm, PromiseForm
from parvis.conversations.handing_over import hand_over, settle
from parvis.conversations.promising import promise
from parvis.conversations.subjects import own_page
from parvis.conversations.views.threads import seen, thread_page
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.members.doors import me, member


@door(POST=member)
def handover(request: HttpRequest, pk: int) -> HttpResponse:
    """« On se voit »: everybody in it is told, and it is over."""
    thread, form = seen(request, pk), MeetForm(request.POST, prefix="meet")
    if path := own_page(thread, me(request)):
        return redirect(path)
    if form.is_valid():
        try:
            hand_over(
                thread=thread, by=me(request), begins_at=form.moment, where=form.cleaned_data["where"],
                at=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
    if form.errors:
        return thread_page(request, thread, meeting=form)
    return announce(redirect("conversations:thread", pk), _("It is noted. See you there."))


@door(POST=member)
def promises(request: HttpRequest, pk: int) -> HttpResponse:
    """« Je réponds d’ici jeudi »: the person reads it."""
    thread, form = seen(request, pk), PromiseForm(request.POST, prefix="promise")
    if form.is_valid():
        try:
            promise(thread=thread, by=me(request), on=form.cleaned_data["until"], at=timezone.now())
        except Refusal as refusal:
            form.add_error("until", refusal.reason)
    if form.errors:
        return thread_page(request, thread, promising=form)
    return announce(redirect("conversations:thread", pk), _("It is noted."))


@door(POST=member)
def closing(request: HttpRequest, pk: int) -> HttpResponse:
    """« C’est réglé »."""
    thread = seen(request, pk)
    if path := own_page(thread, me(request)):
        return redirect(path)
    settle(thread=thread, by=me(request), at=timezone.now())
    return announce(redirect("conversations:index"), _("It is noted. To write opens it again."))
