"""The people of the demo village. All invented; numbers come from the ranges kept for fiction."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from parvis.community.demo import Ground
from parvis.members.contacts import read_contact
from parvis.members.joining import join
from parvis.members.mandates import Lasts, Mandate, Scope, give_mandate, sentence_for
from parvis.members.models import Member, Membership, Role
from parvis.members.names import search_name

# name · telephone or e-mail · calls rather than writes · listed in « Qui est qui » · a line about them
VILLAGERS = [
    (
        "Jeanne Martin",
        "01 99 00 10 01",
        True,
        True,
        "Quatre-vingts ans bientôt. Fait les meilleures gaufres.",
    ),
    ("Odile Perrin", "01 99 00 10 02", True, False, ""),
    ("Henri Perrin", "01 99 00 10 02", True, False, ""),
    ("Karim Benali", "karim@voisins.example", False, True, "Facteur. Accueille le mardi au kiosque."),
    ("Monique Lefèvre", "monique.lefevre@voisins.example", False, True, "Tient la permanence du téléphone."),
    ("Thérèse Aubert", "therese.aubert@voisins.example", False, True, "Garde les histoires et les photos."),
    ("Paul Nguyen", "paul.nguyen@voisins.example", False, True, "Répare tout ce qui a deux roues."),
    ("Léa Fontaine", "06 39 98 10 08", False, True, "Dix-neuf ans. Cherche des joueurs de belote."),
    ("Samir Haddad", "samir@voisins.example", False, True, "Anime les réunions, apporte le thé."),
    ("Fatou Diallo", "fatou.diallo@voisins.example", False, True, "Infirmière. Chante alto."),
    ("Lucie Moreau", "lucie.moreau@voisins.example", False, False, ""),
    ("Marc Moreau", "lucie.moreau@voisins.example", False, False, ""),
    ("Inès Carvalho", "ines@voisins.example", False, True, "Arrivée de Porto l’an dernier."),
    ("Joël Girard", "01 99 00 10 14", True, False, ""),
    ("Rosa Esposito", "rosa.esposito@voisins.example", False, True, "Jardine depuis toujours."),
    ("Pierre Dubois", "pierre.dubois@voisins.example", False, False, ""),
    ("Nadia Cherif", "06 39 98 10 17", False, False, ""),
    ("Lucien Roux", "", True, False, ""),
    ("Simone Roux", "", True, False, ""),
    ("Hugo Lambert", "hugo.lambert@voisins.example", False, False, ""),
    ("Camille Faure", "camille.faure@voisins.example", False, True, "Institutrice à l’école Jaurès."),
    ("Mehdi Amrani", "mehdi@voisins.example", False, False, ""),
    ("Aïcha Traoré", "aicha.traore@voisins.example", False, True, "Couturière. Prête sa machine."),
    ("Bernard Colin", "01 99 00 10 24", True, False, ""),
    ("Yvette Colin", "01 99 00 10 25", True, False, ""),
    ("Arthur Petit", "arthur.petit@voisins.example", False, False, ""),
    ("Chloé Renard", "chloe.renard@voisins.example", False, False, ""),
    ("Jean-Baptiste de La Tour", "jb.delatour@voisins.example", False, False, ""),
    ("Mireille Blanchard", "01 99 00 10 29", True, False, ""),
    ("Tomás Silva", "tomas.silva@voisins.example", False, False, ""),
    ("Élodie Masson", "elodie.masson@voisins.example", False, False, ""),
    ("Gérard Chevalier", "gerard.chevalier@voisins.example", False, False, ""),
    ("Annie Chevalier", "gerard.chevalier@voisins.example", False, False, ""),
    ("Wei Zhang", "wei.zhang@voisins.example", False, True, "Cuisine pour vingt sans s’affoler."),
    ("Nicolas Barbier", "nicolas.barbier@voisins.example", False, False, ""),
    ("Suzanne Meunier", "01 99 00 10 36", True, False, ""),
    ("Olivier Caron", "olivier.caron@voisins.example", False, False, ""),
    ("Manon Leroux", "manon.leroux@voisins.example", False, False, ""),
    ("Djibril Sow", "06 39 98 10 39", False, False, ""),
    ("Agnès Vidal", "agnes.vidal@voisins.example", False, True, "Administre ce lieu, le soir."),
]
FIRST_NAMES = [
    "Adèle",
    "Bastien",
    "Céline",
    "Damien",
    "Estelle",
    "Farid",
    "Gaëlle",
    "Hélène",
    "Ivan",
    "Julie",
    "Kevin",
    "Laure",
    "Mathis",
    "Noémie",
    "Omar",
]
LAST_NAMES = ["Arnaud", "Besson", "Clément", "Delmas"]
ROLES = [
    ("Karim Benali", "animator", "J’accueille, je lance, je relance.", "le mardi après-midi"),
    ("Samir Haddad", "facilitator", "Je m’occupe des salles et des horaires.", ""),
    ("Thérèse Aubert", "keeper", "Je veille sur nos histoires et sur la charte.", ""),
    ("Monique Lefèvre", "correspondent", "Je réponds au téléphone. Je peux tout faire pour vous.",
     "le mardi et le jeudi, de 14 h à 17 h"),
    ("Agnès Vidal", "administrator", "Je règle ce lieu et je tiens la liste des membres.", ""),
]  # fmt: skip
CIRCLE_MEMBERS = {
    "Jardin": [
        "Rosa Esposito",
        "Camille Faure",
        "Paul Nguyen",
        "Inès Carvalho",
        "Joël Girard",
        "Aïcha Traoré",
    ],
    "Vélo": ["Paul Nguyen", "Hugo Lambert", "Léa Fontaine", "Djibril Sow", "Nadia Cherif"],
    "Chorale": [
        "Fatou Diallo",
        "Thérèse Aubert",
        "Élodie Masson",
        "Wei Zhang",
        "Manon Leroux",
        "Gérard Chevalier",
    ],
    "Métier : accueil": ["Mehdi Amrani", "Chloé Renard"],
    "Surprise pour Jeanne": ["Karim Benali", "Odile Perrin", "Camille Faure", "Wei Zhang"],
}
_ENDS_SOON = 3
COMPANY = "Ateliers du Nord"


@dataclass(frozen=True)
class Cast:
    """The people of the demo village, and the sixty of its company, by name."""

    villagers: dict[str, Member]
    company: list[Member]


def people(ground: Ground, now: datetime) -> Cast:
    """Bring everyone in: villagers over a year, roles, circles, the company's people."""
    villagers = {}
    for index, (name, address, needs_calling, is_listed, about) in enumerate(VILLAGERS):
        at = now - timedelta(days=360 - 8 * index)
        member = _arrive(name, address, at)
        member.needs_calling, member.is_listed, member.about = needs_calling, is_listed, about
        member.large_print = needs_calling
        member.save()
        villagers[name] = member
    for name, kind, duties, hours in ROLES:
        Role.objects.create(
            member=villagers[name],
            kind=kind,
            duties=duties,
            hours=hours,
            since_on=(now - timedelta(days=200)).date(),
        )
    for circle, names in CIRCLE_MEMBERS.items():
        _gather(ground, circle, (villagers[name] for name in names), now)
    _trust_the_desk(villagers, now)
    company = [
        _arrive(
            f"{first} {last}",
            f"{search_name(first)}.{search_name(last)}@ateliers.example",
            now - timedelta(days=90),
        )
        for first in FIRST_NAMES
        for last in LAST_NAMES
    ]
    _gather(ground, COMPANY, company, now)
    _give_parts(ground, villagers, company, now)
    return Cast(villagers, company)


