"""Yesterday evening, two of the demo village visited together and took the garden; the list is theirs."""

from datetime import datetime, timedelta

from parvis.aid.models import Notice
from parvis.covisits.choosing import Coming, answer, propose
from parvis.covisits.leaving import leave
from parvis.covisits.liking import like
from parvis.covisits.visiting import begin, join
from parvis.meetings.models import Meeting
from parvis.members.demo import Cast

MINUTE = timedelta(minutes=1)


def live(cast: Cast, now: datetime) -> None:
    """Inès and Mehdi looked around, liked three things, and go to plant the bulbs together."""
    at, ines, mehdi = (
        now - timedelta(hours=22),
        cast.villagers["Inès Carvalho"],
        cast.villagers["Mehdi Amrani"],
    )
    coming = Meeting.objects.visible_to(ines).upcoming(now).live()
    garden = coming.get(title="Jardin partagé : on plante les bulbes")
    walk = coming.get(title="Marche douce")
    plants = (
        Notice.objects.visible_to(ines).live(now).get(author=cast.villagers["Rosa Esposito"], circle=None)
    )
    first = begin(member=ines, at=at)
    second = join(co_visit=first.co_visit, first_name="", member=mehdi, at=at + MINUTE)
    likes = [
        (first, "meeting", garden.pk), (second, "meeting", garden.pk), (second, "meeting", walk.pk),
        (first, "notice", plants.pk),
    ]  # fmt: skip
    for visitor, kind, pk in likes:
        like(visitor=visitor, subject=(kind, pk), at=at + 2 * MINUTE)
    choice = propose(visitor=second, meeting=garden, at=at + 3 * MINUTE)
    for visitor in (second, first):
        coming_too = Coming(member=visitor.member)
        choice = answer(visitor=visitor, choice=choice, coming=coming_too, at=at + 4 * MINUTE)
    for visitor in (first, second):
        leave(visitor=visitor, at=at + 6 * MINUTE)
