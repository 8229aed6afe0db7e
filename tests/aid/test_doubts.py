"""Rules that hold back a notice: what they find, what they let through, and how quickly."""

import time

import pytest

from parvis.aid.models import Doubt
from parvis.aid.reporting.doubts import doubts_about, laid_bare
from tests.aid.understanding_corpora import HERE, sentences, services


@pytest.mark.parametrize(
    ("words", "doubt"),
    [
        ("Je vends mon vélo, paiement par Western Union", Doubt.MONEY),
        ("Vélo 50 €, virement avant la remise", Doubt.MONEY),
        ("Envoyez-moi 50 euros et je vous poste la clé", Doubt.MONEY),
        ("Prêt entre particuliers, réponse en 24 h", Doubt.MONEY),
        ("Appartement au soleil, acompte demandé", Doubt.MONEY),
        ("Voir mon site www.gagnez.example", Doubt.LINK),
        ("Plus sur gagnezvite.xyz", Doubt.LINK),
        ("Rejoignez t.me/argent", Doubt.LINK),
        ("Appelez le 0899 12 34 56", Doubt.NUMBER),
        ("Appelez le +225 07 08 09 10 11", Doubt.NUMBER),
        ("Tél. 00 44 20 7946 0000", Doubt.NUMBER),
        ("+33 8 99 00 00 00", Doubt.NUMBER),
        ("Je vends un fusil de chasse", Doubt.WEAPON),
        ("Cherche pistolet calibre 22", Doubt.WEAPON),
        ("Je vends du Tramadol", Doubt.MEDICINE),
        ("Donne boîtes de médicaments non ouvertes", Doubt.MEDICINE),
        ("Vends chiots labrador 300 €", Doubt.ANIMAL),
        ("Lapin nain à vendre", Doubt.ANIMAL),
        ("Cigarettes à 40 € la cartouche", Doubt.TOBACCO),
        ("Je vends du tabac espagnol", Doubt.TOBACCO),
        ("Permis de conduire sans examen", Doubt.PAPERS),
        ("V i a g r a pas cher", Doubt.HIDDEN),
        ("Écrivez à jean arobase exemple point fr", Doubt.HIDDEN),
        ("Je vends un fu\u200bsil", Doubt.HIDDEN),
        ("Je vends un fu\u200bsil", Doubt.WEAPON),
        ("J\u0435 vends un v\u0435lo", Doubt.HIDDEN),
    ],
)
def test_a_person_looks_first_at(words: str, doubt: Doubt):
    assert doubt in doubts_about(words)


@pytest.mark.parametrize(
    "words",
    [
        "Quelqu’un pour aller chercher mes médicaments à la pharmacie, merci d’avance.",
        "Besoin d’un coup de main pour trier mes médicaments",
        "Prête un pistolet à peinture",
        "Cherche fusil à aiguiser les couteaux",
        "Garde de chats pendant les vacances, 5 € par jour",
        "Cage à lapin, 10 €",
        "Je donne des chatons",
        "Aide pour arrêter la cigarette",
        "Appelez-moi au 01 99 00 12 34",
        "Mon numéro : +33 6 39 98 12 01",
        "Un trajet vers la gare mardi à 14.30, M. Durand",
        "Payer l’essence entre nous, merci par avance",
        "Caution demandée pour la remorque : 50 €",
        "Je m’arme de patience et cherche un prof d’anglais",
        "Béton armé à évacuer",
        "Graines de courge contre grenades",
        "Écrivez à jean@exemple.fr",
        "👩‍🌾 un coup de main au jardin",
    ],
)
def test_neighbours_are_let_through(words: str):
    assert doubts_about(words) == ()


DOUBTED = [line.split("\t") for line in (HERE / "doubted.tsv").read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize(("expected", "words"), DOUBTED, ids=lambda text: text[:40])
def test_the_table_of_ordinary_and_doubtful_sentences(expected, words):
    """`doubted.tsv`: what must be held back and why, and what neighbours write every day (-)."""
    found = {doubt.value for doubt in doubts_about(words)}
    assert expected in found if expected != "-" else not found


def test_real_services_between_people_are_let_through():
    """Of the names and the sentences others wrote, none is held back."""
    assert len(DOUBTED) > 150
    known = [words for words, _kinds in [*services(), *services("description"), *sentences()]]
    held = [words for words in known if doubts_about(words)]
    assert len(held) <= 1, held  # « conseille sur les armes à feu »: a person reads it


@pytest.mark.parametrize(
    "evil", ["a." * 900, "(0 " * 600, "0 8 " * 500, "envoy " * 330, "a b " * 500, "+" * 2000, "payer " * 330]
)
def test_words_made_to_be_slow_are_read_as_quickly(evil: str):
    begun = time.process_time()
    doubts_about(evil)
    assert time.process_time() - begun < 3


def test_what_hides_is_laid_bare_for_who_reads_it_first():
    assert laid_bare("\u202egnp.exe une photo") == "▯gnp.exe une photo"
    assert laid_bare("mon éch\u0435lle") == "mon éch[\u0435]lle"
    assert laid_bare("mon échelle, Łódź, Δελφοί") == "mon échelle, Łódź, Δελφοί"
