"""Second step, « Choisir »: who receives it, the exact number, and who reads it on the site."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import animator
from parvis.newsletters import audience, counting
from parvis.newsletters.forms.audience import CriterionForm, ShownForm
from parvis.newsletters.models import Letter
from parvis.newsletters.saying_audience import Names, in_words, lines, names_for
from parvis.newsletters.views.finding import letter_of, writer
from parvis.newsletters.writing import choose_audience

A_PAGE = 60


@door(GET=animator, POST=animator)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """The criteria, the number; POST adds one or takes one away, or says who reads it on the site."""
    letter, now = letter_of(request, pk), timezone.now()
    if letter.has_left:
        return redirect("newsletters:departure", pk)
    names = names_for(writer(request), now)
    sent = request.POST if request.method == "POST" else None
    is_criterion = sent is not None and "criterion" in sent
    form = CriterionForm(sent if is_criterion else None, names=names)
    shown = ShownForm(sent if sent and "shown_to" in sent else None, initial={"shown_to": letter.shown_to})
    if sent is not None and (not is_criterion or form.is_valid()):
        return _changed(request, letter, form if is_criterion else None, shown)
    return _page(request, letter, names, form, shown)


@door(GET=animator)
def people(request: HttpRequest, pk: int) -> HttpResponse:
    """The names, only where each declared what puts them here; never a child, never who did not come."""
    letter, now = letter_of(request, pk), timezone.now()
    criteria = audience.read(letter.audience)
    if not criteria or not audience.is_declared(criteria):
        raise Http404
    shown = audience.readers(criteria, now).shown_to_all().order_by("search_name", "pk").only("name")
    members = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    context = {
        "letter": letter,
        "members": members,
        "words": in_words(criteria, names_for(writer(request), now)),
    }
    return page(request, "newsletters/writing/people.html", context)


def _changed(
    request: HttpRequest, letter: Letter, form: CriterionForm | None, shown: ShownForm
) -> HttpResponse:
    criteria = audience.read(letter.audience)
    if form is not None:
        criteria = [*criteria, form.chosen][: audience.MOST]
    elif (gone := request.POST.get("without", "")).isdecimal() and len(gone) < 3:
        criteria = [one for index, one in enumerate(criteria) if index != int(gone)]
    shown_to = shown.cleaned_data["shown_to"] if shown.is_bound and shown.is_valid() else letter.shown_to
    kept = audience.kept(criteria)
    choose_audience(letter=letter, audience=kept, shown_to=shown_to, at=timezone.now())
    return announce(redirect("newsletters:choosing", letter.pk), _("It is noted."))


def _page(
    request: HttpRequest, letter: Letter, names: Names, form: CriterionForm, shown: ShownForm
) -> HttpResponse:
    criteria = audience.read(letter.audience)
    context = {
        "letter": letter,
        "lines": lines(criteria, names),
        "tally": counting.by_way(criteria, timezone.now()),
        "lists_names": bool(criteria) and audience.is_declared(criteria),
        "is_full": len(criteria) >= audience.MOST,
        "form": form,
        "shown": shown,
    }
    return page(request, "newsletters/writing/choosing.html", context, status=422 if form.errors else 200)
