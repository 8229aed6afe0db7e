"""Enter at the kiosk with a card and digits, stay, and go without leaving anything."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.desk.kiosk import entries
from parvis.desk.kiosk.forms import EntryForm
from parvis.desk.kiosk.showing import MARK, emptied, inside, kiosk_page, unkept
from parvis.kit.doors import door
from parvis.kit.refusals import Refusal
from parvis.members.doors import passer_by
from parvis.members.entering_by_card import check_card, enter_with_card
from parvis.members.keeping_cards import DIGITS
from parvis.members.limits import check_asking, check_caller
from parvis.members.signing_in import ask_for_code, card_contact


@door(GET=passer_by, POST=passer_by)
def enter(request: HttpRequest) -> HttpResponse:
    """A card and digits. A wrong one, one nobody has and a closed one are answered alike."""
    suite = inside(request.POST.get("suite", "") or request.GET.get("suite", ""))
    if request.method == "GET":
        return _asked(request, EntryForm(), suite)
    form = EntryForm(request.POST)
    if not form.is_valid():
        return _asked(request, form, suite)
    card, digits = form.cleaned_data["card"], form.cleaned_data["digits"]
    try:
        check_caller(request)
        check_card(card)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _asked(request, form, suite)
    member = enter_with_card(card_code=card, digits=digits, at=timezone.now())
    if member is None:
        words = _(
            "This does not work. Check the card and the digits. After five tries, a number closes: call us."
        )
        form.add_error("digits", words)
        return _asked(request, form, suite)
    entries.begin(request, member, entries.BY_NUMBER if len(digits) == DIGITS else entries.BY_CODE)
    answer = HttpResponseRedirect(reverse("kiosk:mine") if suite == reverse("kiosk:home") else suite)
    answer.set_cookie(
        MARK, "1", path=reverse("kiosk:home"), httponly=True, samesite="Strict", secure=request.is_secure()
    )
    return unkept(answer)


@door(POST=passer_by)
def code(request: HttpRequest) -> HttpResponse:
    """Have a code sent to the mail of whose card it is; the answer is the same whoever has it."""
    form, suite, now = EntryForm(request.POST), inside(request.POST.get("suite", "")), timezone.now()
    if not form.has_a_card():
        return _asked(request, form, suite)
    contact = card_contact(form.cleaned_data["card"])
    try:
        check_caller(request)
        check_asking(contact.address, now)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _asked(request, form, suite)
    ask_for_code(contact=contact, at=now)
    again = EntryForm(initial={"card": request.POST.get("card", "")[:20]})
    return kiosk_page(request, "enter", {"form": again, "suite": suite, "is_sent": True})


@door(GET=passer_by, POST=passer_by)
def still(request: HttpRequest) -> HttpResponse:
    """« Vous êtes encore là ? » Looking at it prolongs nothing; one tap does."""
    suite = inside(request.POST.get("suite", "") or request.GET.get("suite", ""))
    if entries.person_at(request) is None:
        return redirect("kiosk:end")
    if request.method == "GET":
        return kiosk_page(request, "still", {"suite": suite}, goes_on=False)
    entries.rest(request)
    return HttpResponse(status=204) if "silent" in request.POST else HttpResponseRedirect(suite)


@door(GET=passer_by, POST=passer_by)
def end(request: HttpRequest) -> HttpResponse:
    """« J'ai fini », or nobody answered: the screen says goodbye, and leads to the week."""
    entries.end(request)
    is_asked = request.method == "POST"
    return emptied(request, redirect("kiosk:end") if is_asked else kiosk_page(request, "end"))


def _asked(request: HttpRequest, form: EntryForm, suite: str) -> HttpResponse:
    status = 422 if form.errors else 200
    return kiosk_page(request, "enter", {"form": form, "suite": suite}, status=status)
