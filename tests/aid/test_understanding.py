"""Which kind of help a sentence speaks of: measured on real kinds of service, and on a village's own words."""

import csv
import os
from pathlib import Path

import pytest

from parvis.aid.categories import CATEGORIES
from parvis.aid.understanding import suggest
from parvis.aid.vocabulary import VOCABULARY

# Of a time bank's first three figures, the kinds of ours which answer it.
OURS = {
    "100": "compagnie enfants animaux papiers loisirs maison jardin lieux", "102": "ecrans arts", "103": "trajets",
    "101": "papiers loisirs lieux apprendre compagnie achats", "104": "bricolage maison jardin couture animaux",
    "105": "cuisine achats bien-etre", "106": "couture arts", "107": "apprendre papiers",
    "108": "arts apprendre couture loisirs", "109": "loisirs arts enfants bien-etre",
    "110": "bien-etre enfants compagnie couture", "111": "lieux loisirs trajets",
}  # fmt: skip
VILLAGE = {
    "une échelle pour samedi": "objets", "quelqu’un pour tailler ma haie": "jardin", "garder mon chat en août": "animaux",
    "une heure d’anglais par semaine": "apprendre", "réparer mon vélo, la roue est voilée": "bricolage",
    "aller à la gare jeudi matin": "trajets", "remplir un formulaire de la CAF": "papiers", "des cours de guitare": "arts",
    "faire un ourlet à un pantalon": "couture", "une salle pour un anniversaire": "lieux", "des confitures": "cuisine",
    "installer whatsapp sur mon téléphone": "ecrans", "une partie de belote": "loisirs", "laver mes vitres": "maison",
    "garder mes enfants mercredi": "enfants", "m’accompagner chez le médecin": "compagnie", "une coupe de cheveux": "bien-etre",
    "une commande groupée chez le producteur": "achats",
}  # fmt: skip


def test_every_kind_has_its_words():
    assert set(VOCABULARY) == {category.slug for category in CATEGORIES}


@pytest.mark.parametrize("words", VILLAGE)
def test_the_words_of_a_village(words):
    assert suggest(words) == VILLAGE[words]


def test_what_says_nothing_suggests_nothing():
    assert suggest("") == suggest("quelque chose") == suggest("\0 ??") == suggest("x" * 5000) == ""


def test_the_real_kinds_of_service(capsys):
    """Printed: how many of 1,329 kinds are understood. The words were learnt from this very list."""
    folder = Path(os.environ.get("PARVIS_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
    file = folder / "6-methods-exchanges" / "accorderie" / "types_de_service.csv"
    if not file.exists():
        pytest.skip("the list of services is not on this machine: set PARVIS_SHARED_DATA to its folder")
    rows = list(csv.DictReader(file.open(encoding="utf-8-sig")))
    between_people = [row for row in rows if row["code"][:3] in OURS]
    said = [(row["code"][:3], suggest(row["nom"])) for row in between_people]
    something = sum(bool(slug) for _code, slug in said) / len(said)
    right = sum(slug in OURS[code].split() for code, slug in said) / len(said)
    with capsys.disabled():
        print(
            f"\n{len(said)} of {len(rows)} kinds are between people: {something:.1%} suggest, {right:.1%} rightly."
        )
    assert len(rows) > 1300
    assert something > 0.95
    assert right > 0.88
