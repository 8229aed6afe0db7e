"""Sheets as one PDF that reads aloud well: the same facts as on the pages, drawn by `typst/sheets.typ`."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Protocol

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from parvis.kit.typesetting import typeset
from parvis.meetings.paper.heading import Heading

_FOLDER = Path(__file__).resolve().parent / "typst"


class Sheet(Protocol):
    """The facts of a sheet: any dataclass of text, numbers and lists, with a heading."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def name(self) -> str: ...

    @property
    def heading(self) -> Heading: ...


def pdf_of(name: str, sheets: list[tuple[str, Sheet]], *, at: datetime) -> bytes:
    """One document of sheets, each with how it is drawn (« poster », « booklet »…). May raise NotSet."""
    missing = _("Some signs (□) are not in our letters. Print this sheet from your browser.")
    drawn: list[dict[str, Any]] = [{"kind": kind, **asdict(facts)} for kind, facts in sheets]
    data = {
        "language": get_language() or "fr",
        "name": name,
        "community": sheets[0][1].heading.community,
        "missing": missing,
        "lacks": False,
        "sheets": drawn,
    }
    return typeset(folder=_FOLDER, main="sheets.typ", data=data, at=at)
