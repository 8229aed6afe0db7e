"""The demo village buys flour together, and lists two partners: a site of others, a shop to keep."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from parvis.aid.partners.listing import write
from parvis.aid.purchases.organising import begin
from parvis.aid.purchases.taking_part import take
from parvis.community.models import Place
from parvis.members.demo import Cast
from parvis.members.models import Member

DAY = timedelta(days=1)
TAKE = (("Rosa Esposito", 2), ("Hugo Lambert", 1), ("Simone Roux", 1))


def live(cast: Cast, now: datetime) -> None:
    """Four bags of flour are taken; the list closes in six days."""
    people, place = cast.villagers, Place.objects.filter(is_active=True).order_by("pk").first()
    facts = {
        "title": "Farine du moulin", "words": "Paul va la chercher au moulin avec sa remorque.",
        "unit": "sac de 5 kilos", "price": "9 euros, à donner à Paul", "place": place, "where": "",
        "closes_at": _at(now + 6 * DAY, 18), "fetched_at": _at(now + 9 * DAY, 17),
        "fetched_until_at": _at(now + 9 * DAY, 19),
        "most": 30, "most_each": 4, "circle": None,
    }  # fmt: skip
    flour = begin(facts=facts, by=people["Paul Nguyen"], at=now - 2 * DAY)
    for name, count in TAKE:
        take(row=flour, member=people[name], how_many=count, at=now - DAY)
    for partner in _partners(people, place):
        write(row=None, facts=partner, by=people["Karim Benali"], at=now - 30 * DAY)


def _at(day: datetime, hour: int) -> datetime:
    """This hour on the day of that moment, where the community lives."""
    return timezone.make_aware(datetime.combine(timezone.localtime(day).date(), time(hour)))


def _partners(people: Mapping[str, Member], place: Place | None) -> list[dict[str, Any]]:
    nothing: dict[str, Any] = {
        "url": "",
        "ask": None,
        "place": None,
        "where": "",
        "hours": "",
        "telephone": "",
    }
    return [
        nothing | {
            "kind": "site", "title": "Le covoiturage du pays", "ask": people["Rosa Esposito"],
            "why": "Pour aller plus loin que le bourg, à plusieurs.", "url": "https://covoiturage.exemple.fr/",
        },
        nothing | {
            "kind": "shop", "title": "La boulangerie du quai", "ask": people["Hugo Lambert"],
            "why": "Elle reste ouverte si l’on y va. Le pain se garde pour qui prévient.", "place": place,
            "hours": "du mardi au samedi, de 7 h à 13 h", "telephone": "01 99 00 56 78",
        },
    ]  # fmt: skip
