"""Read the people in a name cell: titles, capitals, order, and several people in one cell."""

import re

from parvis.members.moving_in.given_names import is_given

MOST_PEOPLE = 6
_TITLE = r"(?:mr|m|monsieur|mme|mrs|madame|mlle|mademoiselle|ms|dr|docteur|pr|me|maître)"
_LEADING_TITLE = re.compile(rf"^{_TITLE}(?:\.\s*|\s+)", re.IGNORECASE)
_COUPLE = re.compile(
    r"^(?:mr|m|monsieur|mme|madame)\.?\s*(?:et|&|/|ou|\+|-)\s*(?:mr|m|monsieur|mme|madame)(?:\.\s*|\s+)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_JOINT = re.compile(r"\s+(?:et|and|ou)\s+|\s*[&+/]\s*", re.IGNORECASE)
_NOT_ONE_PERSON = re.compile(
    r"\b(sarl|sas|eurl|sci|association|asso|mairie|commune|famille|boulangerie|garage|caf[ée]|restaurant|"
    r"soci[ée]t[ée]|entreprise|comit[ée]|club|amicale|[ée]cole|coll[èe]ge|fils|cie|co)\b",
    re.IGNORECASE,
)
_NOBODY = {
    "-",
    "--",
    "?",
    "x",
    "xx",
    "xxx",
    "nc",
    "n/a",
    "na",
    "néant",
    "neant",
    "inconnu",
    "aucun",
    ".",
    "/",
}
_LOWER = {"de", "du", "des", "von", "zu", "da", "dos"}


def _recase_part(part: str) -> str:
    return part[:1].upper() + part[1:].lower() if part.isupper() or part.islower() else part


def _recase_word(word: str) -> str:
    """« DUPONT-MARTIN » → « Dupont-Martin », « D'ARTAGNAN » → « d’Artagnan »; « McAdam » stays."""
    if word.lower() in _LOWER:
        return word.lower()
    if len(word) > 2 and word[1] in "'’":
        first = "d" if word[0] in "dD" else word[0].upper()
        return f"{first}’{_recase_part(word[2:])}"
    return "-".join(_recase_part(part) for part in word.split("-"))


def recase(name: str) -> str:
    """A name with the capitals people use: « JEAN de la TOUR » → « Jean de La Tour »."""
    words = [_recase_word(word) for word in name.split()]
    for index, word in enumerate(words[1:], start=1):
        if word == "la" and words[index - 1] == "de":
            words[index] = "La"
    return " ".join(words)


def _is_shouted(word: str) -> bool:
    return len(word.strip(".-")) > 1 and word.isupper()


def _cut(words: list[str], *, last_first: bool) -> tuple[list[str], list[str]]:
    """First names and family name of the words of one person."""
    shouted = [word for word in words if _is_shouted(word)]
    if shouted and len(shouted) < len(words):
        return _cut_at_capitals(words)
    if len(words) < 2:
        return words, []
    if last_first:
        given = 1 + next((i for i, word in enumerate(words[1:]) if is_given(word)), len(words) - 2)
        return words[given:], words[:given]
    return words[:1], words[1:]


def _cut_at_capitals(words: list[str]) -> tuple[list[str], list[str]]:
    """« de LA TOUR Jean »: capitals are the family name, and so is the particle before them."""
    family = [_is_shouted(word) for word in words]
    for index in range(len(words) - 2, -1, -1):
        if family[index + 1] and words[index].lower() in _LOWER | {"la", "le"}:
            family[index] = True
    given = [word for word, is_family in zip(words, family, strict=True) if not is_family]
    return given, [word for word, is_family in zip(words, family, strict=True) if is_family]


def _without_title(text: str) -> str:
    while (shorter := _LEADING_TITLE.sub("", text)) != text and shorter:
        text = shorter
    return text.strip(" ,;.-")


def _put_first_name_first(text: str, *, last_first: bool) -> str:
    """One person, as people say it. « DUPONT, Jean » and « DUPONT Jean » → « Jean Dupont »."""
    before, comma, after = text.partition(",")
    if comma and before.strip() and after.strip() and "," not in after:
        return recase(f"{after.strip()} {before.strip()}")
    given, family = _cut(text.replace(",", " ").split(), last_first=last_first)
    return recase(" ".join(given + family))


def _couple_without_first_names(family: str) -> list[str]:
    return [f"M. {recase(family)}", f"Mme {recase(family)}"]


def _family_of(parts: list[list[str]], *, last_first: bool) -> list[str]:
    """The family name that those who gave only a first name share."""
    for words in [parts[-1], *parts[:-1]]:
        if len(words) > 1:
            return _cut(words, last_first=last_first and words is parts[0])[1]
    return []


def _several(texts: list[str], *, last_first: bool) -> list[str]:
    parts = [words for text in texts if (words := _without_title(text).replace(",", " ").split())]
    if not parts:
        return []
    shared = _family_of(parts, last_first=last_first)
    people = []
    for words in parts[:MOST_PEOPLE]:
        if len(words) == 1 and shared and words != shared:
            people.append(recase(" ".join(words + shared)))
        else:
            is_after = not shared or words is parts[0] or all(len(part) > 1 for part in parts)
            people.append(_put_first_name_first(" ".join(words), last_first=last_first and is_after))
    return people


def read_people(text: str, *, last_first: bool = False) -> list[str]:
    """The people named in a cell, first name first; empty when there is nobody.

    last_first: family name first where capitals do not tell.
    « M. et Mme DUPONT Jean et Odile » → Jean Dupont, Odile Dupont.
    """
    text = _ASIDE.sub(" ", text).strip(" ,;")
    if not any(char.isalpha() for char in text) or text.lower() in _NOBODY:
        return []
    if _NOT_ONE_PERSON.search(text):
        return [text]
    rest = _COUPLE.sub("", text)
    is_couple = rest != text
    texts = [part for part in _JOINT.split(rest) if part.strip()]
    if len(texts) > 1:
        return _several(texts, last_first=last_first)
    if not is_couple:
        return [_put_first_name_first(_without_title(rest) or rest, last_first=last_first)]
    given, family = _cut(rest.split(), last_first=last_first)
    if not family:
        return _couple_without_first_names(rest)
    return [recase(" ".join(given + family)), f"Mme {recase(' '.join(family))}"]


def read_people_in_two(last: str, first: str, *others: str) -> list[str]:
    """The people named by a family-name cell and a first-name cell (and first names of others at home)."""
    if not first.strip():
        return read_people(last, last_first=True)
    if not last.strip():
        return read_people(first)
    firsts = [_without_title(part) for part in _JOINT.split(_ASIDE.sub(" ", first)) if part.strip()]
    firsts += [_without_title(other) for other in others if other.strip()]
    lasts = [_without_title(part) for part in _JOINT.split(_ASIDE.sub(" ", last)) if part.strip()] or [""]
    if len(lasts) not in (1, len(firsts)):
        lasts = [" ".join(lasts)]
    families = lasts if len(lasts) > 1 else lasts * len(firsts)
    pairs = zip(firsts[:MOST_PEOPLE], families, strict=False)
    return [recase(f"{given} {family}".strip()) for given, family in pairs if given or family]
