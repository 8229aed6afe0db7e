"""The author changes what their notice says; what was typed stays, whatever is wrong with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.forms.posting import RewriteForm
from parvis.aid.models import Notice
from parvis.aid.permissions import is_author
from parvis.aid.refusals import ChangedMeanwhile, NoticeOver, NotYourNotice, to_notice
from parvis.aid.reporting.holding_back import held_of
from parvis.aid.rewriting import rewrite
from parvis.kit.doors import door
from parvis.kit.form_words import changed_meanwhile
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import me, member


@door(GET=member, POST=member)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """All it says, on one page. While it lives, by who wrote it."""
    notice, now = _mine(request, pk), timezone.now()
    if not notice.is_live(now):
        raise NoticeOver(_("This notice has ended. You may write a new one."), to_notice(notice))
    if request.method == "GET":
        return _page(request, RewriteForm(me(request), notice), 200)
    form = RewriteForm(me(request), notice, request.POST, request.FILES)
    if not form.is_valid():
        return _page(request, form, 422)
    try:
        fresh = rewrite(notice=notice, at=now, **form.facts)
    except ChangedMeanwhile as refusal:
        form.add_error(None, changed_meanwhile(refusal.reason))
        return _page(request, form, refusal.status, meanwhile=refusal.notice)
    except Refusal as refusal:
        form.add_error(None, refusal.reason)
        return _page(request, form, refusal.status)
    said = held_of(fresh) or _("It is noted.")
    return announce(redirect("aid:notice", pk), said)


def _mine(request: HttpRequest, pk: int) -> Notice:
    notice = get_object_or_404(Notice.objects.visible_to(request.user).for_list(), pk=pk)
    if not is_author(request.user, notice):
        raise NotYourNotice(_("This is for who wrote it."), to_notice(notice))
    return notice


def _page(
    request: HttpRequest, form: RewriteForm, status: int, meanwhile: Notice | None = None
) -> HttpResponse:
    """meanwhile: as somebody else wrote it since; the form then keeps what was typed, and may be saved."""
    facts = {"form": form, "notice": form.notice, "meanwhile": meanwhile}
    facts["version"] = meanwhile.version if meanwhile else form["version"].value()
    return page(request, "aid/notice/edit.html", facts, status=status)
