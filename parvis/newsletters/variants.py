"""The variants of a letter: one for each language and set of interests, shared by all who read the same."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.utils import timezone, translation

from parvis.community.identity import current
from parvis.courier.editions import publish_edition
from parvis.courier.models import Edition
from parvis.members.models import ChosenInterest, Member
from parvis.newsletters.models import Letter, Section, Variant
from parvis.newsletters.wording import Part, html_of, paper_of, parts, spoken_of, text_of


@dataclass(frozen=True)
class Wanted:
    """What somebody reads: in which language, with the sections of which interests (ids, sorted)."""

    language: str
    interests: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        return f"{self.language}:{'.'.join(map(str, self.interests))}"


@dataclass
class Printed:
    """A variant ready to leave: its edition for mail, its words on paper, what is read aloud."""

    edition: Edition
    paper: str
    spoken: str


@dataclass
class Press:
    """Gives the variant of each reader; made once, kept while the letter leaves."""

    letter: Letter
    at: datetime
    sections: list[Section] = field(init=False)
    _known: dict[str, Printed] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.sections = list(self.letter.sections.said().select_related("interest"))

    def wanted_by(self, members: Iterable[Member]) -> dict[int, Wanted]:
        """What each of these people reads; one query."""
        told = {section.interest_id for section in self.sections if section.interest_id}
        people = list(members)
        chosen: dict[int, list[int]] = defaultdict(list)
        rows = ChosenInterest.objects.filter(member__in=people, interest__in=told) if told else ()
        for row in rows:
            chosen[row.member_id].append(row.interest_id)
        return {one.pk: Wanted(one.language, tuple(sorted(chosen[one.pk]))) for one in people}

    def printed(self, wanted: Wanted) -> Printed:
        """This variant, written once for the whole letter."""
        if wanted.key not in self._known:
            self._known[wanted.key] = self._print(wanted)
        return self._known[wanted.key]

    def _print(self, wanted: Wanted) -> Printed:
        with translation.override(wanted.language), timezone.override(current().zone):
            told = parts(sections_for(self.sections, wanted.interests))
            rows = Variant.objects.filter(letter=self.letter, key=wanted.key).select_related("edition")
            variant = rows.first() or self._written(wanted, told)
            return Printed(variant.edition, paper_of(told), spoken_of(told))

    def _written(self, wanted: Wanted, told: list[Part]) -> Variant:
        text, html = text_of(told), html_of(told)
        edition = publish_edition(title=self.letter.title, text=text, html=html, at=self.at)
        return Variant.objects.create(letter=self.letter, key=wanted.key, edition=edition)


def sections_for(sections: Iterable[Section], interests: Iterable[int]) -> list[Section]:
    """The common part, and the sections of these interests: they add, they never take away."""
    chosen = set(interests)
    return [one for one in sections if one.interest_id is None or one.interest_id in chosen]
