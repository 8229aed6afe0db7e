"""What could not be read as it stood, counted, and said in a sentence each."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import ngettext_lazy


class Doubt(StrEnum):
    """What may be wrong with one entry or one file."""

    NO_DATE = "no_date"
    NO_TITLE = "no_title"
    UNNAMED = "unnamed"
    END_FIRST = "end_first"
    NO_END = "no_end"
    ZONE = "zone"
    RULE = "rule"
    RULE_TOO_LONG = "rule_too_long"
    NOT_CLOSED = "not_closed"
    CUT = "cut"
    TOO_MANY = "too_many"
    OUT_OF_TIME = "out_of_time"


_WORDS: dict[Doubt, Promise] = {
    Doubt.NO_DATE: ngettext_lazy(
        "%(count)s meeting has no date we can read. We leave it aside.",
        "%(count)s meetings have no date we can read. We leave them aside.",
        "count",
    ),
    Doubt.NO_TITLE: ngettext_lazy(
        "%(count)s meeting has no title. We call it “Meeting”.",
        "%(count)s meetings have no title. We call them “Meeting”.",
        "count",
    ),
    Doubt.UNNAMED: ngettext_lazy(
        "%(count)s line has no title. We leave it aside.",
        "%(count)s lines have no title. We leave them aside.",
        "count",
    ),
    Doubt.END_FIRST: ngettext_lazy(
        "%(count)s meeting ends before it begins. We count one hour.",
        "%(count)s meetings end before they begin. We count one hour.",
        "count",
    ),
    Doubt.NO_END: ngettext_lazy(
        "%(count)s meeting does not say when it ends. We count one hour.",
        "%(count)s meetings do not say when they end. We count one hour.",
        "count",
    ),
    Doubt.ZONE: ngettext_lazy(
        "%(count)s meeting is in a time zone we do not know. We read its hour as ours.",
        "%(count)s meetings are in a time zone we do not know. We read their hours as ours.",
        "count",
    ),
    Doubt.RULE: ngettext_lazy(
        "%(count)s repetition cannot be read. We keep its first date only.",
        "%(count)s repetitions cannot be read. We keep their first date only.",
        "count",
    ),
    Doubt.RULE_TOO_LONG: ngettext_lazy(
        "%(count)s repetition is too frequent or never ends. We keep its first dates only.",
        "%(count)s repetitions are too frequent or never end. We keep their first dates only.",
        "count",
    ),
    Doubt.NOT_CLOSED: ngettext_lazy(
        "%(count)s meeting is badly closed in the file. We read what is there.",
        "%(count)s meetings are badly closed in the file. We read what is there.",
        "count",
    ),
    Doubt.CUT: ngettext_lazy(
        "The file stops in the middle. We keep what could be read.",
        "The file stops in the middle. We keep what could be read.",
        "count",
    ),
    Doubt.TOO_MANY: ngettext_lazy(
        "There are too many meetings: %(count)s is left out.",
        "There are too many meetings: %(count)s are left out.",
        "count",
    ),
    Doubt.OUT_OF_TIME: ngettext_lazy(
        "%(count)s meeting is outside the months we keep.",
        "%(count)s meetings are outside the months we keep.",
        "count",
    ),
}


@dataclass
class Notes:
    """The doubts of one file, each with how often and the first title it struck."""

    counts: Counter[Doubt] = field(default_factory=Counter)
    examples: dict[Doubt, str] = field(default_factory=dict)

    def add(self, doubt: Doubt, example: str = "", times: int = 1) -> None:
        self.counts[doubt] += times
        if example:
            self.examples.setdefault(doubt, example[:80])

    def sentences(self) -> list[str]:
        """One sentence a doubt, in the language of the moment, the example behind it."""
        return [self._said(doubt) for doubt in Doubt if self.counts[doubt]]

    def _said(self, doubt: Doubt) -> str:
        words = str(_WORDS[doubt] % {"count": self.counts[doubt]})
        example = self.examples.get(doubt)
        return f"{words} (« {example} »)" if example else words