def _trust_the_desk(villagers: dict[str, Member], now: datetime) -> None:
    """Who calls lets the desk act for them; the month of one of them ends in four days."""
    monique = villagers["Monique Lefèvre"]
    callers = [one for one in villagers.values() if one.needs_calling or one.name == "Camille Faure"]
    for index, member in enumerate(callers):
        lasts, days = (Lasts.MONTH, 26) if index == _ENDS_SOON else (Lasts.YEAR, 120)
        give_mandate(
            member=member,
            holder=monique,
            scopes=list(Scope.values),
            lasts=lasts,
            sentence=sentence_for(monique, Scope.values, lasts, for_the_desk=True),
            how=Mandate.How.SPOKEN,
            heard_by=monique,
            at=max(member.joined_at, now - timedelta(days=days)),
        )


def _give_parts(ground: Ground, villagers: dict[str, Member], company: list[Member], now: datetime) -> None:
    """Roles for a part of the village: a circle, the key of a place."""
    Role.objects.create(
        member=company[0],
        kind="animator",
        circle=ground.circles[COMPANY],
        since_on=(now - timedelta(days=79)).date(),
    )
    _hold_the_key(villagers["Thérèse Aubert"], ground, now)


def _hold_the_key(member: Member, ground: Ground, now: datetime) -> None:
    Role.objects.create(
        member=member,
        kind="animator",
        place=ground.places["Salle des fêtes"],
        duties="J’ouvre et je ferme la salle des fêtes.",
        hours="à la mairie, le mardi matin",
        since_on=(now - timedelta(days=150)).date(),
        is_public=True,
    )


def _arrive(name: str, address: str, at: datetime) -> Member:
    contact = read_contact(address) if address else None
    return join(name=name, contact=contact, at=at, verified=True, by_text=True)


def _gather(ground: Ground, circle: str, members: Iterable[Member], now: datetime) -> None:
    Membership.objects.bulk_create(
        Membership(
            member=member,
            circle=ground.circles[circle],
            asked_at=now - timedelta(days=80),
            accepted_at=now - timedelta(days=79),
        )
        for member in members
    )
