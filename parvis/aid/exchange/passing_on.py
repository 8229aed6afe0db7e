"""Two records of one person become one: their exchanges and gifts with them."""

from django.db.models import Q

from parvis.aid.models import Agreement, Exchange, ExchangeEnd, Gift, Notice, Settlement
from parvis.conversations.models import Thread
from parvis.kit.locking import hold
from parvis.members.models import Member


def pass_on_exchanges(kept: Member, other: Member) -> None:
    """Nobody answers their own notice, nor one notice twice: the kept record's stands."""
    theirs = Exchange.objects.of(kept) | Exchange.objects.of(other)
    hold(Notice.objects.filter(pk__in=list(theirs.values_list("notice", flat=True))).order_by("pk"))
    with_oneself = Q(answered_by=other, notice__author__in=(kept, other)) | Q(
        answered_by=kept, notice__author=other
    )
    twice = Q(answered_by=other, notice__in=Exchange.objects.filter(answered_by=kept).values("notice"))
    gone = list(Exchange.objects.filter(with_oneself | twice).values_list("pk", "thread"))
    Thread.objects.filter(pk__in=[thread for _pk, thread in gone if thread]).delete()
    Exchange.objects.filter(pk__in=[pk for pk, _thread in gone]).delete()
    moved = Exchange.objects.of(other)
    Agreement.objects.filter(member=other, exchange__in=list(moved.values_list("pk", flat=True))).update(
        member=kept
    )
    Exchange.objects.filter(answered_by=other).update(answered_by=kept)
    for column in ("keeper", "proposed_by"):
        Settlement.objects.filter(**{column: other}).update(**{column: kept})
    ExchangeEnd.objects.filter(by=other).update(by=kept)


def pass_on_gifts(kept: Member, other: Member) -> None:
    """What they gave and received; a gift to oneself is none."""
    Gift.objects.filter(giver__in=(kept, other), receiver__in=(kept, other)).delete()
    Gift.objects.filter(giver=other).update(giver=kept)
    Gift.objects.filter(receiver=other).update(receiver=kept)
