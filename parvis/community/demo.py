"""The demo village: its name, places, circles and rituals. All invented."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from parvis.community.models import Circle, Closure, Place, Ritual, Room

NAME = "Les Voisins du Canal"
WELCOME = "À Saint-Aubin, on se retrouve au bord de l’eau."
STORY = """Tout a commencé par un café, un matin de gel, au kiosque de la place.

Ils étaient quatre. La semaine suivante, onze. Depuis, on n’a plus arrêté."""
VALUES = """- Chacun vient comme il est.
- On se parle avant de s’écrire.
- Qui arrive pour la première fois n’est jamais seul."""
CHARTER = """1. Je salue la personne que je ne connais pas.
2. Je laisse chacun finir sa phrase.
3. Je ne prends pas de photo sans demander.
4. Ce qui m’est confié reste entre nous."""

PLACES = [
    ("Le kiosque", "Place du Canal, Saint-Aubin", "Bus 4, arrêt Canal. De plain-pied.", 30, 46.8, 5.71),
    (
        "Local du canal",
        "3 rue des Lilas, Saint-Aubin",
        "Un seuil à l’entrée, rampe sur demande.",
        14,
        46.801,
        5.712,
    ),
    (
        "Salle des fêtes",
        "Place de la Mairie, Saint-Aubin",
        "Entrée par la place. Le soir, sonnez à droite.",
        120,
        46.803,
        5.709,
    ),
    ("Jardin partagé", "Derrière l’école Jaurès, Saint-Aubin", "Allées en gravier.", None, 46.799, 5.715),
    (
        "Les Ateliers du Nord",
        "Zone des Peupliers, Saint-Aubin",
        "Parking. Ascenseur au fond du hall.",
        80,
        46.81,
        5.7,
    ),
]
ROOMS = [
    ("Salle des fêtes", "Grande salle", 120),
    ("Salle des fêtes", "Salle du conseil", 20),
    ("Les Ateliers du Nord", "Cantine", 80),
]
# How each is lent: a square for everybody, a hall one asks for, a workshop with its hours.
LENT: dict[str, dict[str, object]] = {
    "Le kiosque": {"is_shared": True, "is_step_free": True, "has_bus": True, "has_parking": False},
    "Local du canal": {
        "opening_hours": "Mo-Fr 09:00-12:00,14:00-22:00; Sa 09:00-18:00",
        "opens": "Hugo a la clé, rue des Lilas.",
        "key_telephone": "+33199001177",
        "is_step_free": False,
    },
    "Salle des fêtes": {
        "opening_hours": "Mo-Th 08:00-23:00; Fr,Sa 08:00-02:00; Su 08:00-22:00",
        "setup_minutes": 30,
        "cleanup_minutes": 30,
        "is_step_free": True,
        "has_hearing_loop": True,
        "has_adapted_toilets": True,
        "has_parking": True,
    },
    "Jardin partagé": {"is_shared": True, "is_step_free": False},
}
CIRCLES = [
    ("Jardin", "Celles et ceux qui cultivent derrière l’école.", "", "open", "members"),
    ("Vélo", "Réparer, rouler, prêter une remorque.", "", "open", "members"),
    ("Chorale", "Le jeudi soir. On apprend à l’oreille.", "", "on_request", "animators"),
    (
        "Ateliers du Nord",
        "Les soixante personnes qui travaillent sur le site.",
        "site",
        "private",
        "animators",
    ),
    ("Métier : accueil", "L’accueil, tous sites confondus.", "métier", "on_request", "members"),
    ("Surprise pour Jeanne", "Ses quatre-vingts ans. Chut.", "", "secret", "members"),
]
RITUALS = [
    (
        "Le café du mardi",
        "On arrive quand on veut. On repart avec un prénom de plus.",
        "chaque mardi à 14 h",
        True,
    ),
    (
        "La fête des lanternes",
        "Chacun fabrique la sienne. On marche le long de l’eau.",
        "le 8 décembre",
        False,
    ),
]


@dataclass(frozen=True)
class Ground:
    """Where the demo village lives: places, rooms and circles by name."""

    places: dict[str, Place]
    rooms: dict[str, Room]
    circles: dict[str, Circle]


def lay(now: datetime) -> Ground:
    """Create the places, rooms, circles and rituals of the demo village."""
    places = {
        name: Place.objects.create(
            name=name,
            address=address,
            access=access,
            capacity=capacity,
            latitude=latitude,
            longitude=longitude,
            **LENT.get(name, {}),
        )
        for name, address, access, capacity, latitude, longitude in PLACES
    }
    rooms = {
        name: Room.objects.create(place=places[place], name=name, capacity=capacity)
        for place, name, capacity in ROOMS
    }
    hall = places["Salle des fêtes"]
    first_on, last_on = date(now.year - 1, 8, 1), date(now.year - 1, 8, 15)
    Closure.objects.create(place=hall, begins_on=first_on, ends_on=last_on, is_yearly=True, reason="Congés")
    works_on = (now + timedelta(days=40)).date()
    until_on = works_on + timedelta(days=4)
    Closure.objects.create(place=hall, begins_on=works_on, ends_on=until_on, reason="Peinture de l’entrée")
    founded_at = now - timedelta(days=400)
    circles = {
        name: Circle.objects.create(
            name=name, about=about, kind=kind, joining=joining, publishing=publishing, created_at=founded_at
        )
        for name, about, kind, joining, publishing in CIRCLES
    }
    for name, about, season, is_current in RITUALS:
        Ritual.objects.create(name=name, about=about, season=season, is_current=is_current)
    return Ground(places, rooms, circles)
