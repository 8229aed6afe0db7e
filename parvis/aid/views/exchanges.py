"""An exchange by the address of one of the two, without signing in: words, yes, an hour, « c’est fait »."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.exchange.agreeing import agree, show_address
from parvis.aid.exchange.doing import done as say_done
from parvis.aid.exchange.doing import say_minutes
from parvis.aid.exchange.links import opened_by
from parvis.aid.exchange.saying import say_to_the_other
from parvis.aid.exchange.settling import accept, settle
from parvis.aid.exchange.showing import entry_of, seen
from parvis.aid.exchange.stopping import others_waiting, stop, thank_the_others
from parvis.aid.forms.exchange import HourForm, MinutesForm
from parvis.aid.models import Exchange
from parvis.community.identity import current
from parvis.conversations.forms import WordsForm
from parvis.kit.calendars import KIND, calendar
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of, version_in
from parvis.kit.limiting import limit
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import passer_by
from parvis.members.models import Member

MOST_ACTS = 40  # an hour, of one of the two


@door(GET=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, token)


@door(POST=passer_by)
def words(request: HttpRequest, token: str) -> HttpResponse:
    """Something more to the other."""
    exchange, person = _mine(token)
    form = WordsForm(request.POST, is_finite=True)
    if not form.is_valid():
        return _page(request, token, words=form)
    try:
        _count(token)
        text, once = form.cleaned_data["words"], key_of(request.POST)
        say_to_the_other(exchange=exchange, by=person, text=text, at=timezone.now(), once_key=once)
    except Refusal as refusal:
        form.add_error("words", refusal.reason)
        return _page(request, token, words=form)
    return announce(redirect("aid:exchange", token), _("It has left."))


@door(POST=passer_by)
def yes(request: HttpRequest, token: str) -> HttpResponse:
    """« Oui, volontiers »."""
    exchange, person = _mine(token)
    return _done(request, token, lambda: agree(exchange=exchange, by=person, at=timezone.now()))


@door(POST=passer_by)
def hour(request: HttpRequest, token: str) -> HttpResponse:
    """A place and an hour, proposed to the other."""
    exchange, person = _mine(token)
    form = HourForm(timezone.now(), request.POST)
    if form.is_valid():
        try:
            _count(token)
            settle(
                exchange=exchange, by=person, at=timezone.now(), seen=version_in(request.POST), **form.facts
            )
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
        else:
            return announce(
                redirect("aid:exchange", token), _("It is proposed. The other only has to say yes.")
            )
    return _page(request, token, hour=form)


@door(POST=passer_by)
def hour_yes(request: HttpRequest, token: str) -> HttpResponse:
    """The hour the other proposed suits."""
    exchange, person = _mine(token)
    act = lambda: accept(exchange=exchange, by=person, at=timezone.now(), seen=version_in(request.POST))  # noqa: E731
    return _done(request, token, act, _("It is settled. See you there."))


@door(POST=passer_by)
def done(request: HttpRequest, token: str) -> HttpResponse:
    """« C’est fait », in one tap."""
    exchange, person = _mine(token)
    leaves = {"yes": True, "no": False}.get(request.POST.get("leaves", ""))
    act = lambda: say_done(exchange=exchange, by=person, at=timezone.now(), is_fulfilled=leaves)  # noqa: E731
    return _done(request, token, act, _("Thank you both."))


@door(POST=passer_by)
def minutes(request: HttpRequest, token: str) -> HttpResponse:
    """How long it took, asked once, when they wish."""
    exchange, person = _mine(token)
    form = MinutesForm(request.POST)
    if not form.is_valid():
        return redirect("aid:exchange", token)
    took = form.cleaned_data["minutes"]
    return _done(
        request, token, lambda: say_minutes(exchange=exchange, by=person, minutes=took, at=timezone.now())
    )


@door(POST=passer_by)
def stopped(request: HttpRequest, token: str) -> HttpResponse:
    """« Non, merci », « je ne peux plus »: no reason is asked."""
    exchange, person = _mine(token)
    act = lambda: stop(exchange=exchange, by=person, at=timezone.now())  # noqa: E731
    return _done(request, token, act, _("It is noted. The other is told kindly."))


@door(POST=passer_by)
def others(request: HttpRequest, token: str) -> HttpResponse:
    """The one who wrote the notice has found: the other answers are thanked."""
    exchange, person = _mine(token)
    act = lambda: thank_the_others(exchange=exchange, by=person, at=timezone.now())  # noqa: E731
    return _done(request, token, act, _("The others are thanked."))


@door(POST=passer_by)
def address(request: HttpRequest, token: str) -> HttpResponse:
    """The other may know how to reach them; or no longer."""
    exchange, person = _mine(token)
    shows = request.POST.get("shows") == "yes"
    return _done(
        request, token, lambda: show_address(exchange=exchange, by=person, shows=shows, at=timezone.now())
    )


@door(GET=passer_by)
def agenda(request: HttpRequest, token: str) -> HttpResponse:
    """For somebody's own agenda."""
    exchange, person = _mine(token)
    if exchange.has_ended or exchange.settled is None:
        raise Http404
    content = b"".join(calendar([entry_of(exchange, person)], zone=current().zone))
    answer = HttpResponse(content, content_type=KIND)
    answer["Content-Disposition"] = 'attachment; filename="entraide.ics"'
    return answer


def _mine(token: str) -> tuple[Exchange, Member]:
    """404 for an address we did not make, and while its holder is not here."""
    found = opened_by(token)
    if found is None or found[1].left_at is not None or found[1].suspension_at(timezone.now()):
        raise Http404
    return found


def _done(request: HttpRequest, token: str, act: Callable[[], object], said: str = "") -> HttpResponse:
    """The act, then the page as it is now; the page with the reason when it could not be."""
    try:
        _count(token)
        act()
    except Refusal as refusal:
        return _page(request, token, reason=refusal.reason, status=refusal.status)
    return announce(redirect("aid:exchange", token), said or _("It is noted."))


def _page(
    request: HttpRequest,
    token: str,
    *,
    words: WordsForm | None = None,
    hour: HourForm | None = None,
    reason: str = "",
    status: int = 422,
) -> HttpResponse:
    """The page as it stands, with whatever form came back as it was typed."""
    now = timezone.now()
    exchange, person = _mine(token)
    wrong: Any = words or hour
    context = {
        "token": token,
        "seen": seen(exchange, person, now),
        "words": words or WordsForm(is_finite=True),
        "hour": hour or HourForm(now, known=exchange.settled),
        "is_choosing": hour is not None,
        "minutes": MinutesForm(),
        "asks_minutes": exchange.has_ended and exchange.gifts.filter(minutes=None).exists(),
        "others": others_waiting(exchange, person),
        "form": wrong,
        "reason": reason,
    }
    return page(request, "aid/exchange/show.html", context, status=status if wrong or reason else 200)


def _count(token: str) -> None:
    """Each act writes to the other: so many an hour. TooOften beyond."""
    limit(f"aid.exchange {token}", times=MOST_ACTS, per=timedelta(hours=1))
