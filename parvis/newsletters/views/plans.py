"""« Publications »: everything planned in one calendar; moved, called off, done now, and why it was not."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member
from parvis.newsletters import calendar, planning
from parvis.newsletters.forms.hour import HourForm, ThingForm
from parvis.newsletters.models import Plan
from parvis.newsletters.showing import next_good_hour


@door(GET=member)
def index(request: HttpRequest) -> HttpResponse:
    """What this person may publish, day by day; first what waits for somebody."""
    person, now = me(request), timezone.now()
    waiting = calendar.things_waiting(person, now)
    context = {**calendar.of(person, now), "can_add": bool(waiting)}
    return page(request, "newsletters/plans/index.html", context)


@door(GET=member, POST=member)
def new(request: HttpRequest) -> HttpResponse:
    """Plan one of the things that are not published yet: `quoi` in the address says which."""
    person, now = me(request), timezone.now()
    things = calendar.things_waiting(person, now)
    form = ThingForm(
        request.POST if request.method == "POST" else None,
        due_at=next_good_hour(now), things=[(key, words) for key, (words, _kind, _thing) in things.items()],
    )  # fmt: skip
    form.initial["thing"] = request.GET.get("quoi", "")[:30]
    if request.method == "POST" and form.is_valid():
        _words, kind, thing = things[form.cleaned_data["thing"]]
        try:
            due_at = form.cleaned_data["due_at"]
            planning.plan(kind=kind, subject=thing, due_at=due_at, by=person, at=now)
            return announce(redirect("newsletters:plans"), _("It is planned."))
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
    context = {"form": form, "things": things}
    return page(request, "newsletters/plans/new.html", context, status=422 if form.errors else 200)


@door(GET=member, POST=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them; POST moves it."""
    person, now = me(request), timezone.now()
    line = calendar.one(person, pk)
    due_at = line.plan.due_at if line.plan.due_at > now else next_good_hour(now)
    form = HourForm(request.POST if request.method == "POST" else None, due_at=due_at)
    if request.method == "POST" and form.is_valid():
        try:
            return _moved(line, form.cleaned_data["due_at"], request, now)
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
    return page(
        request,
        "newsletters/plans/show.html",
        {"line": line, "form": form},
        status=422 if form.errors else 200,
    )


@door(POST=member)
def calling_off(request: HttpRequest, pk: int) -> HttpResponse:
    """It stays a draft."""
    planning.call_off(plan=calendar.one(me(request), pk).plan, by=me(request), at=timezone.now())
    return announce(redirect("newsletters:plans"), _("It is called off. It stays as it is, unpublished."))


@door(POST=member)
def doing(request: HttpRequest, pk: int) -> HttpResponse:
    """At once: somebody said yes, or tries again."""
    line = calendar.one(me(request), pk)
    plan = planning.publish_now(plan=line.plan, by=me(request), at=timezone.now())
    if plan.state == Plan.State.DONE:
        return announce(redirect("newsletters:plans"), _("It is published."))
    return announce(redirect("newsletters:plan", pk), plan.reason or _("It was not published."))


def _moved(line: calendar.Line, due_at: datetime, request: HttpRequest, now: datetime) -> HttpResponse:
    planning.plan(kind=line.kind, subject=line.thing, due_at=due_at, by=me(request), at=now)
    return announce(redirect("newsletters:plans"), _("It is moved."))
