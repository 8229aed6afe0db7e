"""What a column heading means: French and English, accents, case and stray spaces aside.

HelloAsso's and Paheko's headings are known. What we do not need, we do not take: payments, births,
children, notes are recognised, said, and left aside.
"""

import re
from enum import StrEnum

from parvis.members.names import search_name


class Meaning(StrEnum):
    """What a column holds, as stored and as posted by the form."""

    IGNORED = "ignored"
    FULL_NAME = "full_name"  # « Jeanne Martin », first name first
    LAST_FIRST = "last_first"  # « Martin Jeanne »
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    OTHER_FIRST_NAME = "other_first_name"  # a second person of the same household
    MAIL = "mail"
    TELEPHONE = "telephone"
    STREET = "street"
    POSTCODE = "postcode"
    TOWN = "town"
    CIRCLE = "circle"
    JOINED_ON = "joined_on"
    MIXED = "mixed"  # name, telephone and e-mail in one cell


# Who paid is not always who comes: used only when nothing better is there.
PAYER = "payer"

_RULES: list[tuple[str, str]] = [
    (r"\bpayeur|\bpayer\b|\bacheteur", PAYER),
    (
        r"enfant|naissance|\bne e? le\b|\bage\b|birth|child|urgence|prevenir|emergency|personnage"
        r"|raison sociale"
        r"|tarif|montant|paiement|payment|commande|order|billet|ticket|code promo|statut|status|cotisation"
        r"|droit a l image|lettre d information|newsletter|accepte|consent|civilite|^titre$|gender|sexe"
        r"|remarque|commentaire|^notes?$|observation|profession|nationalite|iban|rattache|parrain|login"
        r"|numero d(e |u |)?(membre|adherent|ordre|licence)|^(n|no|num|numero|id|ref|reference)$"
        r"|^pays$|country"
        r"|categorie|mot de passe|password|date de (fin|sortie)|expir|photo|taille",
        Meaning.IGNORED,
    ),
    (r"\b(e ?)?mails?\b|\bcourriels?\b|\bmel\b|adresse electronique|messagerie", Meaning.MAIL),
    (r"\btel\b|\btels\b|telephone|\bphone|\bmobile|portable|\bfixe\b|\bgsm\b|cellulaire", Meaning.TELEPHONE),
    (r"code postal|^cp\b|postal code|\bzip\b|post ?code", Meaning.POSTCODE),
    (r"^ville|^commune|^town|^city|^localite|\bville$", Meaning.TOWN),
    (r"^(complement d )?adresse|^rue\b|^voie$|^street|^address|^domicile", Meaning.STREET),
    (
        r"date d (inscription|adhesion|entree|arrivee)|(membre|adherent|inscrit) depuis|joined|member since"
        r"|^inscri(t|te) le|^adhesion le|^date adhesion",
        Meaning.JOINED_ON,
    ),
    (
        r"^(cercle|groupe|section|commission|equipe|atelier|activite|circle|group|team|site|metier|service)s?\b",
        Meaning.CIRCLE,
    ),
    (r"^prenoms? (adulte 2|conjoint|du conjoint|2)|conjoint", Meaning.OTHER_FIRST_NAME),
    (r"^prenoms?( et)? nom|^first name( and)? last name", Meaning.FULL_NAME),
    (r"^noms?( et| ou)? prenoms?|^nom complet|^identite|^last name( and)? first name", Meaning.LAST_FIRST),
    (r"^prenoms?\b|first name|given name|forename", Meaning.FIRST_NAME),
    (
        r"^noms?( de famille| d usage| participant| adherent| du membre)?$|last name|surname|family name",
        Meaning.LAST_NAME,
    ),
    (
        r"^(full name|name|adherente?s?|membres?|participante?s?|benevoles?|personnes?|contacts?|qui)$",
        Meaning.FULL_NAME,
    ),
]
_COMPILED = [(re.compile(pattern), meaning) for pattern, meaning in _RULES]
_PAYER_PARTS = [
    ("prenom", Meaning.FIRST_NAME),
    ("first", Meaning.FIRST_NAME),
    ("mail", Meaning.MAIL),
    ("nom", Meaning.LAST_NAME),
    ("name", Meaning.LAST_NAME),
]

# Holding several columns of one of these is normal; of the others, the first one counts.
SEVERAL = {Meaning.IGNORED, Meaning.MAIL, Meaning.TELEPHONE, Meaning.STREET, Meaning.CIRCLE}
NAMES = {Meaning.FULL_NAME, Meaning.LAST_FIRST, Meaning.FIRST_NAME, Meaning.LAST_NAME, Meaning.MIXED}


def meaning_of(heading: str) -> str | None:
    """The meaning of a heading, "payer" for columns of the one who paid, None when it says nothing to us."""
    words = search_name(heading)
    if not words or len(words) > 60:
        return None
    return next((meaning for pattern, meaning in _COMPILED if pattern.search(words)), None)


def _payer_meaning(heading: str) -> Meaning:
    words = search_name(heading)
    return next((meaning for part, meaning in _PAYER_PARTS if part in words), Meaning.IGNORED)


def _with_payers(headings: list[str], meanings: list[str | None]) -> list[Meaning | None]:
    """Columns of the payer fill in for names nobody else gives, and for a missing e-mail."""
    others = {meaning for meaning in meanings if meaning not in (None, PAYER)}
    has_name, has_mail = bool(others & NAMES), Meaning.MAIL in others
    settled: list[Meaning | None] = []
    for heading, meaning in zip(headings, meanings, strict=True):
        if meaning != PAYER:
            settled.append(None if meaning is None else Meaning(meaning))
            continue
        wanted = _payer_meaning(heading)
        is_wanted = not has_mail if wanted is Meaning.MAIL else not has_name
        settled.append(wanted if is_wanted else Meaning.IGNORED)
    return settled


def without_rivals(meanings: list[Meaning]) -> list[Meaning]:
    """One column a meaning where several make no sense; separate names win over a whole one."""
    has_both = {Meaning.FIRST_NAME, Meaning.LAST_NAME} <= set(meanings)
    whole = {Meaning.FULL_NAME, Meaning.LAST_FIRST}
    seen: set[Meaning] = set()
    settled = []
    for meaning in meanings:
        is_rival = (meaning in seen and meaning not in SEVERAL) or (has_both and meaning in whole)
        settled.append(Meaning.IGNORED if is_rival else meaning)
        seen.add(Meaning.FULL_NAME if meaning in whole else meaning)
        if meaning in whole:
            seen.add(Meaning.LAST_FIRST)
    return [_alone(meaning, settled) for meaning in settled]


def _alone(meaning: Meaning, all_of_them: list[Meaning]) -> Meaning:
    """« Nom » without « Prénom » beside it holds whole names, usually the family name first."""
    if meaning is Meaning.LAST_NAME and Meaning.FIRST_NAME not in all_of_them:
        return Meaning.LAST_FIRST
    if meaning is Meaning.FIRST_NAME and Meaning.LAST_NAME not in all_of_them:
        return Meaning.FULL_NAME
    return meaning


def meanings_of(headings: list[str]) -> list[Meaning | None]:
    """The meaning of each heading of a row; None where the content has to tell."""
    return _with_payers(headings, [meaning_of(heading) for heading in headings])
