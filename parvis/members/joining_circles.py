"""Come into a circle and leave it: at once, on request, or invited."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.chronicle.recording import record
from parvis.community.models import Circle
from parvis.kit.refusals import NotForYou, Refusal, WayOut
from parvis.kit.unlinking import unlinked
from parvis.members.models import Member, Membership, Role
from parvis.members.permissions import can_animate
from parvis.members.reaching import Words, reach

ASKED = "members.circle_asked"
ANSWERED = "members.circle_answered"


class ByInvitation(Refusal):
    """A private circle: one of its animators invites."""


@transaction.atomic
def join_circle(*, circle: Circle, member: Member, at: datetime) -> Membership:
    """In at once when the circle is open; otherwise the wish is written and its animators hear of it."""
    if circle.joining not in (Circle.Joining.OPEN, Circle.Joining.ON_REQUEST):
        raise ByInvitation(_("One comes into this circle by invitation."), WayOut(_("Circles"), "/cercles/"))
    is_open = circle.joining == Circle.Joining.OPEN
    membership, is_new = Membership.objects.get_or_create(
        member=member, circle=circle, defaults={"asked_at": at, "accepted_at": at if is_open else None}
    )
    if is_new and is_open:
        record("members.joined_circle", subject=circle, at=at, person=member.pk)
    elif is_new:
        _tell_animators(circle, member, at)
    return membership


@transaction.atomic
def invite(*, circle: Circle, member: Member, by: Member, at: datetime) -> Membership:
    """An animator brings someone in. NotForYou for anyone else."""
    _check_animates(by, circle)
    membership, _is_new = Membership.objects.get_or_create(
        member=member, circle=circle, defaults={"asked_at": at, "accepted_at": at, "accepted_by": by}
    )
    return membership if membership.accepted_at else accept(membership=membership, by=by, at=at)


@transaction.atomic
def accept(*, membership: Membership, by: Member, at: datetime) -> Membership:
    """The animator says yes: the person is in, and hears of it. Saying it twice changes nothing."""
    circle, member = membership.circle, membership.member
    _check_animates(by, circle)
    waiting = Membership.objects.filter(pk=membership.pk, accepted_at=None)
    if waiting.update(accepted_at=at, accepted_by=by):
        record("members.joined_circle", subject=circle, at=at, person=by.pk, for_person=member.pk)
        words = Words(
            title=_("You are in the circle “%(circle)s”") % {"circle": circle},
            body=_("%(name)s has said yes. Welcome.") % {"name": unlinked(by.first_name)},
            link=f"/cercles/{circle.pk}/",
            link_words=_("See the circle"),
        )
        reach(member, ANSWERED, words, subject=circle, at=at)
    membership.refresh_from_db()
    return membership


@transaction.atomic
def decline(*, membership: Membership, by: Member, at: datetime) -> None:
    """The animator says no: the wish goes, and the person is told to whom they may talk."""
    circle, member = membership.circle, membership.member
    _check_animates(by, circle)
    if not Membership.objects.filter(pk=membership.pk, accepted_at=None).delete()[0]:
        return
    words = Words(
        title=_("The circle “%(circle)s”: not this time") % {"circle": circle},
        body=_("Your wish could not be met. Talk about it with %(name)s.")
        % {"name": unlinked(by.first_name)},
        link="/cercles/",
        link_words=_("See the other circles"),
    )
    reach(member, ANSWERED, words, subject=circle, at=at)


@transaction.atomic
def leave_circle(*, circle: Circle, member: Member, at: datetime) -> None:
    """Out at once, no reason asked. Leaving twice changes nothing."""
    if Membership.objects.filter(circle=circle, member=member).delete()[0]:
        record("members.left_circle", subject=circle, at=at, person=member.pk)


def _check_animates(member: Member, circle: Circle) -> None:
    if not can_animate(member, circle):
        raise NotForYou(_("The animators of this circle answer."), WayOut(_("Circles"), "/cercles/"))


def _tell_animators(circle: Circle, member: Member, at: datetime) -> None:
    words = Words(
        title=_("%(name)s would like to join the circle “%(circle)s”")
        % {"name": member.name, "circle": circle},
        body=_("Only you can answer. One tap is enough."),
        link=f"/cercles/{circle.pk}/",
        link_words=_("Answer"),
    )
    animating = Role.objects.at_work().filter(kind=Role.Kind.ANIMATOR).select_related("member")
    chosen = list(animating.filter(circle=circle)) or list(
        animating.filter(circle=None, place=None, ritual=None)
    )
    for role in chosen:
        reach(role.member, ASKED, words, subject=circle, at=at)
