"""Who acts for me: what I let others do, the questions I was asked, one tap to end it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.asking_for_mandates import accept_request, decline_request, open_requests
from parvis.members.doors import me, member
from parvis.members.forms.mandates import MandateForm
from parvis.members.mandates import end_mandate, give_mandate, sentence_for
from parvis.members.models import Mandate, MandateRequest


@door(GET=member)
def index(request: HttpRequest) -> HttpResponse:
    """What holds now, what is asked of me, and the form for somebody new."""
    now = timezone.now()
    mine = Mandate.objects.filter(member=me(request)).live(now)
    context = {
        "mandates": mine.select_related("holder", "heard_by").order_by("ends_at", "pk"),
        "requests": open_requests(me(request), now),
        "form": MandateForm(member=me(request), at=now),
    }
    return page(request, "members/mandates/index.html", context)


@door(GET=member, POST=member)
def new(request: HttpRequest) -> HttpResponse:
    """The exact sentence, then one button: I agree."""
    now, typed = timezone.now(), request.POST if request.method == "POST" else request.GET
    form = MandateForm(typed, member=me(request), at=now)
    if not form.is_valid():
        return page(request, "members/mandates/choosing.html", {"form": form}, status=422)
    chosen = {"scopes": form.cleaned_data["scopes"], "lasts": form.cleaned_data["lasts"]}
    sentence = sentence_for(form.holder, **chosen, for_the_desk=form.is_for_the_desk)
    if request.method == "GET":
        return page(request, "members/mandates/new.html", {"form": form, "sentence": sentence})
    give_mandate(
        member=me(request), holder=form.holder, **chosen, sentence=sentence, how=Mandate.How.SCREEN,
        heard_by=None, for_the_desk=form.is_for_the_desk, at=now,
    )  # fmt: skip
    return announce(redirect("members:mandates"), _("It is noted."))


@door(POST=member)
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """One tap: nobody does it for me any more."""
    mandate = get_object_or_404(Mandate.objects.filter(member=me(request)), pk=pk)
    end_mandate(mandate=mandate, by=me(request), at=timezone.now())
    return announce(redirect("members:mandates"), _("It is over. Nothing is done in your name any more."))


@door(POST=member)
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Yes or no to a question I was asked."""
    now = timezone.now()
    asked = get_object_or_404(MandateRequest.objects.filter(member=me(request)), pk=pk)
    if request.POST.get("answer") == "yes":
        accept_request(request=asked, how=Mandate.How.SCREEN, at=now)
        return announce(redirect("members:mandates"), _("It is noted."))
    decline_request(request=asked, at=now)
    return announce(redirect("members:mandates"), _("Noted: no. Nothing is done in your name."))
