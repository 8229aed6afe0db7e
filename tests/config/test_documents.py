"""The documents lead somewhere: every relative link of every page exists."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_of_a_page_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text(encoding="utf-8"))
    assert not [link for link in links if not (page.parent / link).exists()]


def test_the_readme_opens_with_the_two_commands() -> None:
    for name in ("README.md", "LISEZMOI.md"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert text.index("docs/images/accueil-1280.png") < text.index("bin/demo") < text.index("bin/test")
