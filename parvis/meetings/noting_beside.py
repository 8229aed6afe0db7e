"""What areas above write beside a name, on the sign-in sheet: « voiture de Jeanne, 13 h 30 »."""

from collections.abc import Callable

from parvis.meetings.models import Meeting

Notes = Callable[[Meeting], dict[int, str]]
_noters: list[Notes] = []


def note_beside(notes: Notes) -> None:
    """In `apps.ready()`: notes(meeting) → person (id) → a few words; one or two queries."""
    if notes not in _noters:
        _noters.append(notes)


def notes_of(meeting: Meeting) -> dict[int, str]:
    """All of them, by person."""
    said: dict[int, str] = {}
    for notes in _noters:
        for person, words in notes(meeting).items():
            said[person] = f"{said[person]}, {words}" if person in said else words
    return said
