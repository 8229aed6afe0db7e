"""Two people sit down before one screen, one after the other; they leave it together, and it is empty."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.covisits.beside import pair as pairs
from parvis.covisits.beside.audiences import one_of_two
from parvis.covisits.forms.beside import SecondCodeForm, SecondForm, SitDownForm
from parvis.covisits.leaving import leave_here
from parvis.covisits.passes import holder_of
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member, passer_by
from parvis.members.entering_by_card import check_card, enter_with_card
from parvis.members.limits import check_asking, check_caller
from parvis.members.models import Member, SignInCode
from parvis.members.signing_in import ask_for_code, enter_code, people_behind, recognise

_ASKED = "beside_asked"  # in the session alone: an address in the bar stays in the history of the device


@door(GET=member, POST=member)
def start(request: HttpRequest) -> HttpResponse:
    """The first one: four digits, and their own pages close until they sign in again."""
    form = SitDownForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, "start", {"form": form}, status=422 if form.is_bound else 200)
    holder = holder_of(request)
    if holder is not None:
        leave_here(visitor=holder, at=timezone.now())  # the pass of a visit goes: nobody waits for them there
    pairs.sit_down(request, me(request), form.cleaned_data["digits"])
    answer = pairs.marked(request, redirect("covisits:beside_second"))
    answer["Clear-Site-Data"] = '"storage"'  # as signing out does: lists and pages kept for the first one
    return answer


@door(GET=one_of_two, POST=one_of_two)
def second(request: HttpRequest) -> HttpResponse:
    """The second one says who they are: an address, a number or a card."""
    form, now = SecondForm(request.POST if request.method == "POST" else None), timezone.now()
    if not form.is_valid():
        return _page(request, "second", {"form": form}, status=422 if form.is_bound else 200)
    contact = form.cleaned_data["address"]
    try:
        check_caller(request)
        check_asking(contact.address, now)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, "second", {"form": form}, status=refusal.status)
    asked = ask_for_code(contact=contact, at=now)
    request.session[_ASKED] = [asked.pk, contact.address, contact.kind]
    pairs.ask_anew(request)
    return redirect("covisits:beside_code")


@door(GET=one_of_two, POST=one_of_two)
def code(request: HttpRequest) -> HttpResponse:
    """The digits that prove it (sent, read out, or of their card), and four of their choice."""
    asked_pk, address, kind = request.session.get(_ASKED, (0, "", ""))
    asked = SignInCode.objects.filter(pk=asked_pk).first()
    if asked is None:
        return redirect("covisits:beside_second")
    form = SecondCodeForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _code_page(request, form, kind)
    try:
        check_caller(request)
        found = _proved(request, asked, address, form)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _code_page(request, form, kind)
    if found is None:
        return redirect("covisits:beside_which")
    if not found or not pairs.join(request, found[0], form.cleaned_data["digits"]):
        if pairs.asked_too_often(request):
            return _asked_anew(request)
        words = _("This does not work. Check the digits, or call us. It must be another person.")
        form.add_error("code", words)
        return _code_page(request, form, kind)
    request.session.pop(_ASKED, None)
    return redirect("covisits:beside")


@door(GET=one_of_two, POST=one_of_two)
def which(request: HttpRequest) -> HttpResponse:
    """« Which of you is it? », for those who share an address and have just proved it."""
    proved = SignInCode.objects.filter(pk=pairs.proved_at(request)).first()
    people = _others(request, people_behind(proved)) if proved else []
    if proved is None or not people:
        return redirect("covisits:beside_second")
    chosen = next((one for one in people if str(one.pk) == request.POST.get("member")), None)
    if request.method == "GET" or chosen is None:
        return _page(request, "which", {"people": people})
    recognise(member=chosen, code=proved, at=timezone.now())
    pairs.join(request, chosen)
    return redirect("covisits:beside")


@door(GET=passer_by, POST=passer_by)
def still(request: HttpRequest) -> HttpResponse:
    """« Vous êtes encore là ? » Looking at it prolongs nothing; one tap does."""
    if pairs.pair_at(request) is None:
        return redirect("covisits:beside_end")
    if request.method == "GET":
        return _page(request, "still", {})
    pairs.rest(request)
    return redirect("covisits:beside")


@door(GET=passer_by, POST=passer_by)
def end(request: HttpRequest) -> HttpResponse:
    """« Nous avons fini » (one tap), or three minutes of silence: nothing stays on this device."""
    if request.method == "POST":
        pair = pairs.pair_at(request)
        pairs.leave(request)
        goes_to = "kiosk:home" if pair is not None and pair.is_kiosk else "covisits:beside_end"
        return pairs.emptied(redirect(goes_to))
    if pairs.pair_at(request) is not None:
        return redirect("covisits:beside_still")
    why = pairs.why_gone(request) if pairs.has_mark(request) else ""
    pairs.leave(request)  # what was left of it opens nothing again
    return pairs.emptied(_page(request, "end", {"why": why}))


def _proved(
    request: HttpRequest, asked: SignInCode, address: str, form: SecondCodeForm
) -> list[Member] | None:
    """Who the digits prove: nobody, one; None when several share the address and one must be chosen."""
    digits, now = form.cleaned_data["code"], timezone.now()
    if len(digits) == 4:
        check_card(address)
        found = enter_with_card(card_code=address, digits=digits, at=now)
        return [found] if found else []
    code = enter_code(asked=asked, digits=digits, at=now).code
    people = _others(request, people_behind(code)) if code else []
    if code is None or not people:
        return []
    if len(people) > 1:
        pairs.wait_for_name(request, code.pk, form.cleaned_data["digits"])
        return None
    recognise(member=people[0], code=code, at=now)
    return people


def _asked_anew(request: HttpRequest) -> HttpResponse:
    """Five tries, whoever it is: a code is good for no more, and nobody learns whether it was one."""
    request.session.pop(_ASKED, None)
    words = _("Five tries did not work. Ask for another code here, or call us: one is read out to you.")
    return announce(redirect("covisits:beside_second"), words, "warn")


def _others(request: HttpRequest, people: list[Member]) -> list[Member]:
    """Those who may be here now, but the one who sits there already."""
    pair, now = pairs.pair_at(request), timezone.now()
    there = pair.seats[0].member.pk if pair else 0
    here = set(
        Member.objects.let_in(now).filter(pk__in=[one.pk for one in people]).values_list("pk", flat=True)
    )
    return [one for one in people if one.pk in here and one.pk != there]


def _code_page(request: HttpRequest, form: SecondCodeForm, kind: str) -> HttpResponse:
    return _page(request, "code", {"form": form, "kind": kind}, status=422 if form.errors else 200)


def _page(request: HttpRequest, name: str, facts: dict[str, object], *, status: int = 200) -> HttpResponse:
    context = {"pair": pairs.pair_at(request), **facts}
    answer = page(request, f"covisits/beside/{name}.html", context, status=status)
    answer["Cache-Control"] = "private, no-store"
    return answer
