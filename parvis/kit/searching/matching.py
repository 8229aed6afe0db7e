"""Read the index: what holds every word that is looked for, the best first."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, F, IntegerField, Max, Q, Value, When

from parvis.kit import french
from parvis.kit.models import SearchWord
from parvis.kit.searching.indexing import START

MOST_LETTERS, MOST_WORDS, MOST_FOUND = 100, 6, 2000
_TITLE, _TEXT = (40, 25, 12), (10, 6, 3)  # exact, same family, begins so: what each is worth


@dataclass(frozen=True)
class Match:
    """A thing found: what it is, what its words are worth, when it is over."""

    kind: str
    subject_id: int
    points: int
    ends_at: datetime | None


@dataclass(frozen=True)
class Wanted:
    """One word somebody looks for."""

    word: str
    family: str

    @property
    def begins_so(self) -> Q:
        return Q(start=self.word[:START], word__startswith=self.word)

    @property
    def holds(self) -> Q:
        """Rows of the index which answer this word; a beginning counts from three letters on."""
        kin = Q(family=self.family) | Q(family=self.word)
        return kin | self.begins_so if len(self.word) >= START else kin

    def points(self) -> Max:
        """What the best of those rows is worth."""
        cases = []
        for in_title, (exact, kin, beginning) in ((True, _TITLE), (False, _TEXT)):
            here = Q(in_title=in_title)
            cases += [When(here & Q(word=self.word), then=Value(exact))]
            cases += [When(here & Q(family=self.family), then=Value(kin))]
            cases += [When(here & self.begins_so, then=Value(beginning))] if len(self.word) >= START else []
        return Max(Case(*cases, default=Value(0), output_field=IntegerField()))


def wanted(text: str) -> list[Wanted]:
    """The words of a question, each once; six at most, of the first hundred letters."""
    found = dict(french.forms(text[:MOST_LETTERS].replace("\0", " ")))
    return [Wanted(word, family) for word, family in found.items()][:MOST_WORDS]


def match(words: Collection[Wanted], kinds: Collection[str], *, now: datetime) -> list[Match]:
    """At most 2,000 things of these kinds that hold every word.

    The best first; of equals what is to come before what is over, then the nearest to now.
    """
    if not words or not kinds:
        return []
    rows = _rows(words, kinds).values_list("kind", "subject_id", "points", "ends_at")
    order = (F("points").desc(), F("ends_at").desc(nulls_first=True), "subject_id")
    found = [Match(*row) for row in rows.order_by(*order)[:MOST_FOUND]]
    return sorted(found, key=lambda match: _rank(match, now))


def _rows(words: Collection[Wanted], kinds: Collection[str]) -> Any:
    any_of_them = Q()
    for word in words:
        any_of_them |= word.holds
    found = SearchWord.objects.filter(any_of_them, entry__kind__in=kinds)
    if len(words) > 1:
        found = found.filter(_holding_the_rarest(words, any_of_them))
    each = {f"points_{place}": word.points() for place, word in enumerate(words)}
    grouped = found.values(
        kind=F("entry__kind"), subject_id=F("entry__subject_id"), ends_at=F("entry__ends_at")
    ).annotate(**each)
    whole = grouped.filter(**{f"{name}__gt": 0 for name in each})
    total = sum((F(name) for name in each), Value(0))
    return whole.annotate(points=total)


def _holding_the_rarest(words: Collection[Wanted], any_of_them: Q) -> Q:
    """Only what holds the rarest of several words is added up: « samedi » is in half of all there is."""
    counts = {f"count_{place}": Count("pk", filter=word.holds) for place, word in enumerate(words)}
    found = SearchWord.objects.filter(any_of_them).aggregate(**counts)
    rarest, most = min(zip(words, found.values(), strict=True), key=lambda pair: pair[1])
    if most > MOST_FOUND:
        return Q()
    return Q(entry__in=list(SearchWord.objects.filter(rarest.holds).values_list("entry", flat=True)))


def _rank(match: Match, now: datetime) -> tuple[int, bool, float]:
    if match.ends_at is None:
        return -match.points, False, 0.0
    return -match.points, match.ends_at <= now, abs((match.ends_at - now).total_seconds())


def nearest_words(words: Collection[Wanted], kinds: Collection[str]) -> list[tuple[str, str, int]]:
    """(word, kind, subject) of titles where a word begins like one that was looked for; at most 2,000.

    For « did you mean »: whoever asks keeps those of things the reader may know of.
    """
    starts = {word.word[:2] for word in words if len(word.word) >= START}
    begins_alike = Q()
    for start in starts:
        begins_alike |= Q(start__startswith=start)
    if not starts:
        return []
    rows = SearchWord.objects.filter(begins_alike, in_title=True, entry__kind__in=kinds)
    told = rows.order_by("word", "-entry__subject_id").values_list("word", "entry__kind", "entry__subject_id")
    return list(told[:MOST_FOUND])
