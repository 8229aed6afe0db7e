"""« On prend celle-ci »: where we stand, one's own answer, and what to do when seats are missing."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.covisits import choosing, refusals
from parvis.covisits.comparing import alternatives, cannot_come
from parvis.covisits.forms.coming import ComingForm, start_from
from parvis.covisits.going_without import awaited, without
from parvis.covisits.listing import here_with, names_here
from parvis.covisits.live.presence import away_among
from parvis.covisits.models import Choice, ChoiceAnswer, Visitor
from parvis.covisits.models.visitor import MOST
from parvis.covisits.naming import joined
from parvis.covisits.passes import viewer_of
from parvis.covisits.subjects import Shown, is_still_to_come
from parvis.covisits.views.finding import acting, choice_of, seen, visitor_here
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.meetings.limits import check_newcomer
from parvis.meetings.models import Meeting
from parvis.meetings.passes import path_of
from parvis.meetings.permissions import can_see
from parvis.members.doors import visitor as anybody


@door(GET=anybody, POST=anybody)
def show(request: HttpRequest) -> HttpResponse:
    """GET: where we stand. POST: one meeting is put to everybody."""
    if request.method == "GET":
        visitor = visitor_here(request)
        choice = choice_of(visitor)
        return _page(request, visitor, choice) if choice else redirect("covisits:visit")
    visitor, shown, now = acting(request), seen(request), timezone.now()
    if shown.meeting is None or not is_still_to_come(shown, now):
        raise refusals.CannotTake(
            _("One cannot register for it any more."), refusals.to_visit(_("See our list"))
        )
    choice = choosing.propose(visitor=visitor, meeting=shown.meeting, at=now)
    if choice.meeting_id != shown.pk:
        return announce(_to_choice(), _("Another meeting was proposed just before. Answer it first."), "info")
    return _to_choice()


@door(POST=anybody)
def answer(request: HttpRequest) -> HttpResponse:
    """« Je viens avec vous », or not; the last one to answer registers everybody."""
    visitor = acting(request)
    choice = _open_one(request, visitor)
    if request.POST.get("comes") == "no":
        choosing.answer(visitor=visitor, choice=choice, coming=None, at=timezone.now())
        return _to_choice()
    meeting = choice.meeting
    if meeting is None or not can_see(viewer_of(request), meeting):
        raise refusals.CannotTake(_("This meeting is not open to you. Talk to us."), refusals.to_someone())
    form = ComingForm(request.POST, member=viewer_of(request), questions=meeting.asked())
    if not form.is_valid():
        return _page(request, visitor, choice, form, status=422)
    try:
        if form.member is None:
            check_newcomer(request, meeting, form.cleaned_data["contact"])
        choosing.answer(visitor=visitor, choice=choice, coming=form.coming, at=timezone.now())
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, visitor, choice, form, status=refusal.status)
    return _to_choice()


@door(POST=anybody)
def waiting(request: HttpRequest) -> HttpResponse:
    """All of us on the waiting list, together."""
    visitor = acting(request)
    choosing.wait_together(visitor=visitor, choice=_open_one(request, visitor), at=timezone.now())
    return _to_choice()


@door(POST=anybody)
def go_on(request: HttpRequest) -> HttpResponse:
    """We do not wait for those whom the button named."""
    visitor = acting(request)
    said = request.POST.getlist("who")[:MOST]
    others = {int(pk) for pk in said if pk.isascii() and pk.isdigit() and len(pk) < 16}
    choosing.go_without(visitor=visitor, choice=_open_one(request, visitor), others=others, at=timezone.now())
    return _to_choice()


@door(POST=anybody)
def dropped(request: HttpRequest) -> HttpResponse:
    """Not this one after all."""
    visitor = acting(request)
    choosing.drop(visitor=visitor, choice=_open_one(request, visitor), at=timezone.now())
    return announce(redirect("covisits:visit"), _("It is left aside. Your list is still here."), "info")


def _open_one(request: HttpRequest, visitor: Visitor) -> Choice:
    """The choice the form was about; ChoiceGone when it was settled meanwhile."""
    choice = choice_of(visitor)
    if choice is None:
        raise Http404
    if choice.state not in Choice.OPEN or request.POST.get("choice", "") != str(choice.pk):
        raise refusals.ChoiceGone(_("This was settled meanwhile."), refusals.to_choice())
    return choice


def _to_choice() -> HttpResponse:
    return redirect("covisits:choice")


def _page(
    request: HttpRequest,
    visitor: Visitor,
    choice: Choice,
    form: ComingForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    member, meeting, names = viewer_of(request), choice.meeting, names_here(visitor)
    answers = {row.visitor_id: row for row in choice.answers.select_related("registration__meeting")}
    mine, away = answers.get(visitor.pk), away_among(here_with(visitor)) - {visitor.pk}
    facts: dict[str, Any] = {
        "choice": choice,
        "visitor": visitor,
        "meeting": meeting if meeting is not None and can_see(member, meeting) else None,
        "is_gone": meeting is None,
        "mine": mine,
        "people": [_said(name, answers.get(pk), pk in away) for pk, name in names.items()],
        "all_come": all(pk in answers and answers[pk].comes for pk in names),
        "awaited": joined([name for pk, name in awaited(names, answers).items() if pk != visitor.pk]),
        "without": without(visitor.pk, names, answers, away),
        "proposer": names.get(choice.proposed_by_id or 0, ""),
        "form": form,
        "state": "",
    }
    if meeting is not None and choice.state in Choice.OPEN:
        facts |= _while_open(visitor, choice, meeting, member, answers, names)
        facts["form"] = form or _blank(visitor, meeting, member, mine)
    is_mine = mine is not None and mine.member_id in (None, member and member.pk)  # signed out: no pass
    if mine is not None and is_mine and mine.registration is not None:
        facts["pass_path"] = path_of(mine.registration)
        facts["state"] = mine.registration.shown_state
    return page(request, "covisits/choice/show.html", facts, status=status)


def _while_open(
    visitor: Visitor,
    choice: Choice,
    meeting: Meeting,
    member: Any,
    answers: dict[int, ChoiceAnswer],
    names: dict[int, str],
) -> dict[str, Any]:
    """Who cannot come; and, when seats are missing, what else there is for all of them."""
    facts: dict[str, Any] = {"cannot": cannot_come(here_with(visitor), meeting, names)}
    if choice.state == Choice.State.LACKING:
        people = sum(row.comes for row in answers.values())
        others = alternatives(visitor, meeting, member, max(people, 1), timezone.now())
        facts["others"] = [
            Shown("meeting", one.pk, one.title, f"/rencontres/{one.pk}/", one) for one in others
        ]
    return facts


def _blank(visitor: Visitor, meeting: Meeting, member: Any, mine: ChoiceAnswer | None) -> ComingForm:
    last = mine or visitor.answers.filter(comes=True).order_by("-pk").first()
    return ComingForm(initial=start_from(last), member=member, questions=meeting.asked())


def _said(name: str, answer: ChoiceAnswer | None, is_away: bool) -> dict[str, Any]:
    """Whether somebody comes, as the others read it: never by what name, nor how they are reached."""
    if answer is None:
        said = "away" if is_away else "nothing"
    elif answer.trouble and answer.comes:
        said = "trouble"
    else:
        said = "yes" if answer.comes else "no"
    return {"name": name, "said": said}
