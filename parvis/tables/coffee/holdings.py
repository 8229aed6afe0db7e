"""What coffees hold of people: who joined, who was drawn with whom, whether they met."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from parvis.members.holdings.register import Going, Holding, Row, Rule, holds_nobody, register
from parvis.members.holdings.rows import deletes, deletes_older, empties_older, forget, in_words, rows_of
from parvis.members.models import Member, Role
from parvis.tables.coffee.dropping_out import drop_out_everywhere
from parvis.tables.coffee.showing import entries_for
from parvis.tables.models import Coffee, CoffeeWish, Cup, Draw, Rhythm

MONTH = timedelta(days=30)
TWO_YEARS = timedelta(days=731)
_JOINED = {
    "circle": _("Circle"), "rhythm": _("How often"), "near": _("Near"),
    "shows_telephone": _("Shows their number"), "paused_until_on": _("Pauses until"), "joined_at": _("Since"),
}  # fmt: skip
_DRAWN = {
    "drawn_at": _("Drawn"), "begins_at": _("Hour"), "place": _("Place"), "said_yes": _("Said yes"),
    "left_at": _("Could not come"), "has_met": _("Said they met"),
}  # fmt: skip


def _joined(member: Member) -> Iterator[Row]:
    rows = CoffeeWish.objects.filter(member=member).order_by("pk")
    told = rows.values_list(
        "ring__circle__name", "rhythm", "near__name", "shows_telephone", "paused_until_on", "joined_at"
    )
    words = ((circle, in_words(Rhythm, rhythm), *rest) for circle, rhythm, *rest in told)
    return rows_of(_JOINED, words)


def _drawn(member: Member) -> Iterator[Row]:
    rows = Cup.objects.filter(member=member).order_by("pk")
    return rows_of(
        _DRAWN,
        rows.values_list(
            "draw__drawn_at", "coffee__begins_at", "coffee__place__name", "said_yes", "left_at", "has_met"
        ),
    )


def _forget_cups(going: Going) -> None:
    """Whoever was to meet them is not left alone; nobody is told when an older archive was just restored."""
    if not going.is_silent:
        drop_out_everywhere(member_id=going.member.pk, at=going.at)
    Cup.objects.filter(member=going.member).delete()
    forget(going.member, (Coffee, "chosen_by"))


def _answered(before: datetime) -> QuerySet[Cup]:
    return Cup.objects.filter(has_met__isnull=False, coffee__begins_at__lt=before)


def _old(before: datetime) -> QuerySet[Draw]:
    return Draw.objects.filter(drawn_at__lt=before)


WISHES = Holding(
    "tables.coffee_wishes",
    words=_("Who takes part in the coffee, how often, near where"),
    why=_("To draw coffees by lot."),
    kept_for=_("Until they leave the coffee."),
    seen_by=_("The person alone; who answers the telephone, for them."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=("tables.CoffeeWish.member",),
    fields=_JOINED,
    export=_joined,
    erase=deletes(CoffeeWish, "member"),
)
CUPS = Holding(
    "tables.coffee_cups",
    words=_("With whom somebody was drawn, and whether they said they met"),
    why=_("So that the next draws bring people who never met."),
    kept_for=_("Two years; whether they met, thirty days."),
    seen_by=_("Those who were drawn together; who calls for them. Nobody reads whether they met."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=("tables.Cup.member", "tables.Coffee.chosen_by"),
    fields=_DRAWN,
    export=_drawn,
    erase=_forget_cups,
    calendar=lambda member: entries_for(member, timezone.now()),
    rules=(
        Rule(
            "tables.coffee_met",
            words=_("Whether people drawn together said they met"),
            since=_("after the coffee"),
            kept=MONTH,
            apply=empties_older(_answered, has_met=None),
        ),
        Rule(
            "tables.coffee_draws",
            words=_("Who was drawn with whom for a coffee"),
            since=_("after the draw"),
            kept=TWO_YEARS,
            apply=deletes_older(_old),
        ),
    ),
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(WISHES, CUPS)
    holds_nobody(
        "tables.CoffeeRing", "tables.Draw", "tables.CoffeeHour", why="A choice, a week, an hour: nobody."
    )
