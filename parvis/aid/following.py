"""What mutual aid does after deeds of the areas below: nobody waits for who is gone."""

from datetime import datetime

from parvis.aid.bridge.answering import let_go
from parvis.aid.exchange.stopping import stop_those_with
from parvis.chronicle.following import follow
from parvis.chronicle.models import Deed
from parvis.members.models import Member


@follow("aid.stop_exchanges", verbs=["members.left", "members.removed", "members.suspended"])
def stop_exchanges(deed: Deed, now: datetime) -> None:
    """Someone leaves, is removed or suspended: the other of each exchange is told, and nobody waits."""
    if (member := _gone(deed, now)) is not None:
        stop_those_with(member.pk, now)


@follow("aid.free_bridge", verbs=["members.left", "members.removed", "members.suspended"])
def free_bridge(deed: Deed, now: datetime) -> None:
    """Whom they called in hard times is given to somebody else; who keeps the list is told."""
    if (member := _gone(deed, now)) is not None:
        let_go(member, now)


def _gone(deed: Deed, now: datetime) -> Member | None:
    """Whom the deed is about, when they are still not here: a suspension may have ended meanwhile."""
    member = Member.objects.select_related("suspension").filter(pk=deed.for_person or 0).first()
    is_gone = member is not None and (member.left_at is not None or member.suspension_at(now) is not None)
    return member if is_gone else None
