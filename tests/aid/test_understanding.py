"""Which kind of help a sentence speaks of: measured on real kinds of service, and on a village's own words."""

import pytest

from parvis.aid.categories import CATEGORIES
from parvis.aid.understanding import suggest
from parvis.aid.vocabulary import VOCABULARY
from parvis.aid.vocabulary_more import MORE
from tests.aid.understanding_corpora import Said, sentences, services

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
    assert set(VOCABULARY) == set(MORE) == {category.slug for category in CATEGORIES}


@pytest.mark.parametrize("words", VILLAGE)
def test_the_words_of_a_village(words):
    assert suggest(words) == VILLAGE[words]


def test_what_says_nothing_suggests_nothing():
    assert suggest("") == suggest("quelque chose") == suggest("\0 ??") == suggest("x" * 5000) == ""


def test_a_compound_is_one_word_and_a_letter_may_be_wrong():
    assert suggest("ma machine à laver fait un bruit") == "bricolage"
    assert suggest("baby sitter pour samedi") == suggest("baby-sitter pour samedi") == "enfants"
    assert suggest("dépanner mon ordinatuer") == "ecrans"
    assert suggest("une tondeusse") == suggest("une tondeuse")
    assert suggest("mon demenagment") == "trajets"


def test_the_real_kinds_of_service():
    """The words were learnt from this very list; `bin/bench --kinds` prints what they are worth elsewhere."""
    said = services()
    if not said:
        pytest.skip("the list of services is not on this machine: set PARVIS_SHARED_DATA to its folder")
    assert len(said) > 1100
    assert _right(said) > 0.88


def test_the_sentences_of_every_day():
    """Those the words were mended with, and those they were not."""
    assert _right([one for one in sentences(2, 0) if one[1]]) > 0.9
    assert _right([one for one in sentences(2, 1) if one[1]]) > 0.8


def _right(said: Said) -> float:
    return sum(suggest(words) in kinds for words, kinds in said) / len(said)
