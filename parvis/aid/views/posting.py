"""Ask or offer: two fields, then one page that reads them again. Nothing is written before « Publier »."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.forms.posting import NoticeForm, SentenceForm
from parvis.aid.permissions import can_post
from parvis.aid.posting import post
from parvis.aid.refusals import TooYoung, to_someone
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member


@door(GET=member, POST=member)
def new(request: HttpRequest) -> HttpResponse:
    """One sentence, then « Continuer », then « Publier »; what was typed stays."""
    author = me(request)
    if not can_post(author, None):
        raise TooYoung(_("Under fifteen, a parent asks or offers for you."), to_someone())
    if request.method == "GET":
        chosen = {"direction": "offer" if request.GET.get("quoi") == "propose" else "need"}
        return page(request, "aid/notice/new.html", {"form": SentenceForm(initial=chosen)})
    first = SentenceForm(request.POST)
    if not first.is_valid():
        return page(request, "aid/notice/new.html", {"form": first}, status=422)
    if "publish" not in request.POST:
        return _review(request, NoticeForm(author, initial=first.cleaned_data), 200)
    form = NoticeForm(author, request.POST, request.FILES)
    if not form.is_valid():
        return _review(request, form, 422)
    once = request.POST.get("once", "").replace("\0", "")[:40]
    try:
        key = f"{author.pk}:{once}" if once else None
        notice = post(author=author, at=timezone.now(), once_key=key, **form.facts)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _review(request, form, refusal.status)
    return announce(redirect("aid:notice", notice.pk), _("It is published. Thank you."))


def _review(request: HttpRequest, form: NoticeForm, status: int) -> HttpResponse:
    return page(request, "aid/notice/review.html", {"form": form}, status=status)
