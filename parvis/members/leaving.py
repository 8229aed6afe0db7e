"""Leave, with seven days to change one's mind; stay after all, in one tap.

From the first minute the person is listed nowhere, written to by nobody and signed out elsewhere; areas
above follow the deed `members.left` and free what they held. After the last day a job erases them.
"""

from datetime import datetime, timedelta

from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.chronicle.recording import record
from parvis.community.identity import current
from parvis.courier.forgetting import drop_waiting
from parvis.kit.moments import day_and_year
from parvis.kit.refusals import NotForYou
from parvis.members.erasing import erase
from parvis.members.giving_roles import LastAdministrator, sound_the_alarm, to_give_a_role
from parvis.members.journaling import journal, journal_for_all
from parvis.members.mandates import end_those_held_by
from parvis.members.models import Leaving, Member, Role, Texts
from parvis.members.permissions import is_administrator
from parvis.members.reaching import Words, reach, route_to
from parvis.members.shutting_out import close_every_way_in

FAREWELL = "members.farewell"
DAYS = 7
NOTED = gettext_lazy("Noted, by telephone, that you leave.")
ERASED = gettext_lazy("Erased somebody at their request: %(reason)s")
STAYS = gettext_lazy("Noted, by telephone, that you stay.")
_SIGNER = Signer(salt="members.leaving", sep=".")


@transaction.atomic
def leave(
    *, member: Member, at: datetime, texts: str = Texts.GONE, by: Member | None = None, how: str = ""
) -> Leaving:
    """Somebody leaves; erased seven days later unless they stay. Leaving already: that same leaving.

    texts: what becomes of their sentences and photos. by: the correspondent who heard the wish.
    LastAdministrator when nobody could give roles any more.
    """
    member = Member.objects.select_for_update(of=("self",)).get(pk=member.pk)
    known = Leaving.objects.filter(member=member).first()
    if known is not None:
        return known
    refuse_last_administrator(member)
    leaving = Leaving.objects.create(
        member=member,
        asked_at=at,
        erases_at=at + timedelta(days=DAYS),
        how=how or (Leaving.How.SPOKEN if by else Leaving.How.SCREEN),
        texts=texts,
        asked_by=by,
    )
    _go(member, at)
    if by is not None:
        _write_down(member, by, NOTED, at)
    record("members.left", subject=member, at=at, person=(by or member).pk, for_person=member.pk)
    if by is None or route_to(member).is_written:
        reach(member, FAREWELL, _farewell(leaving), at=at, once_key=f"{FAREWELL}:{leaving.pk}")
    return leaving


@transaction.atomic
def stay(*, leaving: Leaving, at: datetime, by: Member | None = None) -> Member:
    """They changed their mind: everything is as it was, but for the seats that were given back."""
    member = Member.objects.select_for_update(of=("self",)).get(pk=leaving.member_id)
    if Leaving.objects.filter(pk=leaving.pk).delete()[0] == 0:
        return member
    member.left_at = None
    member.save(update_fields=["left_at"])
    drop_waiting(person=member.pk, at=at)
    if by is not None:
        _write_down(member, by, STAYS, at)
    record("members.stayed", subject=member, at=at, person=(by or member).pk, for_person=member.pk)
    return member


def erase_at_once(*, member: Member, by: Member, reason: str, at: datetime) -> None:
    """An administrator erases somebody who asked for it by law: today, and for good.

    reason: which request; every member reads it in the journal of all. LastAdministrator, NotForYou.
    """
    with transaction.atomic():
        check_administers(by)
        refuse_last_administrator(member)
        values = {"reason": reason}
        journal_for_all(by=by, words=ERASED, values=values, role=Role.Kind.ADMINISTRATOR, at=at)
    erase(member=member, at=at)


def check_administers(by: Member) -> None:
    """NotForYou unless they hold the place's keys."""
    if not is_administrator(by):
        raise NotForYou(_("Only an administrator may do this."), to_give_a_role())


def refuse_last_administrator(member: Member) -> None:
    """LastAdministrator when this person is the only one who may give roles.

    Within an act's transaction the roles are locked until it ends; a page that only looks locks nothing.
    """
    kind = Role.Kind.ADMINISTRATOR
    holders = Role.objects.filter(kind=kind, circle=None, place=None, ritual=None, member__left_at=None)
    if transaction.get_connection().in_atomic_block:
        holders = holders.select_for_update(of=("self",))
    people = set(holders.values_list("member_id", flat=True))
    if people == {member.pk}:
        raise LastAdministrator(
            _("%(name)s is the only administrator here. Give this role to someone else first.")
            % {"name": member.name},
            to_give_a_role(),
        )


def staying_path(leaving: Leaving) -> str:
    """The address « Je reste » of the farewell: it opens this leaving only, and acts on a button."""
    return reverse("members:staying", args=[_SIGNER.sign(f"{leaving.pk}-{leaving.member_id}")])


def leaving_behind(token: str) -> Leaving | None:
    """The leaving an address « Je reste » opens; None when it is none of ours, or over."""
    try:
        pk, member = _SIGNER.unsign(token).split("-")
    except (BadSignature, ValueError):
        return None
    own = [Leaving.How.SCREEN, Leaving.How.SPOKEN]
    rows = Leaving.objects.filter(pk=int(pk), member=int(member), how__in=own)
    return rows.select_related("member").first()


def _go(member: Member, at: datetime) -> None:
    member.left_at = at
    member.save(update_fields=["left_at"])
    close_every_way_in(member)
    drop_waiting(person=member.pk, at=at)
    end_those_held_by(member, at)
    for role in member.roles.select_related("member", "circle", "place", "ritual"):
        sound_the_alarm(role, at)


def _write_down(member: Member, by: Member, words: Promise, at: datetime) -> None:
    journal(member=member, by=by, words=words, role=Role.Kind.CORRESPONDENT, channel="telephone", at=at)


def _farewell(leaving: Leaving) -> Words:
    with translation.override(leaving.member.language), timezone.override(current().zone):
        return Words(
            title=_("You leave on %(day)s") % {"day": day_and_year(leaving.erases_at)},
            body=_(
                "Your wish is noted. We will write to you no more.\n\n"
                "On %(day)s, everything about you is erased.\n"
                "Until then you may stay after all: one button is enough.\n\n"
                "Thank you for what we lived together."
            )
            % {"day": day_and_year(leaving.erases_at)},
            link=staying_path(leaving),
            link_words=_("I stay"),
        )
