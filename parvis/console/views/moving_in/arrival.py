"""Fifth and sixth screens: progress; then done, with inviting and taking the list back."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.console.forms.moving_in import InviteForm
from parvis.console.views.moving_in.steps import actor, loaded, url_of
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import administrator
from parvis.members.models import Import
from parvis.members.moving_in.inviting import invite
from parvis.members.moving_in.jobs import begin
from parvis.members.moving_in.summary import summary_of
from parvis.members.moving_in.undoing import undo, undone_until

REFRESH_SECONDS = 3
ENDED = (Import.State.DONE, Import.State.UNDONE)


@door(GET=administrator)
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    brought = loaded(pk)
    if not brought.is_at_work:
        return HttpResponseRedirect(url_of(brought))
    context = {"brought": brought, "summary": summary_of(brought), "state": brought.state}
    answer = page(request, "console/moving_in/progress.html", context)
    answer["Refresh"] = str(REFRESH_SECONDS)
    return answer


@door(GET=administrator)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    brought = loaded(pk)
    if brought.state not in ENDED:
        return HttpResponseRedirect(url_of(brought))
    return _show(request, brought, InviteForm())


def _show(request: HttpRequest, brought: Import, form: InviteForm) -> HttpResponse:
    until = undone_until(brought)
    by_mail = brought.lines.invitable().count()
    context = {
        "brought": brought,
        "summary": summary_of(brought),
        "invite": form,
        "by_mail": by_mail,
        "by_call": brought.lines.invitable(by_call=True).count() - by_mail,
        "invited": brought.lines.filter(invited_at__isnull=False).count(),
        "until": until if until and timezone.now() <= until else None,
    }
    return page(request, "console/moving_in/show.html", context, status=422 if form.errors else 200)


@door(POST=administrator)
def invitations(request: HttpRequest, pk: int) -> HttpResponse:
    brought, form = loaded(pk), InviteForm(request.POST)
    if not form.is_valid():
        return _show(request, brought, form)
    now, chosen = timezone.now(), form.cleaned_data
    count = invite(
        brought=brought, by=actor(request.user), at=now, most=chosen["most"], by_call=chosen["by_call"]
    )
    words = ngettext("One person is being invited.", "%(count)s people are being invited.", count)
    if not count:
        words = _("There is nobody left to invite.")
    return announce(HttpResponseRedirect(url_of(begin(brought, now))), words % {"count": count})


@door(POST=administrator)
def undoing(request: HttpRequest, pk: int) -> HttpResponse:
    brought, now = loaded(pk), timezone.now()
    undo(brought=brought, by=actor(request.user), at=now)
    return HttpResponseRedirect(url_of(begin(brought, now)) or reverse("console:imports"))
