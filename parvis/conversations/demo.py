"""The conversations of the demo village: with the desk, in a circle, between two people who were introduced."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.utils import timezone

from parvis.conversations.handing_over import hand_over
from parvis.conversations.introducing import answer, introduce
from parvis.conversations.opening import open_among, open_with_organisers
from parvis.conversations.promising import promise
from parvis.conversations.saying import say
from parvis.courier.models import Channel
from parvis.members.models import Member, Membership, Role

DAY, HOUR = timedelta(days=1), timedelta(hours=1)
People = Mapping[str, Member]


def live(people: People, now: datetime) -> None:
    """One that ended with a date, one that waits, one among a circle, one introduction."""
    _with_the_desk(people, now)
    _waiting(people, now)
    _in_a_circle(now)
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


def _in_a_circle(now: datetime) -> None:
    """The first open circle with an animator of its own and two members."""
    led = Role.objects.filter(kind=Role.Kind.ANIMATOR, circle__joining="open").select_related(
        "circle", "member"
    )
    role, at = led.order_by("pk").first(), now - DAY
    if role is None or role.circle is None:
        return
    inside = Membership.objects.filter(circle=role.circle, accepted_at__isnull=False).exclude(
        member=role.member
    )
    members = [one.member for one in inside.select_related("member").order_by("pk")[:2]]
    thread = open_among(
        about=role.circle, by=role.member, closes_at=now + 6 * DAY, at=at, topic="Quand se retrouve-t-on ?"
    )
    for number, (member, words) in enumerate(
        zip(members, ["Samedi matin me va.", "Plutôt dimanche, je garde les petits."], strict=False), 1
    ):
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
