"""The life of the demo village: past weeks, coming ones, and every state a meeting can be in."""

import random
from collections.abc import Iterable
from datetime import datetime, time, timedelta

from django.utils import timezone

from parvis.community.demo import Ground
from parvis.meetings.cancelling import cancel
from parvis.meetings.closing import close
from parvis.meetings.feedback import demo as said_afterwards
from parvis.meetings.improvising import improvise
from parvis.meetings.jobs import materialise
from parvis.meetings.models import Meeting, Series
from parvis.meetings.polls import demo as poll_demo
from parvis.meetings.proposing import propose
from parvis.meetings.registering import register
from parvis.meetings.telling import begin_story
from parvis.meetings.welcoming import place, welcome, welcome_stranger
from parvis.members.demo import Cast
from parvis.members.models import Member

MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)
WALKERS = ["Lucien Roux", "Simone Roux", "Rosa Esposito", "Paul Nguyen", "Inès Carvalho", "Camille Faure",
           "Pierre Dubois", "Élodie Masson", "Agnès Vidal"]  # fmt: skip
PICNICKERS = ["Odile Perrin", "Henri Perrin", "Rosa Esposito", "Inès Carvalho", "Camille Faure",
              "Thérèse Aubert", "Élodie Masson", "Pierre Dubois", "Fatou Diallo"]  # fmt: skip


def live(ground: Ground, cast: Cast, now: datetime) -> Meeting:
    """Twelve weeks of the village's life, then what comes. Gives back the meeting whose story is told."""
    dice = random.Random(25)  # noqa: S311 - the same village at each start
    _coffee(ground, cast, now, dice)
    lanterns = _lanterns(ground, cast, now)
    _coming(ground, cast, now)
    _picnic(cast, now)
    _twins(ground, cast, now)
    _supper(ground, cast, now)
    _evening_of_sixty(ground, cast, now)
    poll_demo.live(ground, cast, now)
    return lanterns


def next_day(now: datetime, weekday: int, hour: int, minute: int = 0, *, weeks: int = 0) -> datetime:
    """The next such weekday (tomorrow at the earliest), at a local hour, some weeks later or earlier."""
    local = timezone.localtime(now)
    days = (weekday - local.weekday() - 1) % 7 + 1 + 7 * weeks
    return timezone.make_aware(datetime.combine(local.date() + timedelta(days=days), time(hour, minute)))


def _fill(meeting: Meeting, members: Iterable[Member], at: datetime) -> None:
    for minute, member in enumerate(members):
        register(
            meeting=meeting,
            member=member,
            at=at + timedelta(minutes=minute),
            channel="telephone" if member.needs_calling else "web",
            shows_name=not member.needs_calling,
        )


def _coffee(ground: Ground, cast: Cast, now: datetime, dice: random.Random) -> None:
    """The Tuesday coffee: twelve past weeks with their arrivals, eight to come."""
    karim, everyone = cast.villagers["Karim Benali"], list(cast.villagers.values())
    first_at = next_day(now, TUESDAY, 14, weeks=-12)
    meeting = propose(
        title="Café du canal",
        about="On parle de tout. Il y a toujours une chaise de plus.",
        begins_at=first_at,
        ends_at=first_at + timedelta(hours=2),
        place=ground.places["Le kiosque"],
        host=karim,
        capacity=16,
        telephone_seats=2,
        rule="FREQ=WEEKLY",
        at=first_at - timedelta(days=6),
    )
    materialise(now)
    series = Series.objects.get(meetings=meeting)
    for meeting in series.meetings.filter(ends_at__lt=now).order_by("begins_at"):
        _live_through(meeting, dice.sample(everyone, dice.randint(6, 13)), karim, dice.randint(0, 2))
    said_afterwards.live(series.meetings.filter(ends_at__lt=now).latest("begins_at"), now)
    coming = series.meetings.filter(begins_at__gt=now).earliest("begins_at")
    _fill(coming, dice.sample(everyone, 11), now - timedelta(hours=30))


def _live_through(meeting: Meeting, members: list[Member], host: Member, strangers: int) -> None:
    _fill(meeting, members, meeting.begins_at - timedelta(days=2))
    for registration in meeting.registrations.select_related("meeting", "member"):
        welcome(registration=registration, by=host, at=meeting.begins_at)
    for name in ["Élise", "Ahmed"][:strangers]:
        welcome_stranger(meeting=meeting, first_name=name, by=host, at=meeting.begins_at)
    close(meeting=meeting, by=host, at=meeting.ends_at, happened=True, unnamed_people=0)


