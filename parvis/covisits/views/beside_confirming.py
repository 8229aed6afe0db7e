"""What every act of two people shares: for whom, their digits, five slips in all, nothing typed lost."""

from collections.abc import Callable, Mapping

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from parvis.covisits.beside import pair as pairs
from parvis.covisits.forms.beside import DigitsOfEach
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page

FOR = {"1": [1], "2": [2], "nous": [1, 2]}
Show = Callable[[int, Refusal | None], HttpResponse]


def both(request: HttpRequest) -> pairs.Pair:
    """The two; 404 when the door was left open."""
    pair = pairs.both_at(request)
    if pair is None:
        raise Http404
    return pair


def numbers_of(request: HttpRequest) -> list[int] | None:
    """For whom it is, as the address says; None when it says nothing we know."""
    return FOR.get(request.GET.get("pour", ""))


def confirmed(
    request: HttpRequest, form: DigitsOfEach, act: Callable[[], HttpResponse], show: Show
) -> HttpResponse:
    """The act once each confirmed with their own digits; else the page, nothing typed lost but the digits."""
    if not form.is_valid():
        return show(422 if form.is_bound else 200, None)
    if wrong := form.wrong():
        return _not_theirs(request, form, wrong) or show(422, None)
    try:
        return act()
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return show(refusal.status, refusal)


def page_of(
    request: HttpRequest, form: DigitsOfEach, name: str, facts: Mapping[str, object], status: int = 200
) -> HttpResponse:
    """A page where somebody confirms."""
    known = {"pair": form.pair, "form": form, "names": form.names, "whom": request.GET.get("pour", "")}
    return page(request, f"covisits/beside/{name}.html", {**known, **facts}, status=status)


def whom(request: HttpRequest, title: str, path: str, *, also_both: bool) -> HttpResponse:
    """« Pour qui ? »: the name of each, and both when the act is one for two."""
    pair = both(request)
    offered = for_whom(pair) if also_both else for_whom(pair)[1:]
    facts = {"pair": pair, "title": title, "path": path, "offered": offered}
    return page(request, "covisits/beside/whom.html", facts)


def for_whom(pair: pairs.Pair, *, but: int = 0) -> list[tuple[str, str]]:
    """« Pour nous deux », « Pour Rosa », « Pour Henri »; but: a person (id) it cannot be for."""
    each = [
        (str(seat.number), _("For %(name)s") % {"name": pair.name_of(seat.number)})
        for seat in pair.seats
        if seat.member.pk != but
    ]
    return [("nous", _("For both of us")), *each] if len(each) == len(pair.seats) else each


def _not_theirs(request: HttpRequest, form: DigitsOfEach, wrong: list[int]) -> HttpResponse | None:
    """Somebody else's digits, or a slip: five in all, then both are gone, and the page says why."""
    if pairs.count_wrong(request):
        words = _("The digits were wrong five times: these pages closed for both of you. Nothing was done.")
        return announce(pairs.emptied(redirect("covisits:beside_end")), words, "warn")
    for number in wrong:
        said = {"name": form.pair.name_of(number)}
        form.add_error(f"digits{number}", _("These are not the digits %(name)s chose.") % said)
    return None
