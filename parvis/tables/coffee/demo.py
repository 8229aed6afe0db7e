"""The coffee of the demo village: three weeks of it, this week's still to be answered."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from parvis.community.identity import current
from parvis.members.models import Member
from parvis.tables.coffee import drawing, preparing
from parvis.tables.coffee.answering import choose, say_yes
from parvis.tables.coffee.joining import choose_how, join
from parvis.tables.coffee.meeting_up import can_say, say_met
from parvis.tables.coffee.settling import settle
from parvis.tables.models import Coffee, Rhythm

WHO = (
    "Jeanne Martin", "Paul Nguyen", "Léa Fontaine", "Samir Haddad", "Inès Carvalho", "Rosa Esposito",
    "Camille Faure", "Aïcha Traoré", "Wei Zhang", "Hugo Lambert", "Odile Perrin",
)  # fmt: skip


def live(villagers: Mapping[str, Member], administrator: Member, now: datetime) -> None:
    """Eleven people, a draw each Monday: two weeks were lived, the last draw waits for answers."""
    local = now.astimezone(current().zone)
    this_monday = (local - timedelta(days=local.weekday())).replace(hour=9, minute=0, second=0, microsecond=0)
    mondays = [this_monday - timedelta(weeks=weeks) for weeks in (2, 1, 0)]
    opened_at = mondays[0] - timedelta(days=5)
    ring = settle(
        circle=None,
        by=administrator,
        at=opened_at,
        is_on=True,
        rhythm=Rhythm.WEEK,
        size=2,
        joins_circles=True,
    )
    for name in WHO:
        wish = join(ring=ring, member=villagers[name], at=opened_at)
        choose_how(wish=wish, rhythm=Rhythm.WEEK, shows_telephone=name == "Jeanne Martin")
    for monday in mondays:
        if monday <= now:
            drawing.draw_ring(ring=ring, at=monday)
            preparing.prepare_due(monday)
    for coffee in Coffee.objects.live().filter(draw__period_on__lt=this_monday.date()).order_by("pk"):
        _drink(coffee, now)


def _drink(coffee: Coffee, now: datetime) -> None:
    hour = coffee.hours.first()
    first, second, *_others = coffee.cups.held().select_related("member").order_by("pk")
    if hour is None:
        return
    choose(cup=first, begins_at=hour.begins_at, at=coffee.draw.drawn_at + timedelta(hours=3))
    say_yes(cup=second, at=coffee.draw.drawn_at + timedelta(hours=6))
    first.refresh_from_db()
    if can_say(first, now):
        say_met(cup=first, has_met=True, at=now)
