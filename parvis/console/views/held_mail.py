"""The mail a restored place holds back: how much, and what becomes of it."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from parvis.console.releasing import abandon, release
from parvis.courier.holding_back import how_many_held, live_hold
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.doors import administrator, me


@door(GET=administrator)
def show(request: HttpRequest) -> HttpResponse:
    return page(request, "console/held_mail.html", {"hold": live_hold(), "count": how_many_held()})


@door(POST=administrator)
def departure(request: HttpRequest) -> HttpResponseRedirect:
    count = release(by=me(request), at=timezone.now())
    words = ngettext("%(count)s message leaves.", "%(count)s messages leave.", count) % {"count": count}
    return announce(redirect("console:held_mail"), words)


@door(POST=administrator)
def abandonment(request: HttpRequest) -> HttpResponseRedirect:
    abandon(by=me(request), at=timezone.now())
    return announce(redirect("console:held_mail"), _("None of them leaves. New messages do."))
