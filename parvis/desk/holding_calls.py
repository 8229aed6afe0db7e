"""Two calls at once: one waits with all that was typed, the other is answered; one tap to come back."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from parvis.desk.models import OpenCall
from parvis.kit.locking import hold
from parvis.kit.moments import hour
from parvis.kit.refusals import Refusal, WayOut
from parvis.members.models import Member

MOST = 5  # calls one person keeps open
KEPT_FOR = timedelta(days=1)
_FIELDS, _LETTERS = 8, 1000  # of what was typed
_IN_ALL = 32  # fields one call keeps, however often it waits
_NOT_TYPED = frozenset({"csrfmiddlewaretoken", "once", "call", "agrees", "is_new"})


class TooManyCalls(Refusal):
    """Five calls are open already."""


def open_calls(correspondent: Member, now: datetime) -> list[OpenCall]:
    """Those of this correspondent alone, the longest first."""
    mine = correspondent.open_calls.filter(began_at__gt=now - KEPT_FOR)
    return list(mine.select_related("person").order_by("began_at", "pk"))


@transaction.atomic
def put_on_hold(
    *, correspondent: Member, person: Member | None, typed: Mapping[str, str], at: datetime, pk: int = 0
) -> OpenCall:
    """This call waits; a second tap changes nothing. TooManyCalls when five are open already.

    pk: the call it goes on with, when it waited before.
    """
    hold(Member.objects.filter(pk=correspondent.pk))
    kept = _kept(typed)
    mine = correspondent.open_calls.all()
    row = mine.filter(person=person).first() if person else mine.filter(person=None, pk=pk).first()
    if row is None and person is None:
        row = mine.filter(person=None, typed=kept, held_at__gt=at - timedelta(minutes=1)).first()
    if row is None:
        mine.filter(began_at__lte=at - KEPT_FOR).delete()
        if mine.count() >= MOST:
            raise TooManyCalls(
                _("Five calls are open. End one of them first."),
                WayOut(_("The telephone desk"), reverse("desk:home")),
            )
        row = OpenCall(correspondent=correspondent, person=person, began_at=at)
    both = {**row.typed, **kept} if person else kept
    row.typed, row.held_at = dict([*both.items()][-_IN_ALL:]), at
    row.save()
    return row


@transaction.atomic
def come_back(*, call: OpenCall, at: datetime) -> None:
    """This call is the one on the line; the one which was waits."""
    hold(Member.objects.filter(pk=call.correspondent_id))
    mine = OpenCall.objects.filter(correspondent=call.correspondent_id)
    mine.filter(held_at=None).exclude(pk=call.pk).update(held_at=at)
    mine.filter(pk=call.pk).update(held_at=None)


@transaction.atomic
def end_call(*, correspondent: Member, person: Member | None = None, pk: int = 0) -> None:
    """It is over: nothing of it is kept. Ended already: nothing happens."""
    mine = correspondent.open_calls.all()
    (mine.filter(person=person) if person else mine.filter(pk=pk)).delete()


def waiting_words(call: OpenCall, now: datetime) -> str:
    """« en attente depuis 2 min » ; empty for the call on the line."""
    if call.held_at is None:
        return ""
    minutes = int((now - call.held_at).total_seconds() // 60)
    if minutes < 1:
        return _("on hold for a moment")
    if minutes < 60:
        return _("on hold for %(minutes)s min") % {"minutes": minutes}
    return _("on hold since %(hour)s") % {"hour": hour(call.held_at)}


def _kept(typed: Mapping[str, str]) -> dict[str, str]:
    """A few short texts: what a form sent besides its secrets; an agreement is asked for again."""
    # PostgreSQL takes no zero byte in.
    plain = [(name.replace("\0", ""), words.replace("\0", "")) for name, words in typed.items()]
    said = [(name[:40], words.strip()[:_LETTERS]) for name, words in plain if name not in _NOT_TYPED]
    return dict([(name, words) for name, words in said if words][:_FIELDS])
