"""The kiosk, for whoever entered: what waits for a yes or no, what is asked and offered, two fields."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.exchange.answering import answer, why_not
from parvis.aid.exchange.wording import line_of
from parvis.aid.forms.exchange import AnswerForm
from parvis.aid.reporting.holding_back import held_of
from parvis.community.switches import is_on
from parvis.desk.kiosk import helping
from parvis.desk.kiosk.audiences import at_the_kiosk
from parvis.desk.kiosk.entries import TO_WRITE, person_at
from parvis.desk.kiosk.forms import NoticeForm
from parvis.desk.kiosk.showing import kiosk_page, unkept
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.members.awaiting import awaited_of, say
from parvis.members.models import Member

MINUTES = int(TO_WRITE.total_seconds() // 60)


@door(GET=at_the_kiosk, POST=at_the_kiosk)
def answers(request: HttpRequest) -> HttpResponse:
    """What waits for a word of theirs, one tap each: an exchange, a car, a seat."""
    person, now = _me(request), timezone.now()
    if request.method == "GET":
        return kiosk_page(request, "answers", {"awaited": awaited_of(person, now)})
    try:
        say(keys=[request.POST.get("said", "")[:80]], awaited=awaited_of(person, now), at=now)
    except Refusal as refusal:
        facts = {"awaited": awaited_of(person, now), "reason": refusal.reason}
        return kiosk_page(request, "answers", facts, status=refusal.status)
    return unkept(announce(redirect("kiosk:answers"), _("It is noted. Those concerned are told.")))


@door(GET=at_the_kiosk)
def show(request: HttpRequest) -> HttpResponse:
    """What is asked and offered here, and what is theirs."""
    person, now = _helped(request), timezone.now()
    facts = {"notices": helping.notices_for(person, now), "mine": helping.notices_of(person, now)}
    return kiosk_page(request, "aid", facts)


@door(GET=at_the_kiosk, POST=at_the_kiosk)
def new(request: HttpRequest) -> HttpResponse:
    """Ask or offer, in two fields."""
    person, once = _helped(request), key_of(request.POST)
    form = NoticeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        facts = {"direction": form.cleaned_data["direction"], "words": form.cleaned_data["words"]}
        try:
            made = helping.publish(person=person, once=once, at=timezone.now(), **facts)
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
        else:
            seen = _("It is published. Thank you.")
            words = _("It is noted. Somebody reads it first.") if held_of(made) else seen
            return unkept(announce(redirect("kiosk:aid"), words))
    facts = {"form": form, "once": once, "minutes": MINUTES}
    return kiosk_page(request, "aid_new", facts, status=422 if form.errors else 200, lasts=TO_WRITE)


@door(GET=at_the_kiosk, POST=at_the_kiosk)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice of somebody else, and a few words to answer it."""
    person, now, once = _helped(request), timezone.now(), key_of(request.POST)
    about = helping.notice_for(person, pk, now)
    if about is None:
        return kiosk_page(request, "gone", status=404)
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            words, key = form.cleaned_data["words"], f"kiosk:{once}" if once else None
            answer(notice=about, by=person, words=words, at=now, once_key=key)
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
        else:
            said = _("It has left. %(name)s answers you.") % {"name": about.author.first_name}
            return unkept(announce(redirect("kiosk:aid"), said))
    facts = {
        "about": about, "line": line_of(about), "form": form, "once": once, "minutes": MINUTES,
        "why_not": why_not(about, person, now),
    }  # fmt: skip
    return kiosk_page(request, "aid_notice", facts, status=422 if form.errors else 200, lasts=TO_WRITE)


@door(POST=at_the_kiosk)
def ended(request: HttpRequest, pk: int) -> HttpResponse:
    """« C’est réglé », or « je retire », of a notice of theirs."""
    is_found, now = request.POST.get("why") == "found", timezone.now()
    if helping.end_mine(person=_helped(request), pk=pk, is_found=is_found, at=now):
        return unkept(announce(redirect("kiosk:aid"), _("Thank you. This notice is no longer seen.")))
    return unkept(redirect("kiosk:aid"))


def _me(request: HttpRequest) -> Member:
    """Who stands before the tablet. Http404 when the door was left open."""
    person = person_at(request)
    if person is None:
        raise Http404
    return person


def _helped(request: HttpRequest) -> Member:
    """The same, where mutual help is on."""
    if not is_on("aid"):
        raise Http404
    return _me(request)
