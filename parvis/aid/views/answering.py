"""Answer a notice in a few words."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.exchange.answering import answer, why_not
from parvis.aid.exchange.links import token_of
from parvis.aid.exchange.showing import of_notice
from parvis.aid.exchange.wording import line_of
from parvis.aid.forms.exchange import AnswerForm
from parvis.aid.models import Notice
from parvis.kit.doors import door
from parvis.kit.form_keys import key_of
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member


@door(GET=member, POST=member)
def new(request: HttpRequest, pk: int) -> HttpResponse:
    """A few words, and the conversation is there; whoever answered goes on with it."""
    notice = get_object_or_404(Notice.objects.visible_to(me(request)).for_list(), pk=pk)
    now, person = timezone.now(), me(request)
    known = [] if notice.author_id == person.pk else of_notice(notice, person, now)
    if request.method == "GET" and known and not known[0][0].is_over:
        return redirect(known[0][1])
    if request.method == "GET" and not known and not notice.is_live(now):
        return redirect("aid:notice", pk)  # which says so, and its words to its author alone
    form = AnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        once = key_of(request.POST)
        try:
            made = answer(notice=notice, by=person, words=form.cleaned_data["words"], at=now, once_key=once)
        except Refusal as refusal:
            form.add_error(None, refusal.reason)
        else:
            said = _("It has left. %(name)s answers you.") % {"name": notice.author.first_name}
            return announce(redirect("aid:exchange", token_of(made.pk, person)), said)
    context = {
        "about": notice,
        "form": form,
        "why_not": why_not(notice, person, now),
        "line": line_of(notice),
    }
    return page(request, "aid/exchange/new.html", context, status=422 if form.errors else 200)
