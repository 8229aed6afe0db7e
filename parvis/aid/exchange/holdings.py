"""What exchanges and gifts hold of people: who answered whom, where they met, what was given."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.aid.exchange.showing import entries_for
from parvis.aid.exchange.stopping import stop_those_with
from parvis.aid.models import Exchange, ExchangeEnd, Gift, HeldBack, Notice, NoticeEnd, Settlement
from parvis.conversations.models import Thread
from parvis.members.holdings.register import Going, Holding, Row, Rule, register
from parvis.members.holdings.rows import deletes_older, empties_older, forget, in_words, rows_of
from parvis.members.models import Member, Role

HALF_A_YEAR, TWO_YEARS = timedelta(days=183), timedelta(days=731)
_EXCHANGES = {
    "opened_at": _("When"), "words": _("Notice"), "begins_at": _("Hour"), "place": _("Place"),
    "where": _("Where"), "agreed_at": _("Agreed"), "why": _("How it ended"), "ended_at": _("Ended"),
}  # fmt: skip
_GIFTS = {
    "given_at": _("When"), "direction": _("Asked or offered"), "words": _("Notice"), "minutes": _("Minutes"),
    "place": _("Place"), "gave": _("Gave"),
}  # fmt: skip


def _exchanges(member: Member) -> Iterator[Row]:
    """The words of a notice a moderator holds, or set aside, are its author’s, and nobody else’s."""
    is_kept = Exists(HeldBack.objects.filter(notice=OuterRef("notice"))) | Exists(
        NoticeEnd.objects.filter(notice=OuterRef("notice"), why=NoticeEnd.Why.SET_ASIDE)
    )
    is_theirs = Case(When(~Q(notice__author=member) & is_kept, then=Value("")), default=F("notice__words"))
    told = Exchange.objects.of(member).annotate(said=is_theirs).order_by("pk").values_list(
        "opened_at", "said", "settlement__begins_at", "settlement__place__name",
        "settlement__where", "settlement__agreed_at", "end__why", "end__at",
    )  # fmt: skip
    rows = ((*first, in_words(ExchangeEnd.Why, why) if why else "", ended) for *first, why, ended in told)
    return rows_of(_EXCHANGES, rows)


def _gifts(member: Member) -> Iterator[Row]:
    told = (
        Gift.objects.of(member)
        .order_by("pk")
        .values_list("given_at", "direction", "words", "minutes", "place__name", "giver")
    )
    rows = (
        (at, in_words(Notice.Direction, direction), *rest, giver == member.pk)
        for at, direction, *rest, giver in told
    )
    return rows_of(_GIFTS, rows)


def _forget_exchanges(going: Going) -> None:
    """The other of each is told, then what was between the two is gone."""
    if not going.is_silent:
        stop_those_with(going.member.pk, going.at)
    theirs = list(Exchange.objects.of(going.member).values_list("pk", "thread"))
    Thread.objects.filter(pk__in=[thread for _pk, thread in theirs if thread]).delete()
    Exchange.objects.filter(pk__in=[pk for pk, _thread in theirs]).delete()
    forget(
        going.member, (Settlement, "keeper"), (Settlement, "proposed_by"), (ExchangeEnd, "by"),
    )  # fmt: skip


def _forget_gifts(going: Going) -> None:
    """That somebody helped is still counted; by whom, for whom and with what words is not."""
    Gift.objects.of(going.member).update(words="")
    forget(going.member, (Gift, "giver"), (Gift, "receiver"))


def _old_exchanges(before: datetime) -> QuerySet[Exchange]:
    return Exchange.objects.filter(end__at__lt=before)


def _old_gifts(before: datetime) -> QuerySet[Gift]:
    named = Q(giver__isnull=False) | Q(receiver__isnull=False) | ~Q(words="")
    return Gift.objects.filter(named, given_at__lt=before)


EXCHANGES = Holding(
    "aid.exchanges",
    words=_("Who answered whose notice, the place and the hour they agreed on, how it ended"),
    why=_("So that two people find an hour, are reminded of it, and say that it is done."),
    kept_for=_("Six months after it ended; what was said, thirty days."),
    seen_by=_("The two alone; who answers the telephone, for them."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=(
        "aid.Exchange.answered_by",
        "aid.Agreement.member",
        "aid.Settlement.keeper",
        "aid.Settlement.proposed_by",
        "aid.ExchangeEnd.by",
    ),
    fields=_EXCHANGES,
    export=_exchanges,
    erase=_forget_exchanges,
    calendar=lambda member: entries_for(member, timezone.now()),
    rules=(
        Rule(
            "aid.exchanges",
            words=_("Who answered whose notice"),
            since=_("after it ended"),
            kept=HALF_A_YEAR,
            apply=deletes_older(_old_exchanges),
        ),
    ),
)
GIFTS = Holding(
    "aid.gifts",
    words=_("What somebody gave or received: when, what kind, how long it took"),
    why=_("So that each finds their own, and the community reads its kinds and hours without names."),
    kept_for=_("Two years with the two names, which the two alone read; then without any name."),
    seen_by=_("The two alone."),
    columns=("aid.Gift.giver", "aid.Gift.receiver"),
    fields=_GIFTS,
    export=_gifts,
    erase=_forget_gifts,
    rules=(
        Rule(
            "aid.gifts",
            words=_("The names on gifts"),
            since=_("after they were given"),
            kept=TWO_YEARS,
            apply=empties_older(_old_gifts, giver=None, receiver=None, words=""),
        ),
    ),
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(EXCHANGES, GIFTS)
