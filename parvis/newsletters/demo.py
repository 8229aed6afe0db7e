"""The letters of the demo village: one that left last week, one for the next, and what people like."""

from datetime import datetime, timedelta
from itertools import cycle

from parvis.community.interests import offer
from parvis.community.models import Interest
from parvis.courier.models import Dispatch
from parvis.members.choosing import Choice, How, choose
from parvis.members.choosing_interests import choose_interests
from parvis.members.contacts import Contact
from parvis.members.joining import add_contact_point
from parvis.members.models import ContactPoint, Member
from parvis.newsletters.kinds import LETTER
from parvis.newsletters.leaving import leave, write_out
from parvis.newsletters.models import Letter
from parvis.newsletters.planning import plan
from parvis.newsletters.showing import next_good_hour
from parvis.newsletters.writing import begin, choose_audience, write

INTERESTS = [
    ("le jardin", "potager, compost, semis, graines"),
    ("la cuisine", "soupe, repas, pain, recettes"),
    ("la musique", "chorale, concert, bal, chant"),
    ("la marche", "balade, randonnée, sentier"),
]
LAST_WEEK = timedelta(days=8)
OPENING_THEN = """Le kiosque a retrouvé son auvent, et le café du mardi son monde.

Merci à celles et ceux qui ont porté les bancs. **Venez comme vous êtes.**"""
OPENING = """L’hiver arrive : on se serre, on allume le poêle.

Si vous connaissez quelqu’un qui ne sort plus, **passez le prendre en chemin**."""


def write_letters(villagers: dict[str, Member], by: Member, now: datetime) -> None:
    """Everything through the acts people use."""
    interests = [offer(name=name, words=words) for name, words in INTERESTS]
    _choose(villagers, interests, now)
    _read_on_paper(villagers, now - timedelta(days=30))
    then = now - LAST_WEEK
    sent = _begin(by, then, OPENING_THEN, "demo-1")
    choose_audience(letter=sent, audience=[], shown_to=Letter.ShownTo.ALL, at=then)
    leave(letter=sent, by=by, at=then)
    write_out(then)
    # It was read aloud last week to who is called: nobody has to do it again.
    Dispatch.objects.about(sent).update(state=Dispatch.State.SENT, ended_at=then)
    draft = _begin(by, now, OPENING, "demo-2")
    choose_audience(letter=draft, audience=[], shown_to=Letter.ShownTo.ALL, at=now)
    plan(kind=LETTER, subject=draft, due_at=next_good_hour(now), by=by, at=now)


def _choose(villagers: dict[str, Member], interests: list[Interest], now: datetime) -> None:
    """Two in three chose something."""
    kinds = cycle([interests[:1], interests[1:3], [], interests[3:], [interests[0], interests[3]], []])
    for member, chosen in zip(villagers.values(), kinds, strict=False):
        choose_interests(member=member, interests=chosen, at=now - timedelta(days=40))


def _read_on_paper(villagers: dict[str, Member], at: datetime) -> None:
    """Some of those one calls would rather have it on paper."""
    called = [member for member in villagers.values() if member.needs_calling][-3:]
    for number, member in enumerate(called, start=1):
        contact = Contact(ContactPoint.Kind.POST, f"{number} rue des Lilas, 39410 Saint-Aubin")
        point = add_contact_point(member=member, contact=contact, at=at)
        choose(member=member, choice=Choice(How.LETTER, point), wish=member.wish, by=member, at=at)


def _begin(by: Member, at: datetime, opening: str, key: str) -> Letter:
    letter = begin(by=by, at=at, once_key=key)
    first = letter.sections.earliest("place")
    write(section=first, title="", words=opening, seen=first.version, by=by, at=at)
    return letter
