"""The letter on paper: two pages of A4 at most, in two columns, cut with a sentence when it is too long."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.community.identity import current
from parvis.kit.moments import day_and_year
from parvis.kit.typesetting import typeset
from parvis.meetings.paper.heading import address, heading
from parvis.members.helping import helper
from parvis.members.reaching import absolute
from parvis.newsletters.models import Letter
from parvis.newsletters.variants import sections_for
from parvis.newsletters.wording import Part, page_path, parts

_FOLDER = Path(__file__).resolve().parent / "typst"


@dataclass(frozen=True)
class Piece:
    """One block: a section’s title, a paragraph… runs: [[text, is_strong, is_soft, where]]."""

    kind: str
    runs: list[list[Any]]
    number: int = 0


def pdf_of(letter: Letter, interests: Iterable[int] = (), *, at: datetime) -> bytes:
    """The common part, and the sections of these interests. NotSet when Typst is absent, busy or fails."""
    with translation.override(settings.LANGUAGE_CODE), timezone.override(current().zone):
        told = parts(sections_for(letter.sections.said().select_related("interest"), interests))
        return typeset(folder=_FOLDER, main="letter.typ", data=facts_of(letter, told, at), at=at)


def facts_of(letter: Letter, told: list[Part], at: datetime) -> dict[str, Any]:
    """What the sheet says, as data."""
    path, person = page_path(letter), helper()
    return {
        "language": get_language() or "fr",
        "name": letter.title,
        "community": heading().community,
        "heading": asdict(heading()),
        "day": day_and_year(letter.left_at or at),
        "pieces": [asdict(piece) for part in told for piece in _pieces(part)],
        "address": asdict(address(path, _("The address of this letter"))) if path else None,
        "hours": person.hours if person else "",
        "words": {
            "more": _("The rest did not fit on two pages: ask for it, or read it on the site."),
            "call": _("Something to say, to ask, to tell? Call:"),
            "page": _("Page"),
        },
        "missing": _("Some signs (□) are not in our letters. Print this sheet from your browser."),
        "lacks": False,
    }


def _pieces(part: Part) -> Iterable[Piece]:
    if part.title:
        yield Piece("section", [[part.title, False, False, ""]])
    if part.because:
        yield Piece("because", [[part.because, False, True, ""]])
    for block in part.blocks:
        runs = [[run.text, run.is_strong, run.is_soft, _clear(run.url)] for run in block.runs]
        yield Piece(block.kind, runs, block.number)


def _clear(url: str) -> str:
    """An address as one types it. A path of this place is not printed: the sheet says where to read on."""
    return "" if not url or url.startswith("/") or url.startswith(absolute("/")) else url.split("://", 1)[-1]
