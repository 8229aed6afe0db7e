"""What is asked and offered here; one notice; its author ends or renews it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from parvis.aid.categories import CATEGORIES, words_of
from parvis.aid.ending import end
from parvis.aid.models import Notice, NoticeEnd
from parvis.aid.permissions import is_author
from parvis.aid.refusals import NotYourNotice, to_notice
from parvis.aid.renewing import renew
from parvis.aid.reporting.moderators import moderates
from parvis.aid.reporting.reviewing import aside_of
from parvis.aid.seeking import Asked, seek
from parvis.aid.telling import seen_until
from parvis.kit.doors import door
from parvis.kit.images import picture_answer
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.kit.searching.matching import MOST_LETTERS
from parvis.members.doors import me, member, visitor

FOR_EVER_HERE = "private, max-age=31536000, immutable"
_SAID = {"cherche": Notice.Direction.NEED, "propose": Notice.Direction.OFFER}
_OWN_WORDS = frozenset({NoticeEnd.Why.FULFILLED, NoticeEnd.Why.WITHDRAWN})


@door(GET=visitor)
def index(request: HttpRequest) -> HttpResponse:
    """What is asked and offered, the latest first; what holds the words that were typed; of one kind."""
    asked = _asked(request)
    known = {
        "mots": asked.words,
        "quoi": request.GET.get("quoi", "") if asked.direction else "",
        "genre": asked.category,
    }
    facts = {
        "asked": asked, "found": seek(asked, request.user, timezone.now()), "categories": CATEGORIES,
        "query": urlencode({key: value for key, value in known.items() if value}),
        "quoi": known["quoi"],
    }  # fmt: skip
    return page(request, "aid/notice/index.html", facts)


@door(GET=visitor)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One notice. Of one that has ended, only its author reads the words."""
    notice = _seen(request, pk)
    now, is_mine = timezone.now(), is_author(request.user, notice)
    facts = {
        "notice": notice, "is_mine": is_mine, "is_live": notice.is_live(now), "now": now,
        "kind": words_of(notice.category), "aside": aside_of(notice) if is_mine else None,
    }  # fmt: skip
    if not facts["is_live"] and not is_mine:
        return page(request, "aid/notice/gone.html", facts)
    return page(request, "aid/notice/show.html", facts)


@door(GET=member)
def photo(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """The photo of a notice that stands, for members; its author always sees it, and who reads it first."""
    notice = get_object_or_404(Notice.objects.for_list(), pk=pk)
    if not moderates(me(request), notice):
        notice = _seen(request, pk)
    is_shown = notice.is_live(timezone.now()) or is_author(request.user, notice)
    if not is_shown or not notice.photo or notice.photo_name != name:
        raise Http404
    try:
        with notice.photo.open() as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    return picture_answer(content, FOR_EVER_HERE)


@door(POST=member)
def ended(request: HttpRequest, pk: int) -> HttpResponse:
    """« C’est réglé » or « Je retire »: it leaves the list."""
    notice, why = _mine(request, pk), request.POST.get("why", "")
    end(
        notice=notice, why=why if why in _OWN_WORDS else NoticeEnd.Why.WITHDRAWN, by=me(request),
        at=timezone.now(),
    )  # fmt: skip
    return announce(redirect("aid:index"), _("Thank you. This notice is no longer seen."))


@door(POST=member)
def renewed(request: HttpRequest, pk: int) -> HttpResponse:
    """Thirty days more."""
    fresh = renew(notice=_mine(request, pk), at=timezone.now())
    return announce(redirect("aid:notice", pk), seen_until(fresh))


def _asked(request: HttpRequest) -> Asked:
    words = " ".join(request.GET.get("mots", "").replace("\0", " ").split())[:MOST_LETTERS]
    kind, number = request.GET.get("genre", ""), request.GET.get("page", "1")[:4]
    direction = _SAID.get(request.GET.get("quoi", ""), "")
    return Asked(
        words=words, direction=direction, category=kind if words_of(kind) else "",
        page=int(number) if number.isascii() and number.isdecimal() else 1,
    )  # fmt: skip


def _seen(request: HttpRequest, pk: int) -> Notice:
    return get_object_or_404(Notice.objects.visible_to(request.user).for_list(), pk=pk)


def _mine(request: HttpRequest, pk: int) -> Notice:
    notice = _seen(request, pk)
    if not is_author(request.user, notice):
        raise NotYourNotice(_("This is for who wrote it."), to_notice(notice))
    return notice
