"""Mutual help by two before one screen: answer a notice, publish one, answer what waits for one of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.exchange.wording import line_of
from parvis.aid.reporting.holding_back import held_of
from parvis.community.switches import is_on
from parvis.covisits.beside.audiences import two_here
from parvis.covisits.beside.helping import help_together, publish_for
from parvis.covisits.beside.looking_at import NOTICE
from parvis.covisits.forms.beside import HelpForm, OnlyDigits, PublishForm, SayForm
from parvis.covisits.views.beside import looked_at
from parvis.covisits.views.beside_confirming import both, confirmed, numbers_of, page_of, whom
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.members.awaiting import awaited_of, say


@door(GET=two_here, POST=two_here)
def helping(request: HttpRequest, pk: int) -> HttpResponse:
    """« Je peux aider »: one of them, or both together."""
    pair, numbers = both(request), numbers_of(request)
    if numbers is None:
        return redirect("covisits:beside_notice", pk)
    notice = looked_at(request, NOTICE, pk).thing
    form, once = HelpForm(pair, numbers, _sent(request)), key_of(request.POST)

    def act() -> HttpResponse:
        words = form.cleaned_data["words"]
        help_together(notice=notice, people=form.people, words=words, at=timezone.now(), once=once)
        said = {"names": form.names, "author": notice.author.first_name}
        words = _("It has left for %(names)s. %(author)s answers each by their own way.") % said
        return announce(redirect("covisits:beside_notice", pk), words)

    facts = {"notice": notice, "line": line_of(notice), "once": once}
    return confirmed(
        request, form, act, lambda status, _refusal: page_of(request, form, "helping", facts, status)
    )


@door(GET=two_here, POST=two_here)
def publishing(request: HttpRequest) -> HttpResponse:
    """Ask or offer, in the name of one of them."""
    pair, numbers = both(request), numbers_of(request)
    if not is_on("aid"):
        raise Http404
    if numbers is None or len(numbers) != 1:
        return whom(request, _("Ask or offer"), reverse("covisits:beside_publishing"), also_both=False)
    form, once = PublishForm(pair, numbers, _sent(request)), key_of(request.POST)

    def act() -> HttpResponse:
        said, author = form.cleaned_data, form.people[0]
        facts = {"direction": said["direction"], "words": said["words"]}
        made = publish_for(author=author, at=timezone.now(), once=once, **facts)
        seen = _("It is published for %(names)s. Thank you.")
        words = _("It is noted for %(names)s. Somebody reads it first.") if held_of(made) else seen
        return announce(redirect("covisits:beside"), words % {"names": form.names})

    facts = {"once": once}
    return confirmed(
        request, form, act, lambda status, _refusal: page_of(request, form, "publishing", facts, status)
    )


@door(GET=two_here, POST=two_here)
def words(request: HttpRequest, number: int) -> HttpResponse:
    """What waits for one of them. It is theirs alone: their digits open it, and confirm what they say."""
    pair = both(request)
    if number not in (1, 2):
        raise Http404
    if request.POST.get("step") == "say":
        return _say(request, number)
    form = OnlyDigits(pair, [number], _sent(request))

    def act() -> HttpResponse:
        awaited = awaited_of(form.people[0], timezone.now())
        return page_of(request, SayForm(pair, number, awaited), "words", {"number": number})

    return confirmed(
        request, form, act,
        lambda status, _refusal: page_of(request, form, "opening", {"number": number}, status),
    )  # fmt: skip


def _say(request: HttpRequest, number: int) -> HttpResponse:
    """The digits come first: without them nothing of it is shown, whatever else was sent."""
    pair, now = both(request), timezone.now()
    only = OnlyDigits(pair, [number], request.POST)

    def act() -> HttpResponse:
        awaited = awaited_of(only.people[0], now)
        form = SayForm(pair, number, awaited, request.POST)
        if not form.is_valid():
            return page_of(request, form, "words", {"number": number}, 422)
        try:
            count = say(keys=form.said, awaited=awaited, at=now)
        except Refusal as refusal:
            again = SayForm(pair, number, awaited_of(only.people[0], now), request.POST)
            again.is_valid()
            again.add_error(None, refusal.reason)
            return page_of(request, again, "words", {"number": number}, refusal.status)
        noted = _("It is noted for %(names)s. Those concerned are told.") % {"names": form.names}
        return announce(redirect("covisits:beside"), noted if count else _("Nothing was changed."))

    facts = {"number": number}
    return confirmed(
        request, only, act, lambda status, _refusal: page_of(request, only, "opening", facts, status)
    )


def _sent(request: HttpRequest) -> object:
    return request.POST if request.method == "POST" else None
