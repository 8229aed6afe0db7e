"""Third step, « Programmer »; then how far the letter has come, and calling it back."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.courier.editions import progress_of
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import animator
from parvis.newsletters import audience, counting, planning
from parvis.newsletters.forms.hour import HourForm
from parvis.newsletters.kinds import LETTER
from parvis.newsletters.leaving import call_back, leave
from parvis.newsletters.models import Letter, Plan
from parvis.newsletters.purposes import LETTER as PURPOSE
from parvis.newsletters.showing import next_good_hour, ways_of
from parvis.newsletters.views.finding import letter_of, writer

REFRESH_SECONDS = 4


@door(GET=animator, POST=animator)
def programming(request: HttpRequest, pk: int) -> HttpResponse:
    """A day and an hour, or now."""
    letter, now = letter_of(request, pk), timezone.now()
    if letter.has_left:
        return redirect("newsletters:departure", pk)
    plan = Plan.objects.live().filter(kind=LETTER.kind, subject_id=pk).first()
    due_at = plan.due_at if plan and plan.due_at > now else next_good_hour(now)
    is_now = request.POST.get("act") == "now"
    form = HourForm(request.POST if request.method == "POST" and not is_now else None, due_at=due_at)
    if request.method == "POST" and (is_now or form.is_valid()):
        try:
            return _done(request, letter, None if is_now else form.cleaned_data["due_at"], now)
        except Refusal as refusal:
            form.errors  # noqa: B018  validates, so that the refusal can be written beside
            return _page(request, letter, form, plan, refusal)
    return _page(request, letter, form, plan)


@door(GET=animator)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """« 312 sur 900 parties »; the page refreshes by itself while it goes on."""
    letter = letter_of(request, pk)
    if not letter.has_left:
        return redirect("newsletters:reading", pk)
    progress = progress_of(letter, PURPOSE)
    context = {"letter": letter, "progress": progress, "ways": ways_of(letter)}
    is_going_on = letter.is_leaving(timezone.now()) or progress.waiting > 0
    answer = page(request, "newsletters/writing/departure.html", {**context, "is_going_on": is_going_on})
    if is_going_on and not letter.is_stopped:
        answer["Refresh"] = str(REFRESH_SECONDS)
    return answer


@door(POST=animator)
def calling_back(request: HttpRequest, pk: int) -> HttpResponse:
    """What has not left does not leave."""
    call_back(letter=letter_of(request, pk), by=writer(request), at=timezone.now())
    return announce(
        redirect("newsletters:departure", pk), _("It is called back: what has not left does not leave.")
    )


def _done(request: HttpRequest, letter: Letter, due_at: datetime | None, now: datetime) -> HttpResponse:
    member = writer(request)
    if due_at is None:
        leave(letter=letter, by=member, at=now)
        planning.note_done(kind=LETTER, subject=letter, at=now)
        return announce(redirect("newsletters:departure", letter.pk), _("The letter is leaving."))
    planning.plan(kind=LETTER, subject=letter, due_at=due_at, by=member, at=now)
    return announce(redirect("newsletters:plans"), _("It is planned. You may still change it until then."))


def _page(
    request: HttpRequest, letter: Letter, form: HourForm, plan: Plan | None, refusal: Refusal | None = None
) -> HttpResponse:
    criteria = audience.read(letter.audience)
    context = {
        "letter": letter, "form": form, "plan": plan, "refusal": refusal,
        "tally": counting.by_way(criteria, timezone.now()),
    }  # fmt: skip
    status = refusal.status if refusal else 422 if form.errors else 200
    return page(request, "newsletters/writing/programming.html", context, status=status)
