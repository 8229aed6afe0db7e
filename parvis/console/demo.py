"""Fill an empty place with the demo village. Everything goes through the acts people use."""

from datetime import datetime, timedelta

from django.db import transaction

from parvis.aid import demo as hands
from parvis.aid.bridge import demo as bridge
from parvis.aid.purchases import demo as purchases
from parvis.community import demo as ground_floor
from parvis.community.colours import readable
from parvis.community.models import Community
from parvis.conversations import demo as conversations
from parvis.courier.models import Channel, Dispatch
from parvis.covisits import demo as visits
from parvis.ideas import demo as questions
from parvis.meetings import demo as life
from parvis.members import demo as people
from parvis.members.models import Member
from parvis.newsletters import demo as letters
from parvis.rides import demo as cars
from parvis.tables import demo as evenings
from parvis.tables.coffee import demo as coffees
from parvis.wiki import demo as stories

CAST = {
    "member": "Jeanne Martin",
    "animator": "Karim Benali",
    "facilitator": "Samir Haddad",
    "keeper": "Thérèse Aubert",
    "correspondent": "Monique Lefèvre",
    "administrator": "Agnès Vidal",
}
COLOUR = "#1d6b57"


@transaction.atomic
def fill(now: datetime) -> dict[str, Member]:
    """Make the whole village; gives back one member per role, by role.

    Nobody is really written to: what the past weeks would have sent counts as sent.
    """
    Community.objects.create(
        pk=1,
        name=ground_floor.NAME,
        welcome=ground_floor.WELCOME,
        story=ground_floor.STORY,
        values=ground_floor.VALUES,
        charter=ground_floor.CHARTER,
        charter_review_on=(now + timedelta(days=200)).date(),
        telephone="+33199001234",
        colour=COLOUR,
        tokens=readable(COLOUR),
        is_demo=True,
    )
    ground = ground_floor.lay(now)
    cast = people.people(ground, now)
    lanterns = life.live(ground, cast, now)
    evenings.live(cast, now)
    cars.live(cast, now)
    bridge.live(cast, now)
    purchases.live(cast, now)
    questions.live(cast, now)
    hands.live(cast, now)
    visits.live(cast, now)
    coffees.live(cast.villagers, cast.villagers[CAST["administrator"]], now)
    conversations.live(cast.villagers, now)
    stories.tell(lanterns.telling.story, cast, now)
    letters.write_letters(cast.villagers, cast.villagers[CAST["animator"]], now)
    written = Dispatch.objects.filter(state=Dispatch.State.WAITING, written_at__lt=now)
    written.exclude(channel=Channel.TELEPHONE).update(state=Dispatch.State.SENT, ended_at=now)
    return {role: cast.villagers[name] for role, name in CAST.items()}
