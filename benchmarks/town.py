"""A generated town: people, meetings over two years, who comes to which. Rows are written in bulk."""

import random
from datetime import datetime, timedelta

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from parvis.community.models import Community, Place
from parvis.meetings.models import Meeting, Publication, Registration
from parvis.members.models import ContactPoint, Member, Role
from parvis.members.names import search_name
from parvis.members.turning_names import turn_names

FIRST = [
    "Jeanne",
    "Paul",
    "Léa",
    "Karim",
    "Pierre",
    "Lucie",
    "Monique",
    "Fatou",
    "Odile",
    "Henri",
    "Zoé",
    "Hugo",
    "Inès",
    "Marcel",
    "Rose",
    "Yanis",
]
LAST = [
    "Martin",
    "Bernard",
    "Petit",
    "Durand",
    "Leroy",
    "Moreau",
    "Simon",
    "Laurent",
    "Michel",
    "Garcia",
    "Roux",
    "Fournier",
    "Morel",
    "Girard",
]
WHAT = [
    "Café du canal",
    "Atelier couture",
    "Jeux de société",
    "Marche du jeudi",
    "Chorale",
    "Réparer ensemble",
]
AT_A_TIME = 2000


def found(now: datetime) -> None:
    """The community itself and its two places, once."""
    Community.objects.get_or_create(pk=1, defaults={"name": "Saint-Aubin", "welcome": "On se voit mardi ?"})
    for name in ("Salle des fêtes", "Le kiosque"):
        Place.objects.get_or_create(name=name, defaults={"address": "1 place de l’Église"})


def people(first: int, last: int, now: datetime) -> None:
    """Members number first to last, each with an address; the very first one holds two roles."""
    names = [f"{FIRST[n % 16]} {LAST[n // 16 % 14]} {n}" for n in range(first, last)]
    members = Member.objects.bulk_create(
        [
            Member(
                name=name, search_name=search_name(name), card_code=f"B{number:07d}",
                session_key=f"s{number}", joined_at=now - timedelta(days=number % 700),
                verified_at=now, is_listed=number % 3 == 0,
            )
            for number, name in enumerate(names, first)
        ],
        batch_size=AT_A_TIME,
    )  # fmt: skip
    turn_names((member.pk, member.search_name) for member in members)
    points = [
        ContactPoint(
            member=member, kind="mail", address=f"habitant{number}@exemple.fr",
            is_preferred=True, added_at=now, verified_at=now,
        )
        for number, member in enumerate(members, first)
    ]  # fmt: skip
    ContactPoint.objects.bulk_create(points, batch_size=AT_A_TIME)
    if first == 0:
        kinds = (Role.Kind.CORRESPONDENT, Role.Kind.ANIMATOR)
        Role.objects.bulk_create([Role(member=members[0], kind=kind, since_on=now.date()) for kind in kinds])


def meetings(first: int, last: int, total: int, now: datetime) -> None:
    """Meetings number first to last of a total spread over two years; about ten come to each."""
    dice = random.Random(first)
    places = list(Place.objects.order_by("pk"))
    hosts = list(Member.objects.order_by("pk").values_list("pk", flat=True)[:500])
    made = []
    for number in range(first, last):
        begins_at = now + timedelta(days=-365 + 730 * number / total, hours=number % 9)
        made.append(
            Meeting(
                title=f"{WHAT[number % 6]} {number}", about="On apporte ce qu’on a. Il y a du café. " * 6,
                begins_at=begins_at, ends_at=begins_at + timedelta(hours=2), place=places[number % 2],
                host_id=hosts[number % len(hosts)], proposed_at=now - timedelta(days=400), seats_taken=10,
                capacity=None if number % 2 else 5000, promotion_stops_at=begins_at - timedelta(hours=3),
            )
        )  # fmt: skip
    made = Meeting.objects.bulk_create(made, batch_size=AT_A_TIME)
    Publication.objects.bulk_create([Publication(meeting=one, at=one.proposed_at) for one in made], AT_A_TIME)
    members = list(Member.objects.values_list("pk", flat=True))
    coming = [
        Registration(
            meeting=one,
            member_id=pk,
            state="seated",
            made_at=one.proposed_at,
            is_verified=True,
            shows_name=pk % 2 == 0,
        )
        for one in made
        for pk in dice.sample(members, min(10, len(members)))
    ]
    Registration.objects.bulk_create(coming, batch_size=AT_A_TIME)


def grow(people_from: int, people_to: int, meetings_from: int, meetings_to: int, now: datetime) -> None:
    """Make the town larger."""
    found(now)
    people(people_from, people_to, now)
    meetings(meetings_from, meetings_to, max(meetings_to, 1), now)


def session_of(member: Member) -> str:
    """The cookie of a browser in which this member is signed in."""
    session = SessionStore()
    session[SESSION_KEY] = str(member.pk)
    session[BACKEND_SESSION_KEY] = "parvis.members.signing_in.SignInBackend"
    session[HASH_SESSION_KEY] = member.get_session_auth_hash()
    session["held"] = sorted(member.roles.values_list("pk", flat=True))  # else the key changes at once
    session.create()
    return f"parvis={session.session_key}"
