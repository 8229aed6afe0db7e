"""A letter that is ready to leave, for tests."""

from parvis.newsletters.models import Letter
from parvis.newsletters.writing import begin


def letter_of(village, now, **columns) -> Letter:
    """Karim’s letter, written from the programme."""
    letter = begin(by=village.karim, at=now)
    if columns:
        Letter.objects.filter(pk=letter.pk).update(**columns)
        letter.refresh_from_db()
    return letter
