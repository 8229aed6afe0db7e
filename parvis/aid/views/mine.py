"""One’s own notice by the address of a message, without signing in. Looking does nothing."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.aid.categories import CATEGORIES, words_of
from parvis.aid.ending import end
from parvis.aid.links import notice_of, path_of
from parvis.aid.models import Notice, NoticeEnd
from parvis.aid.posting import sort
from parvis.aid.renewing import renew
from parvis.aid.telling import seen_until
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import passer_by
from parvis.members.limits import check_caller


@door(GET=passer_by, POST=passer_by)
def show(request: HttpRequest, token: str) -> HttpResponse:
    """What it says, and three buttons: thirty days more, found, taken back."""
    notice = _notice(token)
    if request.method == "GET":
        facts = {
            "notice": notice,
            "is_live": notice.is_live(timezone.now()),
            "kind": words_of(notice.category),
        }
        facts |= {"token": token, "categories": CATEGORIES}
        return page(request, "aid/notice/mine.html", facts)
    check_caller(request)
    return announce(redirect(path_of(notice)), _done(notice, request.POST.get("what", ""), request))


def _done(notice: Notice, what: str, request: HttpRequest) -> str:
    now = timezone.now()
    if what == "again":
        return seen_until(renew(notice=notice, at=now))
    if what in ("found", "back"):
        why = NoticeEnd.Why.FULFILLED if what == "found" else NoticeEnd.Why.WITHDRAWN
        end(notice=notice, why=why, by=notice.author, at=now)
        return _("Thank you. This notice is no longer seen.")
    kind = request.POST.get("category", "")
    if what == "sort" and (words_of(kind) or not kind):
        sort(notice=notice, category=kind)
        return _("It is noted.")
    raise Http404


def _notice(token: str) -> Notice:
    notice = notice_of(token)
    if notice is None:
        raise Http404
    return notice
