"""One question, as it is put to somebody, and one answer to it."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

YES, NO = 1, 2
STEPS = 5  # of a scale
LONGEST = 600  # letters of a sentence


class Kind(models.TextChoices):
    YES_NO = "yes_no", gettext_lazy("yes or no")
    CHOICE = "choice", gettext_lazy("one answer among several")
    SCALE = "scale", gettext_lazy("a scale between two words")
    TEXT = "text", gettext_lazy("one sentence")


@dataclass(frozen=True)
class Asked:
    """number: from 1, by which it is answered on paper, by mail and by text message.

    choices: of a choice. low, high: the words at both ends of a scale.
    """

    number: int
    kind: str
    words: str
    choices: tuple[str, ...] = ()
    low: str = ""
    high: str = ""

    @property
    def options(self) -> list[tuple[int, str]]:
        """What may be chosen, by number from 1; nothing for a sentence."""
        if self.kind == Kind.YES_NO:
            return [(YES, _("Yes")), (NO, _("No"))]
        if self.kind == Kind.CHOICE:
            return list(enumerate(self.choices, 1))
        if self.kind == Kind.SCALE:
            ends = {1: f"1 – {self.low}", STEPS: f"{STEPS} – {self.high}"}
            return [(step, ends.get(step, str(step))) for step in range(1, STEPS + 1)]
        return []


@dataclass(frozen=True)
class Said:
    """value: the number of an option, None for a sentence, whose words are in `words`."""

    value: int | None = None
    words: str = ""
