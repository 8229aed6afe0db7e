"""The standing cast of the tests: a village on a canal, its people, one meeting.

`settle(now)` makes them; `make_member`, `make_meeting` and `seat` add what a test needs.
Rows are written directly and stay simple: what acts do is what the tests are about.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from parvis.community.models import Circle, Community, Place, Room
from parvis.meetings.models import Meeting, Publication, Registration
from parvis.members.models import ContactPoint, Mandate, Member, Membership, Scope
from parvis.members.names import search_name
from parvis.members.turning_names import turn_name

_numbers = count(1)
SHARED_TELEPHONE = "+33199004512"  # Odile's and Henri's, one number for two


@dataclass
class Village:
    """Who lives here. Every name is a character with one reason to exist."""

    now: datetime
    community: Community
    kiosk: Place
    hall: Place
    room: Room  # the small room of the hall
    gardeners: Circle  # open
    council: Circle  # secret
    jeanne: Member  # e-mail and telephone, ordinary member
    paul: Member  # e-mail, ordinary member, in the gardeners' circle
    lea: Member  # e-mail, ordinary member, nothing else
    karim: Member  # animator
    pierre: Member  # facilitator
    lucie: Member  # keeper of the culture
    monique: Member  # correspondent, telephone on every page
    fatou: Member  # administrator
    odile: Member  # no device, no e-mail: is called; shares her number with Henri
    henri: Member  # shares Odile's number
    cafe: Meeting  # Café du canal: public, published, in two days at 14 h, sixteen seats, Karim welcomes


def _card_code(number: int) -> str:
    """Two letters, four digits, as on a member's card; different for every number."""
    return f"A{chr(ord('A') + number // 10_000 % 26)}{number % 10_000:04d}"


def make_member(
    name: str, now: datetime, *, mail: str = "", telephone: str = "", role: str = "", **columns: Any
) -> Member:
    """A verified member, perhaps with an address, a number (E.164) and a role for the whole community."""
    number = next(_numbers)
    known = {"verified_at": now, "search_name": search_name(name), "card_code": _card_code(number)}
    member = Member.objects.create(
        name=name, joined_at=now - timedelta(days=90), session_key=f"session-{number}", **{**known, **columns}
    )
    turn_name(member)
    for kind, address in [(ContactPoint.Kind.MAIL, mail), (ContactPoint.Kind.TELEPHONE, telephone)]:
        if address:
            member.contact_points.create(kind=kind, address=address, added_at=now, verified_at=now)
    if role:
        member.roles.create(kind=role, since_on=now.date(), hours="mardi et jeudi, de 14 h à 17 h")
    return member


def make_meeting(
    title: str,
    begins_at: datetime,
    *,
    host: Member | None = None,
    hours: float = 2,
    published: bool = True,
    **columns: Any,
) -> Meeting:
    """A public meeting (published unless said otherwise) proposed a week before it begins."""
    known = {
        "ends_at": begins_at + timedelta(hours=hours),
        "promotion_stops_at": begins_at - timedelta(hours=3),
        "proposed_at": begins_at - timedelta(days=7),
    }
    meeting = Meeting.objects.create(title=title, begins_at=begins_at, host=host, **{**known, **columns})
    if published:
        Publication.objects.create(meeting=meeting, by=host, at=meeting.proposed_at)
    return meeting


def seat(member: Member, meeting: Meeting, at: datetime, *, party: int = 1, **columns: Any) -> Registration:
    """A seated registration with its counter; IntegrityError when the meeting would be oversold."""
    meeting.seats_taken += party
    meeting.save(update_fields=["seats_taken"])
    known = {"state": Registration.State.SEATED, "is_verified": True, "made_at": at}
    return Registration.objects.create(meeting=meeting, member=member, party=party, **{**known, **columns})


def wait(member: Member, meeting: Meeting, at: datetime, *, party: int = 1) -> Registration:
    """A place on the waiting list."""
    return Registration.objects.create(
        meeting=meeting,
        member=member,
        party=party,
        state=Registration.State.WAITING,
        is_verified=True,
        made_at=at,
    )


def trust(
    member: Member,
    holder: Member,
    now: datetime,
    *,
    days: int = 365,
    scopes: list[str] | None = None,
    **columns: Any,
) -> Mandate:
    """A mandate given by voice a month ago: everything, a year, for whoever answers at the desk."""
    known = {
        "heard_by": holder,
        "how": "spoken",
        "sentence": "Êtes-vous d’accord ?",
        "given_at": now - timedelta(days=30),
    }
    return Mandate.objects.create(
        member=member, holder=holder, scopes=scopes or list(Scope.values),
        **{**known, "ends_at": now + timedelta(days=days - 30), **columns},
    )  # fmt: skip


def _people(now: datetime) -> dict[str, Member]:
    def join(name: str, **known: Any) -> Member:
        return make_member(name, now, **known)

    return {
        "jeanne": join("Jeanne Martin", mail="jeanne@exemple.fr", telephone="+33639981201"),
        "paul": join("Paul Nguyen", mail="paul@exemple.fr"),
        "lea": join("Léa Moreau", mail="lea@exemple.fr"),
        "karim": join("Karim Haddad", mail="karim@exemple.fr", telephone="+33639981202", role="animator"),
        "pierre": join("Pierre Le Goff", mail="pierre@exemple.fr", role="facilitator"),
        "lucie": join("Lucie Bernard", mail="lucie@exemple.fr", role="keeper"),
        "monique": join(
            "Monique Faure", mail="monique@exemple.fr", telephone="+33199001234", role="correspondent"
        ),
        "fatou": join("Fatou Diallo", mail="fatou@exemple.fr", role="administrator"),
        "odile": join("Odile Roux", telephone=SHARED_TELEPHONE, needs_calling=True),
        "henri": join("Henri Roux", telephone=SHARED_TELEPHONE, needs_calling=True),
    }


def _places() -> dict[str, Any]:
    hall = Place.objects.create(name="Salle des fêtes", address="1 place de la Mairie", capacity=80)
    return {
        "kiosk": Place.objects.create(
            name="Kiosque", address="Quai du canal", access="Bus 4, sans marche", capacity=30
        ),
        "hall": hall,
        "room": Room.objects.create(place=hall, name="Petite salle", capacity=12),
    }


def settle(now: datetime) -> Village:
    """The whole cast, as it stands before any test begins."""
    community = Community.objects.create(
        pk=1, name="Les Voisins du Canal", welcome="On se retrouve au kiosque.", telephone="+33199001234"
    )
    people, places = _people(now), _places()
    for name in ("odile", "henri"):
        trust(people[name], people["monique"], now)
    gardeners = Circle.objects.create(name="Jardin partagé", created_at=now)
    council = Circle.objects.create(name="Surprise", joining=Circle.Joining.SECRET, created_at=now)
    for member, circle in [(people["paul"], gardeners), (people["fatou"], council)]:
        Membership.objects.create(member=member, circle=circle, asked_at=now, accepted_at=now)
    begins_at = (now + timedelta(days=2)).replace(hour=13, minute=0, second=0, microsecond=0)  # 14 h in Paris
    cafe = make_meeting("Café du canal", begins_at, host=people["karim"], place=places["kiosk"], capacity=16)
    return Village(now, community, **places, gardeners=gardeners, council=council, **people, cafe=cafe)
