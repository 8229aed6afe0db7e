"""« May we act for you? »: the sentence to read aloud, their yes, and the word that ends it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from parvis.desk.acting_for import ask, asking_page, carried_by, needs_no_mandate
from parvis.desk.asking import AskingForm, where_it_goes_on
from parvis.desk.heard_journal import days_of, mandates_of
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.asking_for_mandates import ask_by_message
from parvis.members.doors import correspondent, me
from parvis.members.mandates import Scope, end_mandate, give_mandate, sentence_for
from parvis.members.minding_mandates import ending
from parvis.members.models import Mandate, Member
from parvis.members.opening import has_said_why


@door(GET=correspondent, POST=correspondent)
@needs_no_mandate("the person says yes to the sentence of this very page")
def mandate(request: HttpRequest, pk: int) -> HttpResponse:
    """Read the sentence; after their yes, the act that waited goes on by itself (307: same fields again)."""
    person = _person(pk)
    if request.method == "GET":
        asked = request.GET.get("pour", "")
        return ask(
            request, person, [asked] if asked in Scope.values else [Scope.REGISTRATIONS, Scope.MESSAGES]
        )
    form, goes_on_at = AskingForm(request.POST), where_it_goes_on(request)
    if not form.is_valid() or "reread" in request.POST:
        status = 422 if form.errors else 200
        return asking_page(request, person, form, carried_by(request), goes_on_at, status)
    _give(request, person, form)
    if goes_on_at:
        return redirect(goes_on_at, preserve_request=True)
    return announce(redirect("desk:person", pk), _("It is noted."))


@door(GET=correspondent, POST=correspondent)
@needs_no_mandate("a word from the person is enough to end it")
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Every mandate that holds, each ended with one tap."""
    person, now = _person(pk), timezone.now()
    live = mandates_of(person, now)
    if request.method == "POST":
        chosen = next((one for one in live if str(one.pk) == request.POST.get("mandate")), None)
        if chosen is None:
            raise Http404
        end_mandate(mandate=chosen, by=me(request), at=now)
        return announce(redirect("desk:mandate_end", pk), _("It is ended, at their word."))
    if not has_said_why(person, me(request), now):
        return redirect("desk:opening", pk)  # which asks why
    return page(request, "desk/mandates/ending.html", {"person": person, "mandates": live})


@door(POST=correspondent)
@needs_no_mandate("only asks; the person answers by themselves")
def request_(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the sentence by message: their « oui » in answer is the mandate."""
    person, form = _person(pk), AskingForm(request.POST)
    if not form.is_valid():
        return asking_page(request, person, form, carried_by(request), where_it_goes_on(request), 422)
    ask_by_message(
        member=person,
        holder=me(request),
        scopes=form.cleaned_data["scopes"],
        lasts=form.cleaned_data["lasts"],
        for_the_desk=form.is_for_the_desk,
        at=timezone.now(),
    )
    return announce(redirect("desk:person", pk), _("The question has left. Their “oui” is enough."))


@door(GET=correspondent)
def journal(request: HttpRequest, pk: int) -> HttpResponse:
    """What was done for this person, in large letters: to read aloud, or to print and hand over."""
    person, now = _person(pk), timezone.now()
    if not has_said_why(person, me(request), now):
        return redirect("desk:opening", pk)  # which asks why
    context = {
        "person": person,
        "days": days_of(person, me(request)),
        "mandates": mandates_of(person, now),
        "at": now,
    }
    return page(request, "desk/mandates/journal.html", context)


@door(GET=correspondent)
def index(request: HttpRequest) -> HttpResponse:
    """Whose word ends within a week, of those who count on the desk."""
    return page(request, "desk/mandates/index.html", {"mandates": ending(timezone.now())})


def _give(request: HttpRequest, person: Member, form: AskingForm) -> None:
    """What they heard is written in their language, word for word."""
    chosen = {"scopes": form.cleaned_data["scopes"], "lasts": form.cleaned_data["lasts"]}
    with translation.override(person.language):
        sentence = sentence_for(me(request), **chosen, for_the_desk=form.is_for_the_desk)
    give_mandate(
        member=person, holder=me(request), **chosen, sentence=sentence, how=Mandate.How.SPOKEN,
        heard_by=me(request), for_the_desk=form.is_for_the_desk, at=timezone.now(),
    )  # fmt: skip


def _person(pk: int) -> Member:
    """Also somebody who is leaving and calls back to stay."""
    return get_object_or_404(Member.objects.may_enter(), pk=pk)
