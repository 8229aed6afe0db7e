"""Exchanges of the person on the telephone: read out, answered, settled, done."""

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.exchange.showing import Seen
from parvis.aid.exchange.stopping import others_waiting
from parvis.aid.forms.exchange import HourForm
from parvis.community.switches import is_on
from parvis.conversations.forms import WordsForm
from parvis.desk.acting_for import acts_for
from parvis.desk.exchanges import heard_of, heard_one, is_let, note_act, note_hour, note_words
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of, version_in
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import correspondent, me
from parvis.members.mandates import Scope
from parvis.members.models import Member
from parvis.members.opening import with_why


def _person(request: HttpRequest, pk: int, now: datetime) -> Member:
    """With whether this reader said why they open the record (`is_said`)."""
    if not is_on("aid"):
        raise Http404
    return get_object_or_404(with_why(Member.objects.present(), me(request), now), pk=pk)


@door(GET=correspondent)
def index(request: HttpRequest, pk: int) -> HttpResponse:
    """What goes on, and what waits for a word of theirs."""
    now = timezone.now()
    person = _person(request, pk, now)
    if not person.is_said:  # type: ignore[attr-defined]
        return announce(redirect("desk:opening", pk), _("Say first why you open this record."), "warn")
    is_heard = is_let(person, me(request), now)
    context = {"person": person, "is_let": is_heard, "heard": heard_of(person, me(request), now)}
    return page(request, "desk/exchanges/index.html", context)


@door(GET=correspondent, POST=correspondent)
@acts_for(Scope.AID)
def show(request: HttpRequest, pk: int, exchange_pk: int) -> HttpResponse:
    """One of them, read out; POST notes what they say: one tap, words, or an hour and a place."""
    now = timezone.now()
    person = _person(request, pk, now)
    if not person.is_said:  # type: ignore[attr-defined]
        return announce(redirect("desk:opening", pk), _("Say first why you open this record."), "warn")
    heard = heard_one(person, me(request), exchange_pk, now)
    if heard is None:
        return redirect("desk:exchanges", pk)  # which asks for the mandate
    if request.method == "GET":
        return _page(request, heard)
    known: dict[str, Any] = {"exchange": heard.exchange, "person": person, "by": me(request), "at": now}
    do, form = request.POST.get("do", ""), _form_of(request)
    if form is not None and not form.is_valid():
        return _page(request, heard, form)
    try:
        if isinstance(form, HourForm):
            note_hour(facts=form.facts, seen=version_in(request.POST), **known)
        elif form is not None:
            note_words(text=form.cleaned_data["words"], once_key=key_of(request.POST), **known)
        else:
            note_act(do=do, seen=version_in(request.POST), **known)
    except Refusal as refusal:
        return _refused(request, person, exchange_pk, form, refusal)
    return announce(redirect("desk:exchange", pk, exchange_pk), _("It is noted. The other is told."))


def _form_of(request: HttpRequest) -> HourForm | WordsForm | None:
    """The form that was sent; None for a tap."""
    do = request.POST.get("do", "")
    if do == "words":
        return WordsForm(request.POST, is_finite=True)
    return HourForm(timezone.now(), request.POST, is_at_the_desk=True) if do == "propose" else None


def _refused(
    request: HttpRequest, person: Member, pk: int, form: HourForm | WordsForm | None, refusal: Refusal
) -> HttpResponse:
    """The page as it is now, with the reason, nothing typed twice."""
    fresh = heard_one(person, me(request), pk, timezone.now())
    if fresh is None:
        raise Http404
    if form is not None:
        form.add_error(None, refusal.reason)
    return _page(request, fresh, form, reason="" if form else refusal.reason)


def _page(
    request: HttpRequest, heard: Seen, form: HourForm | WordsForm | None = None, reason: str = ""
) -> HttpResponse:
    hour = form if isinstance(form, HourForm) else HourForm(timezone.now(), known=heard.exchange.settled)
    context = {
        "person": heard.person,
        "seen": heard,
        "hour": hour,
        "words": form if isinstance(form, WordsForm) else WordsForm(is_finite=True),
        "is_choosing": isinstance(form, HourForm),
        "others": others_waiting(heard.exchange, heard.person),
        "form": form,
        "reason": reason,
    }
    return page(request, "desk/exchanges/show.html", context, status=422 if form or reason else 200)
