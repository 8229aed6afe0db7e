"""Coming into a visit: by four digits, or by the link of its square."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from parvis.covisits import leaving, limits, refusals, subjects, visiting
from parvis.covisits.codes import visit_of_code, visit_of_link
from parvis.covisits.forms.joining import DigitsForm, NameForm
from parvis.covisits.models import CoVisit
from parvis.covisits.passes import holder_of, viewer_of, visitor_of, write_pass
from parvis.kit.doors import door
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import visitor as anybody


@door(GET=anybody, POST=anybody)
def by_digits(request: HttpRequest) -> HttpResponse:
    """Four digits and a first name. Wrong ones and old ones are answered alike."""
    is_known = viewer_of(request) is not None
    if request.method == "GET":
        return _asked(request, DigitsForm(is_known=is_known))
    form = DigitsForm(request.POST, is_known=is_known)
    if not form.is_valid():
        return _asked(request, form, status=422)
    try:
        limits.check_digits(request)
        co_visit = visit_of_code(form.cleaned_data["code"], timezone.now())
        if co_visit is None:
            limits.count_wrong()
            raise refusals.wrong_code()
        return _come_in(request, co_visit, form)
    except Refusal as refusal:
        form.add_error("code" if isinstance(refusal, refusals.WrongCode) else None, refusal.reason)
        return _asked(request, form, refusal=refusal)


@door(GET=anybody, POST=anybody)
def by_link(request: HttpRequest, token: str) -> HttpResponse:
    """The square was photographed: a first name is enough. Looking does nothing."""
    limits.check_link(request)
    co_visit = visit_of_link(token, timezone.now())
    if co_visit is None:
        raise refusals.old_link()
    here = visitor_of(request)
    if here is not None and here.co_visit_id == co_visit.pk:
        return redirect("covisits:visit")
    form = NameForm(
        request.POST if request.method == "POST" else None, is_known=viewer_of(request) is not None
    )
    if not form.is_valid():
        return _asked(request, form, token, status=422 if form.is_bound else 200)
    try:
        return _come_in(request, co_visit, form)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _asked(request, form, token, refusal=refusal)


def _come_in(request: HttpRequest, co_visit: CoVisit, form: NameForm) -> HttpResponse:
    """Who is in this visit already stays who they are; others come in, see what their
    friend looks at, and leave the visit they were in."""
    here, before = visitor_of(request), holder_of(request)
    if here is None or here.co_visit_id != co_visit.pk:
        member, now = viewer_of(request), timezone.now()
        here = visiting.join(co_visit=co_visit, first_name=form.called, member=member, at=now)
        if before is not None and before.pk != here.pk:
            leaving.leave_here(visitor=before, at=now)  # nobody waits there for somebody who is here
    return write_pass(redirect(_arrival(request, co_visit)), here)


def _arrival(request: HttpRequest, co_visit: CoVisit) -> str:
    """What the friend looks at, if it opens for who comes; else the page of the visit."""
    subject = subjects.of_path(co_visit.begun_path) if co_visit.begun_path else None
    shown = subjects.find(viewer_of(request), subject) if subject else None
    return shown.url if shown else "covisits:visit"


def _asked(
    request: HttpRequest,
    form: NameForm,
    token: str = "",
    *,
    status: int = 200,
    refusal: Refusal | None = None,
) -> HttpResponse:
    """The page of who joins; after a refusal, with what they may do instead."""
    is_full = isinstance(refusal, refusals.NoNinth)
    facts = {"form": form, "token": token, "leaves": visitor_of(request) is not None, "is_full": is_full}
    status = refusal.status if refusal else status
    return page(request, "covisits/visit/join.html", facts, status=status)
