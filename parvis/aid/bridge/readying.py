"""« Vous pouvez compter sur moi »: said once, taken back as easily."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.aid.bridge.refusals import CannotLookAfter
from parvis.aid.models import HelpKind, Readiness, Volunteer
from parvis.aid.refusals import to_someone
from parvis.courier.models import Channel
from parvis.kit.locking import hold
from parvis.members.models import Member


@transaction.atomic
def be_ready(
    *, member: Member, kinds: Iterable[str], at: datetime, channel: str = Channel.SCREEN
) -> Readiness:
    """They are ready, with these kinds of help; said again, the last word holds.

    CannotLookAfter for who is under fifteen, or when no kind is named.
    """
    known = [kind for kind in HelpKind.values if kind in set(kinds)]
    if member.minor_until_on is not None:
        raise CannotLookAfter(_("One is ready from fifteen on. Come with a parent."), to_someone())
    if not known:
        raise CannotLookAfter(_("Say what you can do: one thing is enough."), to_someone())
    row, _is_new = Readiness.objects.update_or_create(
        member=member, defaults={"kinds": known, "said_at": at, "channel": channel}
    )
    return row


@transaction.atomic
def change(*, member: Member, kind: str, is_ready: bool, at: datetime) -> None:
    """One kind more, or one less; none is left: no longer ready. Twice: once. CannotLookAfter."""
    hold(Member.objects.filter(pk=member.pk))
    known = Readiness.objects.filter(member=member).first()
    before = set(known.kinds) if known else set()
    kinds = before | {kind} if is_ready else before - {kind}
    if kinds:
        be_ready(member=member, kinds=kinds, at=at)
    else:
        no_longer(member=member)


@transaction.atomic
def no_longer(*, member: Member) -> None:
    """They are asked no more; what they said yes to stands until they say otherwise."""
    Readiness.objects.filter(member=member).delete()
    Volunteer.objects.filter(member=member, state=Volunteer.State.ASKED).delete()
