"""Reads the requirements, finds their evidence in the tests, writes the page. Standard library only."""

import ast
import gc
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
SOURCE = Path(__file__).parent / "requirements.txt"
PAGE = ROOT / "docs" / "reference" / "asvs.md"
STATES = ("oui", "en partie", "non", "sans objet")
# Levels 1 and 2 of ASVS 5.0.0: how many requirements the standard numbers there, in which sections.
NUMBERS = """
1.1.1-2 1.2.1-9 1.3.1-11 1.4.1-3 1.5.1-2 2.1.1-3 2.2.1-3 2.3.1-4 2.4.1-1 3.2.1-2 3.3.1-4 3.4.1-6 3.5.1-5 3.7.1-2
4.1.1-3 4.2.1-1 4.3.1-2 4.4.1-4 5.1.1-1 5.2.1-3 5.3.1-2 5.4.1-3 6.1.1-3 6.2.1-12 6.3.1-4 6.4.1-4 6.5.1-5 6.6.1-3
6.8.1-4 7.1.1-3 7.2.1-4 7.3.1-2 7.4.1-5 7.5.1-2 7.6.1-2 8.1.1-2 8.2.1-3 8.3.1-1 8.4.1-1 9.1.1-3 9.2.1-4 10.1.1-2
10.2.1-2 10.3.1-4 10.4.1-11 10.5.1-5 10.6.1-2 10.7.1-3 11.1.1-2 11.2.1-3 11.3.1-3 11.4.1-4 11.5.1-1 11.6.1-1 12.1.1-3
12.2.1-2 12.3.1-4 13.1.1-1 13.2.1-5 13.3.1-2 13.4.1-5 14.1.1-2 14.2.1-4 14.3.1-3 15.1.1-3 15.2.1-3 15.3.1-7 16.1.1-1
16.2.1-5 16.3.1-4 16.4.1-3 16.5.1-3 17.1.1-1 17.2.1-4 17.3.1-2
"""
# Level 3: a mark may name them; the table does not judge them.
ABOVE = """
1.2.10 1.3.12 1.5.3 2.3.5 2.4.2 3.1.1 3.2.3 3.3.5 3.4.7 3.4.8 3.5.6 3.5.7 3.5.8 3.6.1 3.7.3 3.7.4 3.7.5 4.1.4 4.1.5
4.2.2 4.2.3 4.2.4 4.2.5 5.2.4 5.2.5 5.2.6 5.3.3 6.3.5 6.3.6 6.3.7 6.3.8 6.4.5 6.4.6 6.5.6 6.5.7 6.5.8 6.6.4 6.7.1 6.7.2
7.5.3 8.1.3 8.1.4 8.2.4 8.3.2 8.3.3 8.4.2 10.2.3 10.3.5 10.4.12 10.4.13 10.4.14 10.4.15 10.4.16 11.1.3 11.1.4 11.2.4
11.2.5 11.3.4 11.3.5 11.5.2 11.6.2 11.7.1 11.7.2 12.1.4 12.1.5 12.3.5 13.1.2 13.1.3 13.1.4 13.2.6 13.3.3 13.3.4 13.4.6
13.4.7 14.2.5 14.2.6 14.2.7 14.2.8 15.1.4 15.1.5 15.2.4 15.2.5 15.4.1 15.4.2 15.4.3 15.4.4 16.5.4 17.1.2 17.2.5 17.2.6
17.2.7 17.2.8
"""
CHAPTERS = {
    1: "Encodage et nettoyage", 2: "Saisies et règles", 3: "Navigateur", 4: "Requêtes", 5: "Fichiers", 6: "Entrer",
    7: "Sessions", 8: "Droits", 9: "Jetons", 10: "OAuth", 11: "Cryptographie", 12: "En chemin", 13: "Configuration",
    14: "Données", 15: "Code et bibliothèques", 16: "Journaux et pannes", 17: "WebRTC",
}  # fmt: skip


@dataclass(frozen=True)
class Requirement:
    number: str
    level: int
    state: str
    words: str
    evidence: tuple[str, ...]
    remark: str
    marked: tuple[str, ...] = field(default=())  # tests that carry its mark

    @property
    def tests(self) -> tuple[str, ...]:
        """The tests that speak for it: marked, or named in the file."""
        return tuple(
            dict.fromkeys([*self.marked, *(one for one in self.evidence if one.startswith("test_"))])
        )

    @property
    def paths(self) -> tuple[str, ...]:
        return tuple(one for one in self.evidence if not one.startswith("test_"))


