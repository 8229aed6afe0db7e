"""My card: what it says, my personal number, and a new one when it is lost."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member, recent_member
from parvis.members.forms.card import NumberForm
from parvis.members.keeping_cards import card_of, choose_number, forget_number, replace_card
from parvis.members.models import PersonalNumber
from parvis.members.sessions import keep_this_session


@door(GET=member)
def show(request: HttpRequest) -> HttpResponse:
    """The card as it is printed, and what to do when it is lost."""
    person = me(request)
    has_number = PersonalNumber.objects.filter(member=person).exists()
    return page(request, "members/card/show.html", {"card": card_of(person), "has_number": has_number})


@door(POST=member)
def loss(request: HttpRequest) -> HttpResponse:
    """« J'ai perdu ma carte »: one tap; whoever finds it can do nothing with it."""
    replaced = replace_card(member=me(request), by=me(request), at=timezone.now())
    keep_this_session(request, replaced)
    words = _("Your old card opens nothing any more. Here is the new one.")
    return announce(redirect("members:card"), words)


@door(GET=recent_member, POST=recent_member)
def number(request: HttpRequest) -> HttpResponse:
    """Choose four digits for the kiosk."""
    form = NumberForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            choose_number(member=me(request), digits=form.cleaned_data["number"], at=timezone.now())
        except Refusal as refusal:
            form.add_error("number", refusal.reason)
        else:
            return announce(redirect("members:card"), _("Your personal number is noted."))
    return page(request, "members/card/number.html", {"form": form}, status=422 if form.errors else 200)


@door(POST=recent_member)
def number_removal(request: HttpRequest) -> HttpResponse:
    """No personal number any more: at the kiosk, a code is read out or sent."""
    forget_number(member=me(request))
    return announce(redirect("members:card"), _("Your personal number is forgotten."))
