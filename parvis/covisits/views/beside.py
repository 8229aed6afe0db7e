"""A page to be looked at by two: one meeting or notice at a time, and « Pour nous deux »."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.covisits.beside import deciding
from parvis.covisits.beside import pair as pairs
from parvis.covisits.beside.audiences import two_here
from parvis.covisits.beside.looking_at import MEETING, NOTICE, Looked, look
from parvis.covisits.forms.beside import ConfirmForm
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page

_FOR = {"1": [1], "2": [2], "nous": [1, 2]}


@door(GET=two_here)
def index(request: HttpRequest) -> HttpResponse:
    """The first of what both may see."""
    return _page(request, look(_both(request).members, timezone.now()))


@door(GET=two_here)
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _looked(request, MEETING, pk))


@door(GET=two_here)
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    return _page(request, _looked(request, NOTICE, pk))


@door(GET=two_here, POST=two_here)
def coming(request: HttpRequest, pk: int) -> HttpResponse:
    """« Pour Rosa », « Pour Henri », « Pour nous deux »: each confirms with their own digits."""
    pair, numbers = _both(request), _FOR.get(request.GET.get("pour", ""))
    if numbers is None:
        return redirect("covisits:beside_meeting", pk)
    looked = _looked(request, MEETING, pk)
    form = ConfirmForm(
        pair, numbers, looked.thing.asked(), request.POST if request.method == "POST" else None
    )
    if not form.is_valid():
        return _confirm(request, looked, form, status=422 if form.is_bound else 200)
    if wrong := form.wrong():
        return _not_theirs(request, looked, form, wrong)
    try:
        deciding.come(
            meeting=looked.thing, people=form.coming, at=timezone.now(), waits="waits" in request.POST
        )
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        is_full = isinstance(refusal, deciding.NotForAll)
        return _confirm(request, looked, form, is_full=is_full, status=refusal.status)
    names = _(" and ").join(pair.name_of(number) for number in numbers)
    words = _("It is noted for %(names)s. Each is told by their own way.") % {"names": names}
    return announce(redirect("covisits:beside_meeting", pk), words)


def _not_theirs(request: HttpRequest, looked: Looked, form: ConfirmForm, wrong: list[int]) -> HttpResponse:
    """Somebody else's digits, or a slip: five in all, then both are gone."""
    if pairs.count_wrong(request):
        return pairs.emptied(redirect("covisits:beside_end"))
    for number in wrong:
        said = {"name": form.pair.name_of(number)}
        form.add_error(f"digits{number}", _("These are not the digits %(name)s chose.") % said)
    return _confirm(request, looked, form, status=422)


def _confirm(
    request: HttpRequest, looked: Looked, form: ConfirmForm, *, is_full: bool = False, status: int
) -> HttpResponse:
    names = _(" and ").join(form.pair.name_of(number) for number in form.numbers)
    facts = {
        "pair": form.pair,
        "looked": looked,
        "meeting": looked.thing,
        "form": form,
        "names": names,
        "whom": request.GET.get("pour", ""),
        "is_full": is_full,
    }
    return page(request, "covisits/beside/confirm.html", facts, status=status)


def _page(request: HttpRequest, looked: Looked | None) -> HttpResponse:
    facts = {"pair": _both(request), "looked": looked, "meeting": looked.thing if looked else None}
    return page(request, "covisits/beside/look.html", facts)


def _looked(request: HttpRequest, kind: str, pk: int) -> Looked:
    """404 for what one of the two may not see: it is not looked at together."""
    found = look(_both(request).members, timezone.now(), kind, pk)
    if found is None:
        raise Http404
    return found


def _both(request: HttpRequest) -> pairs.Pair:
    pair = pairs.both_at(request)
    if pair is None:
        raise Http404
    return pair
