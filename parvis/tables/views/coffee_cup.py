"""One person's coffee, by its own address, without signing in: an hour, yes, « je ne peux pas »."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.kit.calendars import KIND, calendar
from parvis.kit.doors import door
from parvis.kit.form_keys import version_in
from parvis.kit.limiting import limit
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import passer_by
from parvis.tables.coffee.answering import choose, say_yes
from parvis.tables.coffee.company import company_of
from parvis.tables.coffee.dropping_out import drop_out
from parvis.tables.coffee.links import cup_of
from parvis.tables.coffee.meeting_up import can_say, say_met
from parvis.tables.coffee.showing import entry_of
from parvis.tables.forms.coffee import OwnHourForm
from parvis.tables.models import Cup

MOST_ANSWERS = 12  # an hour, for one cup


@door(GET=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    return _page(request, token, _cup(token))


@door(POST=passer_by)
def hour(request: HttpRequest, token: str) -> HttpResponse:
    """One of the proposed hours."""
    cup, begins_at = _cup(token), _moment(request.POST.get("hour", ""))
    if begins_at is None:
        return redirect("tables:cup", token)
    return _done(
        request,
        token,
        lambda: choose(cup=cup, begins_at=begins_at, at=timezone.now(), seen=version_in(request.POST)),
    )


@door(POST=passer_by)
def own_hour(request: HttpRequest, token: str) -> HttpResponse:
    """Another day and hour, of their own."""
    cup, form = _cup(token), OwnHourForm(request.POST)
    if not form.is_valid():
        return _page(request, token, cup, form, status=422)
    try:
        _count(token)
        choose(cup=cup, begins_at=form.moment, at=timezone.now(), seen=version_in(request.POST))
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, token, _cup(token), form, status=refusal.status)
    return announce(redirect("tables:cup", token), _("It is proposed to the others."))


@door(POST=passer_by)
def yes(request: HttpRequest, token: str) -> HttpResponse:
    cup = _cup(token)
    return _done(request, token, lambda: say_yes(cup=cup, at=timezone.now(), seen=version_in(request.POST)))


@door(POST=passer_by)
def absence(request: HttpRequest, token: str) -> HttpResponse:
    """« Je ne peux pas »: nobody is left alone."""
    drop_out(cup=_cup(token), at=timezone.now())
    return announce(redirect("tables:cup", token), _("It is noted. We look after the others."))


@door(POST=passer_by)
def met(request: HttpRequest, token: str) -> HttpResponse:
    """« Vous êtes-vous vus ? »"""
    if request.POST.get("met") in ("yes", "no"):
        say_met(cup=_cup(token), has_met=request.POST["met"] == "yes", at=timezone.now())
    return announce(redirect("tables:cup", token), _("Thank you."))


@door(GET=passer_by)
def agenda(request: HttpRequest, token: str) -> HttpResponse:
    """For somebody's own agenda."""
    cup = _cup(token)
    if cup.coffee.begins_at is None or cup.coffee.ended_at is not None or cup.left_at is not None:
        raise Http404
    content = b"".join(calendar([entry_of(cup)], zone=current().zone))
    answer = HttpResponse(content, content_type=KIND)
    answer["Content-Disposition"] = 'attachment; filename="cafe.ics"'
    return answer


def _done(request: HttpRequest, token: str, act: Callable[[], object]) -> HttpResponse:
    """The act, then the page as it is now; the page with the reason when it could not be."""
    try:
        _count(token)
        act()
    except Refusal as refusal:
        return _page(request, token, _cup(token), reason=refusal.reason, status=refusal.status)
    return announce(redirect("tables:cup", token), _("It is noted."))


def _page(
    request: HttpRequest, token: str, cup: Cup, form: OwnHourForm | None = None, *, reason: str = "",
    status: int = 200,
) -> HttpResponse:  # fmt: skip
    now = timezone.now()
    company = company_of(cup)
    context = {
        "token": token,
        "cup": cup,
        "coffee": cup.coffee,
        "company": company,
        "hours": sorted(hour for hour in company.hours if hour > now and hour != cup.coffee.begins_at),
        "is_over": cup.coffee.is_over(now),
        "can_say": can_say(cup, now),
        "is_mine": cup.coffee.chosen_by_id == cup.member_id,
        "own": form or OwnHourForm(),
        "form": form,
        "reason": reason,
    }
    return page(request, "tables/coffee/cup.html", context, status=status)


def _cup(token: str) -> Cup:
    """404 for an address we did not make, and while its holder is not here."""
    cup = cup_of(token)
    if cup is None or cup.coffee.prepared_at is None:
        raise Http404
    if cup.member.left_at is not None or cup.member.suspension_at(timezone.now()):
        raise Http404
    return cup


def _count(token: str) -> None:
    """Each answer writes to the others: a few an hour. TooOften beyond."""
    limit(f"tables.cup {token}", times=MOST_ANSWERS, per=timedelta(hours=1))


def _moment(said: str) -> datetime | None:
    try:
        found = parse_datetime(said[:40])
    except ValueError:
        return None
    return found if found is not None and timezone.is_aware(found) else None
