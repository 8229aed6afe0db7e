"""Give roles to people and end them; a place is never left without an administrator."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.chronicle.recording import record
from parvis.community.identity import current
from parvis.community.models import Circle, Place, Ritual
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.journaling import journal, journal_for_all
from parvis.members.mandates import end_those_held_by
from parvis.members.models import Member, Membership, Role
from parvis.members.reaching import Words, reach

VACANT = "members.role_vacant"
ROLES = "members.roles"
GAVE_YOU = gettext_lazy("Gave you the role: %(role)s.")
ENDED_YOURS = gettext_lazy("Ended your role: %(role)s.")
GAVE = gettext_lazy("Gave a role: %(role)s.")
ENDED = gettext_lazy("Ended a role: %(role)s.")
NEEDED = [Role.Kind.CORRESPONDENT, Role.Kind.ANIMATOR, Role.Kind.FACILITATOR, Role.Kind.KEEPER]
Scope = Circle | Place | Ritual | None


class LastAdministrator(Refusal):
    """Nobody could give roles any more: give the role to someone else first."""


class TooYoung(Refusal):
    """Whoever holds a role is named to everybody; somebody under fifteen is named in no list."""


@dataclass(frozen=True)
class Tenure:
    """How a role is held: duties in the holder's words, hours, whether passers-by may read the name."""

    duties: str = ""
    hours: str = ""
    is_public: bool = False


@transaction.atomic
def give_role(
    *,
    member: Member,
    kind: str,
    by: Member | None,
    at: datetime,
    scope: Scope = None,
    how: Tenure | None = None,
) -> Role:
    """The role, held from today; given again, it changes its words and keeps its day."""
    held = how or Tenure()
    if member.minor_until_on is not None:
        raise TooYoung(_("Somebody under fifteen is in no list, so holds no role yet."), to_give_a_role())
    role, is_new = Role.objects.update_or_create(
        member=member,
        kind=kind,
        circle=scope if isinstance(scope, Circle) else None,
        place=scope if isinstance(scope, Place) else None,
        ritual=scope if isinstance(scope, Ritual) else None,
        defaults={"duties": held.duties, "hours": held.hours, "is_public": held.is_public},
        create_defaults={
            "duties": held.duties,
            "hours": held.hours,
            "is_public": held.is_public,
            "since_on": timezone.localdate(at),
        },
    )
    if is_new:
        person = by.pk if by else member.pk
        record("members.role_given", subject=role, at=at, person=person, for_person=member.pk, kind=kind)
        _write_down(role, by, at, GAVE_YOU, GAVE)
    return role


@transaction.atomic
def end_role(*, role: Role, by: Member, at: datetime) -> None:
    """The role ends; administrators hear when nobody holds it any more. LastAdministrator refuses."""
    same_kind = list(Role.objects.at_work().select_for_update(of=("self",)).filter(kind=role.kind))
    others = [other for other in same_kind if other.pk != role.pk]
    if role.kind == Role.Kind.ADMINISTRATOR and not any(other.is_for_all for other in others):
        raise LastAdministrator(
            _("%(name)s is the only administrator here. Give this role to someone else first.")
            % {"name": role.member.name},
            to_give_a_role(),
        )
    record("members.role_ended", subject=role, at=at, person=by.pk, for_person=role.member_id, kind=role.kind)
    _write_down(role, by, at, ENDED_YOURS, ENDED)
    role.delete()
    end_those_held_by(role.member, at)
    sound_the_alarm(role, at)


def to_give_a_role() -> WayOut:
    """Where a role is given to somebody else."""
    return WayOut(_("Give a role"), "/coulisses/roles/")


def vacancies() -> list[str]:
    """The kinds of role nobody holds, in the order they are missed; empty when alarms are switched off."""
    if not current().vacancy_alarms:
        return []
    held = set(Role.objects.at_work().values_list("kind", flat=True))
    return [kind for kind in NEEDED if kind not in held]


def _has_same_scope(one: Role, other: Role) -> bool:
    return (one.circle_id, one.place_id, one.ritual_id) == (other.circle_id, other.place_id, other.ritual_id)


def _write_down(role: Role, by: Member | None, at: datetime, for_them: Promise, for_all: Promise) -> None:
    """In the journal of who holds it and, unless a secret circle is named, on the page of all."""
    kind = Role.Kind(role.kind).label
    held = format_lazy("{} ({})", kind, role.scope) if role.scope else kind
    duty = Role.Kind.ADMINISTRATOR if by else ""
    if by is not None and by != role.member:
        values = {"role": held}
        subject = f"community.circle:{role.circle_id}" if role.circle_id else ROLES
        journal(member=role.member, by=by, words=for_them, values=values, role=duty, subject=subject, at=at)
    if role.circle is None or role.circle.joining != Circle.Joining.SECRET:
        giver = by or role.member  # whoever opens a place gives themselves every role
        journal_for_all(by=giver, person=role.member, words=for_all, values={"role": held}, role=duty, at=at)


def sound_the_alarm(role: Role, at: datetime) -> None:
    """Administrators hear that nobody holds this role any more, unless somebody does or alarms are off."""
    if not current().vacancy_alarms:
        return
    same_kind = Role.objects.at_work().filter(kind=role.kind).exclude(pk=role.pk)
    if any(_has_same_scope(other, role) for other in same_kind):
        return
    held = role.get_kind_display() + (f" ({role.scope})" if role.scope else "")
    words = Words(
        title=_("A role has nobody any more: %(role)s") % {"role": held},
        body=_("%(name)s no longer holds this role. Somebody could take it over: who would you ask?")
        % {"name": role.member.name},
        link="/coulisses/roles/",
        link_words=_("See the roles"),
    )
    administrators = Member.objects.let_in(at).filter(roles__kind=Role.Kind.ADMINISTRATOR).distinct()
    if role.circle is not None and role.circle.joining == Circle.Joining.SECRET:
        inside = Membership.objects.filter(circle=role.circle, accepted_at__isnull=False)
        administrators = administrators.filter(pk__in=inside.values("member"))
    for administrator in administrators.prefetch_related("contact_points"):
        reach(administrator, VACANT, words, subject=role.circle, at=at)
