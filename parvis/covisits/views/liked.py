"""The shared list: a heart given or taken back, the list sent to oneself, dates compared."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.covisits import sending, subjects
from parvis.covisits.comparing import candidates, compared, liked_meetings, say
from parvis.covisits.forms.coming import DatesForm, SendForm
from parvis.covisits.liking import like, unlike
from parvis.covisits.limits import check_sending
from parvis.covisits.listing import names_here
from parvis.covisits.passes import viewer_of
from parvis.covisits.views.finding import acting, back, seen, visitor_here
from parvis.covisits.views.visit import page_of
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.refusals import Refusal
from parvis.kit.rendering import page
from parvis.members.doors import visitor as anybody


@door(POST=anybody)
def heart(request: HttpRequest) -> HttpResponse:
    """♥ given, or taken back: also of what one may no longer see."""
    visitor, now = acting(request), timezone.now()
    if request.POST.get("value") == "no":
        subject = subjects.of_words(request.POST.get("kind", "")[:12], request.POST.get("pk", "")[:16])
        if subject is None:
            raise Http404
        unlike(visitor=visitor, subject=subject, at=now)
        return redirect(back(request, subject))
    shown = seen(request)
    like(visitor=visitor, subject=(shown.kind, shown.pk), at=now)
    return redirect(back(request, shown))


@door(POST=anybody)
def sent(request: HttpRequest) -> HttpResponse:
    """The list leaves for the member, by their own channel, or for the address they type."""
    visitor, member, now = acting(request), viewer_of(request), timezone.now()
    if member is not None:
        is_sent = sending.send_to_member(visitor=visitor, member=member, at=now)
        return _told(
            _("The list is on its way to you.") if is_sent else _("Print it: no machine writes to you.")
        )
    form = SendForm(request.POST)
    if not form.is_valid():
        return page_of(request, visitor, send_form=form, status=422)
    mail = form.cleaned_data["mail"]
    try:
        check_sending(request, mail)
    except Refusal as refusal:
        form.add_error("mail", refusal.reason)
        return page_of(request, visitor, send_form=form, status=refusal.status)
    sending.send_to_address(visitor=visitor, mail=mail, at=now)
    return _told(_("The list is on its way to you."))


@door(GET=anybody, POST=anybody)
def dates(request: HttpRequest) -> HttpResponse:
    """What we like and its other dates, each with yes, if needed or no."""
    visitor, member, now = visitor_here(request), viewer_of(request), timezone.now()
    meetings = candidates(liked_meetings(visitor), member, now)
    pks = [one.pk for one in meetings]
    if request.method == "POST":
        form = DatesForm(request.POST, meetings=pks)
        if form.is_valid():
            say(visitor=acting(request), says=form.says, at=now)
            return announce(redirect("covisits:dates"), _("Your answers are noted."))
    lines = compared(visitor, meetings, names_here(visitor), now)
    return page(request, "covisits/dates/show.html", {"lines": lines, "visitor": visitor})


def _told(words: str) -> HttpResponse:
    return announce(redirect("covisits:visit"), words)