def numbers() -> set[str]:
    """Every requirement of levels 1 and 2."""
    found = set()
    for run in NUMBERS.split():
        section, _dot, ends = run.rpartition(".")
        first, last = map(int, ends.split("-"))
        found |= {f"{section}.{number}" for number in range(first, last + 1)}
    return found


@cache
def places_and_marks() -> tuple[dict[str, str], dict[str, tuple[str, ...]]]:
    """Where each test is (name → path), and which tests carry each requirement's mark."""
    places: dict[str, str] = {}
    marks: dict[str, list[str]] = {}
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        tree = _parsed(path)
        of_all = [
            number
            for node in tree.body
            if isinstance(node, ast.Assign)
            and any(getattr(one, "id", "") == "pytestmark" for one in node.targets)
            for number in _numbers_in(node.value)
        ]
        for name, more in _tests_of(tree.body, of_all):
            places[name] = path.relative_to(ROOT).as_posix()
            for number in more:
                marks.setdefault(number, []).append(name)
    return places, {number: tuple(names) for number, names in marks.items()}


def _parsed(path: Path) -> ast.Module:
    """The tree of a file. Python 3.11 may stumble when it tidies its memory in the middle of one."""
    gc.disable()
    try:
        return ast.parse(path.read_text(encoding="utf-8"))
    finally:
        gc.enable()


def _tests_of(body: list[ast.stmt], above: list[str]) -> list[tuple[str, list[str]]]:
    found = []
    for node in body:
        if isinstance(node, ast.ClassDef):
            found += _tests_of(node.body, [*above, *_marked(node)])
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.name.startswith("test_"):
            found.append((node.name, [*above, *_marked(node)]))
    return found


def _marked(node: ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) -> list[str]:
    return [number for one in node.decorator_list for number in _numbers_in(one)]


def _numbers_in(tree: ast.expr) -> list[str]:
    """The arguments of every `pytest.mark.asvs(…)` in an expression."""
    return [
        argument.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "asvs"
        for argument in node.args
        if isinstance(argument, ast.Constant) and isinstance(argument.value, str)
    ]


@cache
def requirements() -> tuple[Requirement, ...]:
    """The file, line by line, each with the tests that carry its mark."""
    marks, rows = places_and_marks()[1], []
    for line in SOURCE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            number, level, state, words, evidence, remark = (part.strip() for part in line.split("|"))
            named = tuple(one.strip() for one in evidence.split(",") if one.strip())
            rows.append(Requirement(number, int(level), state, words, named, remark, marks.get(number, ())))
    return tuple(rows)


def page() -> str:
    """The page as it must be."""
    rows = requirements()
    counts = Counter(row.state for row in rows)
    lines = [
        "# ASVS 5.0, niveaux 1 et 2 : où nous en sommes", "",
        "Page écrite par `bin/asvs` à partir de `tests/asvs/requirements.txt` et des marques dans les essais ;",
        "un essai vérifie qu’elle est à jour. Les phrases sont les nôtres ; les numéros sont ceux de l’OWASP.", "",
        f"{len(rows)} exigences : " + ", ".join(f"{counts[state]} {state}" for state in STATES) + ".",
        "« En partie » et « non » disent ce qui manque. « Sans objet » dit pourquoi.",
    ]  # fmt: skip
    chapter = 0
    for row in rows:
        if (here := int(row.number.split(".")[0])) != chapter:
            chapter = here
            lines += [
                "",
                f"## {chapter}. {CHAPTERS[chapter]}",
                "",
                "| n° | niveau | exigence | tenue | preuve ou raison |",
            ]
            lines += ["|---|---|---|---|---|"]
        lines.append(f"| {row.number} | {row.level} | {row.words} | {row.state} | {_proof(row)} |")
    return "\n".join(lines) + "\n"


def _proof(row: Requirement) -> str:
    places = places_and_marks()[0]
    said = [row.remark] if row.remark else []
    said += [f"[{path.rsplit('/', 1)[-1]}](../../{path})" for path in row.paths]
    shown = row.tests[:3]
    said += [f"[`{name}`](../../{places[name]})" for name in shown]
    if len(row.tests) > len(shown):
        said.append(f"et {len(row.tests) - len(shown)} autres essais")
    return " · ".join(said)
