"""Plans in words, French and English: why this table, what could not be kept, what contradicts itself.

Said of tables, never of persons: « trois générations, quatre quartiers ». The caller brings the words of the
community's own attributes; this area knows no catalogue.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from parvis.mixing.composing import Guests, Rules
from parvis.mixing.designs import meetings
from parvis.mixing.judging import Broken
from parvis.mixing.plans import AWAY, Plan
from parvis.mixing.traits import no_traits

Language = Literal["fr", "en"]
_FRENCH = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_ENGLISH = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_BROKEN = {
    "fr": {
        "apart": "{who} sont à la même table.",
        "together": "{who} ne sont pas à la même table.",
        "facilitator": "La table {table} n’a pas de facilitateur.",
        "access": "{who} n’a pas une table accessible.",
        "language": "La table {table} n’a pas de langue commune.",
        "alone": "{who} n’a personne de son âge ou de sa langue à sa table.",
    },
    "en": {
        "apart": "{who} sit together.",
        "together": "{who} do not sit together.",
        "facilitator": "Table {table} has no facilitator.",
        "access": "{who} has no accessible table.",
        "language": "Table {table} has no language in common.",
        "alone": "{who} has nobody of their age or language at the table.",
    },
}
_TOO_MUCH = {
    "fr": {
        "block": "{who} : trop nombreux pour une seule table. Séparez-les, ou prenez de plus grandes tables.",
        "torn": "{who} : à la fois ensemble et séparés. Choisissez l’un des deux.",
        "access": "Il manque des places aux tables accessibles. Ajoutez une table accessible.",
        "facilitators": "Il y a moins de facilitateurs que de tables. Prenez moins de tables.",
    },
    "en": {
        "block": "{who}: too many for one table. Part them, or take larger tables.",
        "torn": "{who}: both together and apart. Choose one of the two.",
        "access": "There are too few seats at accessible tables. Add an accessible table.",
        "facilitators": "There are fewer facilitators than tables. Take fewer tables.",
    },
}


@dataclass(frozen=True)
class Kinds:
    """How several kinds of an attribute are called: « générations », "generations"."""

    french: str
    english: str


def why(plan: Plan, number: int, table: int, attributes: Sequence[Kinds], language: Language = "fr") -> str:
    """One sentence on what meets at this table: « Table 3 : trois générations, quatre quartiers. »"""
    there = plan.at(number, table)
    said = sentence_of(list(zip(attributes, kinds_at(plan, number, table), strict=False)), language)
    head = f"Table {table + 1} : " if language == "fr" else f"Table {table + 1}: "
    return head + (said or _otherwise(plan, number, there, language)) + "."


def kinds_at(plan: Plan, number: int, table: int) -> list[int]:
    """How many kinds of each attribute meet at this table: [3, 4]."""
    traits = plan.guests.traits or no_traits(plan.guests.people)
    codes = traits.codes[plan.at(number, table)]
    return [len({int(code) for code in codes[:, place] if code >= 0}) for place in range(codes.shape[1])]


def sentence_of(kinds: Sequence[tuple[Kinds, int]], language: Language = "fr") -> str:
    """« trois générations, quatre quartiers »: only where several kinds meet; empty when none do."""
    called = [(one.french if language == "fr" else one.english, many) for one, many in kinds if many > 1]
    return ", ".join(f"{_number(many, language)} {words}" for words, many in called)


def _otherwise(plan: Plan, number: int, there: list[int], language: Language) -> str:
    met = meetings(plan.seats[:number]) > 0 if number else np.zeros((plan.guests.people,) * 2, dtype=bool)
    if plan.guests.met is not None:
        met = met | (plan.guests.met > 0)
    is_new = len(there) > 1 and not met[np.ix_(there, there)].any()
    if language == "fr":
        return (
            "des personnes qui ne s’étaient pas encore assises ensemble" if is_new else "un moment ensemble"
        )
    return "people who had not yet sat together" if is_new else "a moment together"


def say(broken: Broken, names: Sequence[str], language: Language = "fr") -> str:
    """One rule that does not hold, in words, with the first names given."""
    return _BROKEN[language][broken.kind].format(
        who=_list(broken.people, names, language), table=broken.table + 1
    )


def contradictions(
    guests: Guests, rules: Rules, *, tables: int, names: Sequence[str], language: Language = "fr"
) -> list[str]:
    """The rules to relax for the others to hold, each with a way out; empty when they all can."""
    seats, words = -(-guests.people // max(tables, 1)), _TOO_MUCH[language]
    found = [
        words["block"].format(who=_list(block, names, language))
        for block in rules.together
        if len(block) > seats
    ]
    torn = [pair for pair in rules.apart for block in rules.together if set(pair) <= set(block)]
    found += [words["torn"].format(who=_list(pair, names, language)) for pair in torn]
    if rules.accessible and len(rules.needing) > seats * len(rules.accessible):
        found.append(words["access"])
    if rules.facilitators and len(rules.facilitators) < tables:
        found.append(words["facilitators"])
    return found


def late_arrival(plan: Plan, number: int, name: str, language: Language = "fr") -> str:
    """« Samir rejoint la table 4. Les autres ne bougent pas. », of the last person of the plan."""
    table = int(plan.seats[number, -1])
    if table == AWAY:
        return name
    if language == "fr":
        return f"{name} rejoint la table {table + 1}. Les autres ne bougent pas."
    return f"{name} joins table {table + 1}. The others stay where they are."


def _number(many: int, language: Language) -> str:
    words = _FRENCH if language == "fr" else _ENGLISH
    return words[many] if many < len(words) else str(many)


def _list(people: Sequence[int], names: Sequence[str], language: Language) -> str:
    """« Jeanne, Paul et Odile »."""
    said = [names[person] for person in people]
    last = " et " if language == "fr" else " and "
    return last.join([", ".join(said[:-1]), said[-1]]) if len(said) > 1 else "".join(said)
