"""Who may knock at the pages a few people keep together: several roles open one door."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.aid.bridge.permissions import can_wake, keeps_list
from parvis.aid.partners.listing import keeps_partners
from parvis.aid.reporting.moderators import may_moderate
from parvis.kit.doors import Audience
from parvis.kit.refusals import NotForYou, WayOut
from parvis.members.doors import member
from parvis.members.models import Member
from parvis.members.sessions import renew_if_more_is_held


def _held(name: str, may: Callable[[Member], bool], words: Promise) -> Audience:
    def admits(request: HttpRequest) -> bool:
        if not isinstance(request.user, Member) or not may(request.user):
            return False
        renew_if_more_is_held(request, request.user)
        return True

    def turn_away(request: HttpRequest) -> HttpResponse:
        if not request.user.is_authenticated:
            return member.turn_away(request)
        raise NotForYou(str(words), WayOut(_("Who is who"), reverse("members:directory")))

    return Audience(name, admits, turn_away)


wakes_bridge = _held(
    "wakes-bridge", can_wake, gettext_lazy("Those who animate wake the bridge. Talk to them.")
)
keeps_bridge = _held(
    "keeps-bridge", keeps_list, gettext_lazy("Those who answer the telephone keep this list.")
)
partner_keeper = _held(
    "partner-keeper", keeps_partners, gettext_lazy("Those who animate keep this list. Talk to them.")
)
moderator = _held("moderator", may_moderate, gettext_lazy("Those who animate read notices again."))
