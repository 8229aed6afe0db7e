"""Letters as one PDF that reads aloud well (`typst/letters.typ`); the browser prints the same facts."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from parvis.desk.letters.weeks import WeekPage
from parvis.desk.letters.writing import Mailing, Sender
from parvis.kit.typesetting import typeset

_FOLDER = Path(__file__).resolve().parent / "typst"


def pdf_of_letters(mail: Mailing, *, at: datetime) -> bytes:
    """One document: print it, fold each letter, slip it in. May raise NotSet."""
    told = {"kind": "letters", "mail": asdict(mail)}
    return _set(mail.name, mail.sender, mail.words, told, at)


def pdf_of_week(sheet: WeekPage, sender: Sender, words: dict[str, str], *, at: datetime) -> bytes:
    """The sheet for the counter. May raise NotSet."""
    told = {"kind": "week", "sheet": asdict(sheet), "sender": asdict(sender)}
    return _set(words["week"], sender, words, told, at)


def pdf_of_guide(
    pages: list[list[dict[str, Any]]], sender: Sender, words: dict[str, str], *, at: datetime
) -> bytes:
    """The guide as a booklet: the fourth page lies beside the first, the second beside the third. NotSet."""
    told = {"kind": "guide", "pages": pages, "sender": asdict(sender)}
    return _set("La correspondante", sender, words, told, at)


def _set(name: str, sender: Sender, words: dict[str, str], told: dict[str, Any], at: datetime) -> bytes:
    data = {
        "language": get_language() or "fr",
        "name": name,
        "community": sender.heading.community,
        "missing": words["missing"],
        "lacks": False,
        "words": words,
        **told,
    }
    return typeset(folder=_FOLDER, main="letters.typ", data=data, at=at)
