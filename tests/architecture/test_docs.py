"""The documentation is found from its first page, and its links lead somewhere."""

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
SHELVES = ("apprendre", "faire", "comprendre", "reference")
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)(?:#[^)\s]*)?\)")
CODE = re.compile(r"```.*?```|`[^`\n]*`", re.DOTALL)


def links_of(page: Path) -> list[str]:
    """Where a page leads, as it is written there; examples of code set aside."""
    return LINK.findall(CODE.sub("", page.read_text()))


def test_every_page_stands_once_in_the_first():
    """A page that nothing leads to is read by nobody; told twice, the list is not read either."""
    told = Counter(links_of(DOCS / "README.md"))
    pages = [page.relative_to(DOCS).as_posix() for shelf in SHELVES for page in (DOCS / shelf).glob("*.md")]
    assert len(pages) > 60
    assert {page: told[page] for page in pages if told[page] != 1} == {}


@pytest.mark.parametrize(
    "page", sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md")]), ids=lambda page: page.stem
)
def test_links_lead_somewhere(page):
    lost = [link for link in links_of(page) if not (page.parent / link).exists()]
    assert lost == [], f"{page.relative_to(ROOT)} leads to nothing"


@pytest.mark.parametrize("name", ["map.md", "in-progress.md"])
def test_a_table_says_each_thing_once(name):
    """Several hands write these tables: the same row, merged twice, would be kept right in one place only."""
    rows = [
        line.split("|")[1].strip() for line in (DOCS / name).read_text().splitlines() if line.startswith("| ")
    ]
    assert [row for row, times in Counter(rows).items() if times > 1] == []


def test_what_is_said_to_be_proven_is():
    """« Sans appareil » names, for each journey, the test that walks it."""
    named = set(re.findall(r"`(test_\w+)`", (DOCS / "comprendre" / "sans-appareil.md").read_text()))
    written = "\n".join(path.read_text() for path in (ROOT / "tests").rglob("test_*.py"))
    assert len(named) > 15
    assert [name for name in sorted(named) if f"def {name}(" not in written] == []
