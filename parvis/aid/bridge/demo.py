"""In the demo village the power is cut in one street: three people are called, two helpers call them."""

from datetime import datetime, timedelta

from parvis.aid.bridge.answering import offer
from parvis.aid.bridge.looking_after import hear, look_after, share_out
from parvis.aid.bridge.readying import be_ready
from parvis.aid.bridge.telling import ask_due
from parvis.aid.bridge.waking import wake
from parvis.aid.models import LookedAfter
from parvis.members.demo import Cast

READY = (
    ("Paul Nguyen", ["drive", "hands"]),
    ("Aïcha Traoré", ["telephone", "errand"]),
    ("Camille Faure", ["visit"]),
)
CALLED = ("Simone Roux", "Bernard Colin", "Lucien Roux")


def live(cast: Cast, now: datetime) -> None:
    """Woken by Karim since this morning, for two days; one of the three was called already."""
    people, hour = cast.villagers, now - timedelta(hours=3)
    monique = people["Monique Lefèvre"]
    for name, kinds in READY:
        be_ready(member=people[name], kinds=kinds, at=now - timedelta(days=60))
    row = wake(
        why="power", words="Plus de courant rue des Tanneurs : appelons qui vit seul.",
        by=people["Karim Benali"],
        ends_at=(now + timedelta(days=2)).replace(minute=0, second=0, microsecond=0), at=hour,
    )  # fmt: skip
    for name, _kinds in READY[:2]:
        offer(wake=row, member=people[name], at=hour)
    ask_due(hour)
    for name in CALLED:
        look_after(wake=row, member=people[name], by=monique, at=hour, agreed=True)
    share_out(wake=row, by=monique, at=hour)
    first = LookedAfter.objects.select_related("wake").get(wake=row, member=people[CALLED[0]])
    hear(person=first, says="well", by=monique, at=now - timedelta(hours=1))
