"""Enter: say who you are, type six digits, and when several share an address, say which one."""

from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.rendering import page
from parvis.members.doors import passer_by
from parvis.members.entering import enter, waiting_at_the_door
from parvis.members.forms.signing_in import AddressForm, CodeForm
from parvis.members.keeping_cards import spaced
from parvis.members.limits import check_asking, check_caller
from parvis.members.models import ContactPoint, SignInCode
from parvis.members.names import read_card_code
from parvis.members.sessions import begin_session, safe_next
from parvis.members.signing_in import Attempt, ask_for_code, enter_code, recognise

_SALT = "parvis.members.asked"
_ASKED_FOR = 24 * 3600


@door(GET=passer_by, POST=passer_by)
def sign_in(request: HttpRequest) -> HttpResponse:
    """One field; the answer is the same whether the address is known here or not."""
    if request.method == "POST":
        return _ask(request)
    suite = safe_next(request, request.GET.get("suite", ""))
    is_once_more = request.user.is_authenticated and "encore" in request.GET
    if request.user.is_authenticated and not is_once_more:
        return HttpResponseRedirect(suite or reverse("portal:my_space"))
    card = read_card_code(request.GET.get("carte", "")[:20])  # the square of a card fills it in
    form = AddressForm(initial={"suite": suite, "address": spaced(card)})
    context = {"form": form, "is_once_more": is_once_more}
    return page(request, "members/sign_in/new.html", context)


def _ask(request: HttpRequest) -> HttpResponse:
    check_caller(request)
    form = AddressForm(request.POST)
    if not form.is_valid():
        return page(request, "members/sign_in/new.html", {"form": form}, status=422)
    contact = form.cleaned_data["address"]
    now = timezone.now()
    check_asking(contact.address, now)
    asked = ask_for_code(contact=contact, at=now)
    suite = safe_next(request, form.cleaned_data["suite"])
    state = signing.dumps({"asked": asked.pk, "kind": contact.kind, "suite": suite}, salt=_SALT)
    return HttpResponseRedirect(f"{reverse('members:sign_in_code')}?demande={state}")


@door(GET=passer_by, POST=passer_by)
def code(request: HttpRequest) -> HttpResponse:
    """Six digits: sent by mail, read out by the correspondent, printed or shown by an administrator."""
    state = _state(request.GET.get("demande", ""))
    asked = SignInCode.objects.filter(pk=state.get("asked", 0)).first()
    if asked is None:
        again = AddressForm(initial={"suite": safe_next(request, state.get("suite", ""))})
        return page(request, "members/sign_in/new.html", {"form": again, "is_again": True}, status=410)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        check_caller(request)
        entry = enter_code(asked=asked, digits=form.cleaned_data["code"], at=timezone.now())
        if entry.code is not None:
            return enter(request, entry.code, safe_next(request, state["suite"]), timezone.now())
        form.add_error("code", _sorry(entry.attempt))
    context = {"form": form, "kind": state["kind"], "is_mail": state["kind"] == ContactPoint.Kind.MAIL}
    return page(request, "members/sign_in/code.html", context, status=422 if form.errors else 200)


@door(GET=passer_by, POST=passer_by)
def choice(request: HttpRequest) -> HttpResponse:
    """« Which of you is it? », for those who share an address and have just proved it."""
    now = timezone.now()
    proved, people, suite = waiting_at_the_door(request, now)
    if proved is None:
        form = AddressForm()
        return page(request, "members/sign_in/new.html", {"form": form, "is_again": True}, status=410)
    chosen = next((person for person in people if str(person.pk) == request.POST.get("member")), None)
    if chosen is None:
        return page(request, "members/sign_in/choice.html", {"people": people})
    recognise(member=chosen, code=proved, at=now)
    begin_session(request, chosen)
    return redirect(suite or "portal:my_space")


def _state(text: str) -> dict[str, str]:
    try:
        return dict(signing.loads(text, salt=_SALT, max_age=_ASKED_FOR))
    except (signing.BadSignature, ValueError):
        return {}


def _sorry(attempt: Attempt) -> str:
    if attempt is Attempt.TOO_OLD:
        return _("This code is more than 20 minutes old. Ask for a new one.")
    return _("This code does not work. Check the 6 digits, or ask for a new code.")
