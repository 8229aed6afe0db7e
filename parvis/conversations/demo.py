"""The conversations of the demo village: with the desk, in a circle, between two introduced people."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from parvis.community.models import Circle
from parvis.conversations.about_us import CircleTalk
from parvis.conversations.handing_over import hand_over
from parvis.conversations.introducing import answer, introduce
from parvis.conversations.opening import open_among, open_with_organisers
from parvis.conversations.promising import promise
from parvis.conversations.saying import say
from parvis.courier.models import Channel
from parvis.members.models import Member

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
People = Mapping[str, Member]


def live(people: People, now: datetime) -> None:
    """One that ended with a date, one that waits, one among a circle, one introduction."""
    _with_the_desk(people, now)
    _waiting(people, now)
    _in_a_circle(people, now)
    _introduced(people, now)


def _with_the_desk(people: People, now: datetime) -> None:
    odile, monique, at = people["Odile Perrin"], people["Monique Lefèvre"], now - 6 * DAY
    thread = open_with_organisers(member=odile, at=at)
    said = "Je n’arrive plus à lire mes factures. Quelqu’un pourrait-il m’aider ?"
    say(thread=thread, by=odile, text=said, at=at, channel=Channel.TELEPHONE, noted_by=monique)
    say(thread=thread, by=monique, text="Samir passe le jeudi. On regarde cela ensemble ?", at=at + 2 * HOUR)
    said = "Oui, volontiers. Le matin si possible."
    say(thread=thread, by=odile, text=said, at=at + DAY, channel=Channel.TELEPHONE, noted_by=monique)
    morning = timezone.localtime(now + 2 * DAY).replace(hour=10, minute=0, second=0, microsecond=0)
    hand_over(
        thread=thread, by=monique, begins_at=morning, where="À la mairie, salle du bas", at=at + DAY + HOUR
    )


def _waiting(people: People, now: datetime) -> None:
    jeanne, monique, at = people["Jeanne Martin"], people["Monique Lefèvre"], now - 3 * HOUR
    thread = open_with_organisers(member=jeanne, at=at)
    say(thread=thread, by=jeanne, text="Ma voisine vient d’arriver. Qui peut lui montrer le village ?", at=at)
    on = timezone.localdate(now + 2 * DAY)
    promise(thread=thread, by=monique, on=on, at=at + HOUR)


def _in_a_circle(people: People, now: datetime) -> None:
    """Two of the first open circle look for a day."""
    karim, at = people["Karim Benali"], now - DAY
    circle = Circle.objects.filter(joining="open").order_by("pk").first()
    if circle is None or karim.pk not in {one.pk for one in CircleTalk().organisers(circle.pk, at)}:
        return
    topic = "Quand se retrouve-t-on ?"
    thread = open_among(about=circle, by=karim, closes_at=now + 6 * DAY, at=at, topic=topic)
    members = CircleTalk().people(circle.pk, at).exclude(pk=karim.pk).order_by("pk")[:2]
    said = ["Samedi matin me va.", "Plutôt dimanche, je garde les petits."]
    for number, (member, words) in enumerate(zip(members, said, strict=False), 1):
        say(thread=thread, by=member, text=words, at=at + number * HOUR)


def _introduced(people: People, now: datetime) -> None:
    karim, at = people["Karim Benali"], now - 2 * DAY
    Member.objects.filter(name__in=["Paul Nguyen", "Wei Zhang"]).update(is_listed=True)
    two = [people["Paul Nguyen"], people["Wei Zhang"]]
    why = "Vous cherchez tous deux quelqu’un pour marcher le matin."
    made = introduce(by=karim, two=two, why=why, at=at)
    for one in made.people.order_by("pk"):
        answer(introduced=one, says_yes=True, at=at + DAY)
    made.refresh_from_db()
    if made.thread is not None:
        say(thread=made.thread, by=two[0], text="Demain à huit heures, au pont ?", at=at + DAY + HOUR)
