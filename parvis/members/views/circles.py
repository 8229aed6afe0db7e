"""Circles: which there are, what each is about, coming in and leaving."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from parvis.community.models import Circle
from parvis.kit.doors import door
from parvis.kit.notices import announce
from parvis.kit.rendering import page
from parvis.members.circles import circle_ids_of, visible_circles
from parvis.members.doors import me, member, visitor
from parvis.members.joining_circles import accept, decline, join_circle, leave_circle
from parvis.members.models import Membership, Role
from parvis.members.permissions import can_animate

MOST_NAMES = 60


@door(GET=visitor)
def index(request: HttpRequest) -> HttpResponse:
    """The circles this person may know of."""
    context = {"circles": visible_circles(request.user), "mine": circle_ids_of(request.user)}
    return page(request, "members/circles/index.html", context)


@door(GET=visitor)
def show(request: HttpRequest, pk: int) -> HttpResponse:
    """One circle: what it is, who animates it, and its people for those who belong to it."""
    circle = _known(request, pk)
    live = Membership.objects.filter(circle=circle, member__left_at=None).select_related("member")
    mine = next(iter(live.filter(member_id=request.user.pk or 0)), None)
    animates = can_animate(request.user, circle)
    is_inside = bool(mine and mine.accepted_at) or animates
    accepted = live.filter(accepted_at__isnull=False).order_by("member__search_name")
    seen = accepted if animates else accepted.filter(member__minor_until_on=None)  # under fifteen: in no list
    shown = list(seen[:MOST_NAMES]) if is_inside else []
    context = {
        "circle": circle,
        "mine": mine,
        "animates": animates,
        "animators": _animators(request, circle),
        "memberships": shown,
        "count": len(shown) if animates and len(shown) < MOST_NAMES else accepted.count(),
        "wishes": live.filter(accepted_at=None).order_by("asked_at")[:MOST_NAMES] if animates else [],
    }
    return page(request, "members/circles/show.html", context)


@door(POST=member)
def membership(request: HttpRequest, pk: int) -> HttpResponse:
    """Come into the circle, or ask to."""
    circle = _known(request, pk)
    made = join_circle(circle=circle, member=me(request), at=timezone.now())
    words = _("You are in the circle.") if made.accepted_at else _("Your wish is noted. An animator answers.")
    return announce(redirect("members:circle", circle.pk), words)


@door(POST=member)
def departure(request: HttpRequest, pk: int) -> HttpResponse:
    """Leave the circle; a secret one is then out of sight."""
    circle = _known(request, pk)
    leave_circle(circle=circle, member=me(request), at=timezone.now())
    return announce(redirect("members:circles"), _("You have left the circle."))


@door(POST=member)
def answer(request: HttpRequest, pk: int, membership_pk: int) -> HttpResponse:
    """The animator says yes or no to a wish."""
    circle = _known(request, pk)
    if not can_animate(request.user, circle):
        raise Http404
    wish = get_object_or_404(
        Membership.objects.select_related("member", "circle"), pk=membership_pk, circle=circle
    )
    say = accept if request.POST.get("answer") == "yes" else decline
    say(membership=wish, by=me(request), at=timezone.now())
    return announce(redirect("members:circle", circle.pk), _("Your answer has left."))


def _known(request: HttpRequest, pk: int) -> Circle:
    return get_object_or_404(visible_circles(request.user), pk=pk)


def _animators(request: HttpRequest, circle: Circle) -> QuerySet[Role]:
    """Who animates it: to members all of them, to passers-by those who agreed to be named."""
    roles = Role.objects.at_work().filter(circle=circle, kind=Role.Kind.ANIMATOR)
    shown = roles if request.user.is_authenticated else roles.filter(is_public=True)
    return shown.select_related("member")