def _lanterns(ground: Ground, cast: Cast, now: datetime) -> Meeting:
    """A past evening with its story."""
    begins_at = next_day(now, SATURDAY, 18, weeks=-3)
    host = cast.villagers["Thérèse Aubert"]
    meeting = propose(
        title="La fête des lanternes",
        about="Chacun fabrique la sienne l’après-midi. On marche le long de l’eau à la nuit.",
        begins_at=begins_at,
        ends_at=begins_at + timedelta(hours=3),
        place=ground.places["Le kiosque"],
        host=host,
        at=begins_at - timedelta(days=20),
    )
    _live_through(meeting, list(cast.villagers.values())[:26], host, 2)
    for number, arrival in enumerate(meeting.arrivals.order_by("pk")):
        place(arrival=arrival, table=str(1 + number // 7), by=host, at=begins_at)
    begin_story(meeting=meeting, at=begins_at + timedelta(days=1))
    return meeting


def _coming(ground: Ground, cast: Cast, now: datetime) -> None:
    """What comes: a garden morning, a walk of nine, a cancelled game, a proposal that waits, a bench."""
    people, places, at = cast.villagers, ground.places, now - timedelta(days=5)
    garden = next_day(now, SATURDAY, 10)
    propose(
        title="Jardin partagé : on plante les bulbes", begins_at=garden, ends_at=garden + timedelta(hours=2),
        place=places["Jardin partagé"], host=people["Rosa Esposito"], bring="Des gants, si vous en avez.",
        at=at,
    )  # fmt: skip
    walk = next_day(now, WEDNESDAY, 9, 30)
    walkers = propose(
        title="Marche douce", about="Quatre kilomètres, une heure et demie, on s’attend.", begins_at=walk,
        ends_at=walk + timedelta(minutes=90), where="Départ de la mairie", host=people["Agnès Vidal"],
        capacity=15,
        at=at,
    )  # fmt: skip
    _fill(walkers, (people[name] for name in WALKERS), at + timedelta(hours=2))
    game = next_day(now, SUNDAY, 15)
    bowls = propose(
        title="Tournoi de boules", begins_at=game, ends_at=game + timedelta(hours=3),
        where="Sous les platanes",
        host=people["Gérard Chevalier"], capacity=24, at=at,
    )  # fmt: skip
    _fill(
        bowls, [people["Henri Perrin"], people["Joël Girard"], people["Tomás Silva"]], at + timedelta(hours=3)
    )
    cancel(meeting=bowls, by=people["Gérard Chevalier"], at=now - timedelta(hours=20), reason="Il va geler.")
    choir = next_day(now, THURSDAY, 20, weeks=1)
    propose(
        title="Chorale : première écoute", begins_at=choir, ends_at=choir + timedelta(hours=2),
        place=places["Salle des fêtes"], room=ground.rooms["Salle du conseil"], host=people["Manon Leroux"],
        circle=ground.circles["Chorale"], visibility="circle", at=now - timedelta(days=1),
    )  # fmt: skip
    if 8 <= timezone.localtime(now).hour < 19:
        improvise(
            host=people["Karim Benali"], place=places["Le kiosque"], until_at=now + timedelta(hours=2), at=now
        )


def _picnic(cast: Cast, now: datetime) -> None:
    """The mayor's picnic, of nine: two of them share one telephone."""
    begins_at = next_day(now, SUNDAY, 12, weeks=1)
    picnic = propose(
        title="Pique-nique du pont", about="Chacun apporte son panier, la commune apporte les tables.",
        begins_at=begins_at, ends_at=begins_at + timedelta(hours=3), where="Sous le pont, côté écluse",
        host=cast.villagers["Agnès Vidal"], capacity=40, at=now - timedelta(days=6),
    )  # fmt: skip
    _fill(picnic, (cast.villagers[name] for name in PICNICKERS), now - timedelta(days=3))


def _twins(ground: Ground, cast: Cast, now: datetime) -> None:
    """A duplicate and a clash, waiting to be found."""
    people, local, hall = cast.villagers, ground.places["Local du canal"], ground.places["Salle des fêtes"]
    begins_at = next_day(now, THURSDAY, 18)
    first = propose(
        title="Atelier réparation de vélos", about="On apprend à réparer le sien.", begins_at=begins_at,
        ends_at=begins_at + timedelta(hours=2), place=local, host=people["Paul Nguyen"], capacity=12,
        weekly_until_on=(begins_at + timedelta(weeks=6)).date(), at=now - timedelta(days=9),
    )  # fmt: skip
    riders = ["Hugo Lambert", "Léa Fontaine", "Djibril Sow", "Nadia Cherif", "Arthur Petit", "Fatou Diallo"]
    _fill(first, (people[name] for name in riders), now - timedelta(days=4))
    propose(
        title="Ateliers vélos", begins_at=begins_at, ends_at=begins_at + timedelta(hours=2), place=local,
        host=people["Hugo Lambert"], at=now - timedelta(days=2),
    )  # fmt: skip
    loto = next_day(now, SUNDAY, 15, weeks=1)
    for title, host in [
        ("Loto de l’école", "Camille Faure"),
        ("Goûter des nouveaux arrivants", "Samir Haddad"),
    ]:
        propose(
            title=title, begins_at=loto, ends_at=loto + timedelta(hours=3), place=hall,
            room=ground.rooms["Grande salle"], host=people[host], capacity=80, at=now - timedelta(days=3),
        )  # fmt: skip


def _supper(ground: Ground, cast: Cast, now: datetime) -> None:
    """A full supper with four people waiting in line."""
    begins_at = next_day(now, FRIDAY, 19)
    supper = propose(
        title="Repas à la table tirée au sort",
        about="On mange avec des personnes qu’on ne connaît pas encore.",
        begins_at=begins_at, ends_at=begins_at + timedelta(hours=3), place=ground.places["Salle des fêtes"],
        host=cast.villagers["Wei Zhang"], capacity=12, bring="Un plat à partager.",
        at=now - timedelta(days=8),
    )  # fmt: skip
    _fill(supper, list(cast.villagers.values())[8:24], now - timedelta(days=6))


def _evening_of_sixty(ground: Ground, cast: Cast, now: datetime) -> None:
    """The company's evening, for its circle only."""
    begins_at = next_day(now, TUESDAY, 18, 30, weeks=1)
    evening = propose(
        title="Soirée des Ateliers", about="Soixante personnes, dix tables, aucun discours.",
        begins_at=begins_at,
        ends_at=begins_at + timedelta(hours=3), place=ground.places["Les Ateliers du Nord"],
        room=ground.rooms["Cantine"], circle=ground.circles["Ateliers du Nord"], visibility="circle",
        host=cast.company[0], capacity=60, at=now - timedelta(days=7),
    )  # fmt: skip
    _fill(evening, cast.company, now - timedelta(days=6))
