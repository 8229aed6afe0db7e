"""Ask or offer: two fields, then one page that reads them again. Nothing is written before « Publier »."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.alike import alike
from parvis.aid.categories import words_of
from parvis.aid.forms.posting import NoticeForm, SentenceForm
from parvis.aid.models.notice import MOST_LETTERS
from parvis.aid.permissions import can_post
from parvis.aid.posting import post
from parvis.aid.refusals import TooYoung, to_someone
from parvis.aid.reporting.holding_back import held_of
from parvis.aid.understanding import suggest
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member
from parvis.members.models import Member


@door(GET=member, POST=member)
def new(request: HttpRequest) -> HttpResponse:
    """One sentence, then « Continuer », then « Publier »; what was typed stays."""
    author = me(request)
    if not can_post(author, None):
        raise TooYoung(_("Under fifteen, a parent asks or offers for you."), to_someone())
    if request.method == "GET":
        return _first_page(request, author)
    first = SentenceForm(request.POST)
    if not first.is_valid() and "publish" not in request.POST:
        return page(request, "aid/notice/new.html", {"form": first}, status=422)
    if "publish" not in request.POST:
        suggested = suggest(first.cleaned_data["words"])
        return _review(
            request, NoticeForm(author, initial={**first.cleaned_data, "category": suggested}), 200
        )
    form = NoticeForm(author, request.POST, request.FILES)
    if not form.is_valid():
        return _review(request, form, 422)
    try:
        key = f"{author.pk}:{key_of(request.POST)}"
        notice = post(author=author, at=timezone.now(), once_key=key, **form.facts)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _review(request, form, refusal.status)
    said = _("It is noted. Thank you.") if held_of(notice) else _("It is published. Thank you.")
    return announce(redirect("aid:notice", notice.pk), said)


def _first_page(request: HttpRequest, author: Member) -> HttpResponse:
    """The two fields; while somebody types, the part with look-alikes is asked for again."""
    direction = "offer" if request.GET.get("quoi") in ("propose", "offer") else "need"
    typed = request.GET.get("mots", "")[:MOST_LETTERS]
    facts = {
        "form": SentenceForm(initial={"direction": direction, "words": typed}),
        "alike": alike(direction=direction, words=typed, reader=author, now=timezone.now())
        if typed
        else None,
    }
    return page(request, "aid/notice/new.html", facts, fragment="alike")


def _review(request: HttpRequest, form: NoticeForm, status: int) -> HttpResponse:
    said = form.data if form.is_bound else form.initial
    direction, words = str(said.get("direction", "")), str(said.get("words", ""))
    facts = {
        "form": form,
        "suggested": words_of(suggest(words)) if status == 200 else "",
        "alike": alike(direction=direction, words=words, reader=form.author, now=timezone.now()),
    }
    return page(request, "aid/notice/review.html", facts, status=status)
