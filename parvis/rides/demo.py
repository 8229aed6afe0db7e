"""The demo village goes to the walk together: one car is agreed, Camille looks for another."""

from datetime import datetime, timedelta

from parvis.meetings.models import Meeting, Registration
from parvis.members.demo import Cast
from parvis.rides.answering import answer
from parvis.rides.asking import ask
from parvis.rides.models import Ride
from parvis.rides.offering import offer


def live(cast: Cast, now: datetime) -> None:
    """Rosa takes Lucien along; Paul has one seat; Camille asked by telephone, from elsewhere."""
    walk = Meeting.objects.filter(title="Marche douce", begins_at__gt=now).first()
    rows = Registration.objects.seated().filter(meeting=walk).select_related("member")
    coming = {row.member.name: row for row in rows}
    said_at, monique = now - timedelta(hours=20), cast.villagers["Monique Lefèvre"]
    offer(
        registration=coming["Rosa Esposito"], seats=2, place_words="Saint-Martin, devant l’église", at=said_at
    )
    ask(registration=coming["Lucien Roux"], place_words="Saint-Martin", at=said_at)
    ride = Ride.objects.for_page().get()
    for member in (ride.car.driver, ride.wish.member):
        answer(ride=ride, member=member, says_yes=True, at=said_at + timedelta(hours=2))
    offer(registration=coming["Paul Nguyen"], seats=1, place_words="Le port, arrêt du bus 4", at=said_at)
    ask(
        registration=coming["Camille Faure"], place_words="Les Tilleuls", at=now - timedelta(hours=4),
        channel="telephone", by=monique,
    )  # fmt: skip
