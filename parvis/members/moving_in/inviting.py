"""The one act of moving in that writes to people: an administrator invites those who arrived."""

from datetime import datetime

from django.db import transaction
from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import override

from parvis.chronicle.recording import record
from parvis.community.identity import current
from parvis.courier.models import Dispatch
from parvis.kit.unlinking import unlinked
from parvis.members.models import Import, ImportLine, Member
from parvis.members.moving_in.confirming import NotReady
from parvis.members.reaching import Words, reach

INVITATION = "members.invitation"
BATCH = 100


def is_still_wanted(dispatch: Dispatch, now: datetime) -> bool:
    """An invitation leaves only if the person is still here: the list may have been taken back."""
    person = dispatch.person
    return person is not None and Member.objects.present().filter(pk=person).exists()


@transaction.atomic
def invite(
    *, brought: Import, by: Member | None, at: datetime, most: int | None, by_call: bool = False
) -> int:
    """Invite those who arrived and were not invited yet, `most` of them at most. How many that makes.

    by_call: people without e-mail too; they become calls to make. NotReady unless the list moved in.
    """
    brought = Import.objects.select_for_update().get(pk=brought.pk)
    if brought.state != Import.State.DONE:
        raise NotReady(_("This list is not ready yet."))
    waiting = brought.lines.invitable(by_call=by_call).count()
    count = waiting if most is None else max(0, min(most, waiting))
    if count:
        brought.invitations_left, brought.invites_by_call = count, by_call
        brought.go(Import.State.INVITING)
        brought.save(update_fields=["invitations_left", "invites_by_call", "state"])
        record("members.invited", subject=brought, at=at, person=by.pk if by else None, count=count)
    return count


@transaction.atomic
def invite_some(pk: int, at: datetime) -> bool:
    """Write one batch of invitations into the outbox. False when there was nothing to do."""
    brought = Import.objects.select_for_update().filter(pk=pk, state=Import.State.INVITING).first()
    if brought is None:
        return False
    take = min(BATCH, brought.invitations_left)
    lines = list(brought.lines.invitable(by_call=brought.invites_by_call).select_related("member")[:take])
    prefetch_related_objects(lines, "member__contact_points")
    for line in lines:
        _write(brought, line, at)
    ImportLine.objects.filter(pk__in=[line.pk for line in lines]).update(invited_at=at)
    brought.invitations_left -= len(lines)
    if len(lines) < take or not brought.invitations_left:
        brought.invitations_left = 0
        brought.go(Import.State.DONE)
    brought.save(update_fields=["invitations_left", "state"])
    return True


def _write(brought: Import, line: ImportLine, at: datetime) -> None:
    member = line.member
    assert member is not None
    with override(member.language):
        words = invitation(member)
    reach(member, INVITATION, words, at=at, once_key=f"invitation:{brought.pk}:{member.pk}")


def invitation(member: Member) -> Words:
    """What a person brought by a list reads first: who we are, where their name comes from, how to say no."""
    place = current().name
    lines = [
        _("Hello %(name)s,") % {"name": unlinked(member.name)},
        _("%(place)s now has a place of its own, to meet more often. You are welcome there.")
        % {"place": place},
        _("Your name and address come from the association’s list. Only those who run this place see them."),
        _("You would rather not be there? Tell us, and we erase everything."),
    ]
    title = _("%(place)s invites you") % {"place": place}
    return Words(title=title, body="\n\n".join(lines), link="/", link_words=_("See what we live here"))
