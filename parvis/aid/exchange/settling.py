"""A place and an hour: one proposes, the other says yes, and it enters both agendas."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from parvis.aid.exchange import purposes, wording
from parvis.aid.exchange.agreeing import write_yes
from parvis.aid.exchange.answering import thread_of
from parvis.aid.exchange.desks import keepers
from parvis.aid.exchange.holding import held_live
from parvis.aid.exchange.keeping import tell_keeper
from parvis.aid.exchange.refusals import Crossed, NoSuchHour, to_mine
from parvis.aid.exchange.telling import tell
from parvis.aid.models import Exchange, Settlement
from parvis.chronicle.recording import record
from parvis.community.models import Place
from parvis.conversations.handing_over import FURTHEST, LONGEST_PLACE, hand_over
from parvis.conversations.models import Handover
from parvis.members.models import Member

LASTS = timedelta(minutes=30)  # what it takes in an agenda


@transaction.atomic
def settle(
    *,
    exchange: Exchange,
    by: Member,
    begins_at: datetime,
    at: datetime,
    place: Place | None = None,
    where: str = "",
    keeper: Member | None = None,
    seen: int | None = None,
) -> Settlement:
    """This place and this hour are proposed to the other; what the other proposed already is agreed.

    place: of the community's list; where: their own words; keeper: who is at the desk.
    seen: the version that was on the screen. NoSuchHour, Crossed, ExchangeOver, NotYourExchange.
    """
    exchange = held_live(exchange, by)
    words = clean(where)
    _check(begins_at, place, words, keeper, at)
    known = exchange.settled
    _check_seen(known, seen)
    facts = {"begins_at": begins_at, "place": place, "where": words, "keeper": keeper}
    if known is not None and all(getattr(known, name) == value for name, value in facts.items()):
        return _yes(exchange, known, by, at)
    if exchange.meets is not None:
        _call_off(exchange, exchange.meets, at)
    version = known.version + 1 if known else 1
    made, _is_new = Settlement.objects.update_or_create(
        exchange=exchange,
        defaults={
            **facts, "proposed_by": by, "proposed_at": at, "agreed_at": None, "reminded_at": None,
            "asked_at": None, "version": version,
        },
    )  # fmt: skip
    write_yes(exchange, by, at)
    Exchange.objects.filter(pk=exchange.pk).update(moved_at=at)
    record("aid.hour_proposed", subject=exchange, person=by.pk, at=at)
    fresh = Exchange.objects.for_page().get(pk=exchange.pk)
    tell(fresh, fresh.other(by), purposes.PROPOSED, wording.proposed, at)
    return made


@transaction.atomic
def accept(
    *, exchange: Exchange, by: Member, at: datetime, seen: int | None = None, by_mail: bool = False
) -> Settlement:
    """Yes to the hour the other proposed; one's own waits for the other. by_mail: they are told too.

    NoSuchHour when none is proposed or it is past, Crossed, ExchangeOver, NotYourExchange.
    """
    exchange = held_live(exchange, by)
    known = exchange.settled
    if known is None or known.begins_at <= at:
        raise NoSuchHour(_("Choose a day and an hour first."), to_mine())
    _check_seen(known, seen)
    return _yes(exchange, known, by, at, by_mail=by_mail)


def clean(where: str) -> str:
    """Their words for a place, on one line."""
    kept = "".join(sign if sign.isprintable() else " " for sign in where)
    return " ".join(kept.split())[:LONGEST_PLACE]


def _check(begins_at: datetime, place: Place | None, where: str, keeper: Member | None, at: datetime) -> None:
    if not at < begins_at <= at + FURTHEST:
        raise NoSuchHour(_("Choose a day to come, within three months."), to_mine())
    if keeper is not None and keeper.pk not in {one.pk for one in keepers(at)}:
        raise NoSuchHour(_("Nobody keeps this desk any more. Choose another place."), to_mine())
    if place is None and not where and keeper is None:
        raise NoSuchHour(_("Say where you meet."), to_mine())


def _check_seen(known: Settlement | None, seen: int | None) -> None:
    if seen is not None and seen != (known.version if known else 0):
        raise Crossed(_("The other proposed something else meanwhile. This is where you are now."), to_mine())


def _yes(
    exchange: Exchange, settlement: Settlement, by: Member, at: datetime, *, by_mail: bool = False
) -> Settlement:
    """The second yes settles it."""
    if settlement.agreed_at is not None or settlement.proposed_by_id == by.pk:
        return settlement
    write_yes(exchange, by, at)
    settlement.agreed_at = at
    settlement.version += 1
    settlement.save(update_fields=["agreed_at", "version"])
    thread = thread_of(exchange, at)
    Exchange.objects.filter(pk=exchange.pk).update(moved_at=at, thread=thread)
    record("aid.hour_agreed", subject=exchange, person=by.pk, at=at)
    fresh = Exchange.objects.for_page().get(pk=exchange.pk)
    where = wording.place_of(settlement)
    hand_over(thread=thread, by=by, begins_at=settlement.begins_at, where=where[:LONGEST_PLACE], at=at)
    if by_mail:
        tell(fresh, by, purposes.SETTLED, wording.settled, at)
    tell_keeper(fresh, at)
    return settlement


def _call_off(exchange: Exchange, settlement: Settlement, at: datetime) -> None:
    """What was agreed no longer stands: it leaves the conversation, and the desk is told."""
    if exchange.thread is not None:
        Handover.objects.filter(thread=exchange.thread, begins_at=settlement.begins_at).delete()
    if not settlement.is_past(at):
        tell_keeper(exchange, at, is_off=True)
