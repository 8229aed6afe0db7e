"""A poll as its pages show it: each date with its counts and, to those who may, the names. Reads only."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import prefetch_related_objects

from parvis.meetings.models import DateAnswer, DatePoll, ProposedDate, Respondent
from parvis.meetings.polls import wording
from parvis.meetings.polls.choosing import Choice, Tally, choose, tally
from parvis.members.models import Member


@dataclass
class Line:
    """One date: how many said what, in words too; who, when names are shown."""

    date: ProposedDate
    counts: Tally
    is_best: bool = False
    yes: list[str] = field(default_factory=list)
    maybe: list[str] = field(default_factory=list)

    @property
    def words(self) -> str:
        return wording.counts(self.counts)


@dataclass
class Shown:
    """Every date, the one proposed, why, how many people answered, and what one person said."""

    lines: list[Line]
    choice: Choice
    why: str
    people: int
    mine: dict[int, str]


_WHO = ("respondent_id", "respondent__name", "respondent__member__minor_until_on")


def show(poll: DatePoll, now: datetime, *, names: str = "", mine: Respondent | None = None) -> Shown:
    """names: "first" names, "full" ones, or none. Two queries, however many people answered."""
    prefetch_related_objects([poll], "dates")  # the sentence about the best one reads them too
    dates = list(poll.dates.all())
    rows = list(
        DateAnswer.objects.filter(date__poll=poll)
        .order_by("respondent__answered_at", "respondent")
        .values_list("date_id", "says", *_WHO)
    )
    tallies = tally(((date.pk, date.begins_at) for date in dates), ((row[0], row[1]) for row in rows))
    choice = choose(tallies, now)
    lines = [Line(date, counts) for date, counts in zip(dates, tallies, strict=True)]
    of = {line.date.pk: line for line in lines}
    for date, says, _respondent, name, minor_until in rows if names else ():
        if says in ("yes", "maybe") and (names == "full" or minor_until is None):
            getattr(of[date], says).append(name if names == "full" else name.split(" ", 1)[0])
    if choice.best is not None:
        of[choice.best.date].is_best = True
    said = {date: says for date, says, respondent, *_rest in rows if mine and respondent == mine.pk}
    why = wording.best_in_words(poll, choice) if rows else ""
    return Shown(lines, choice, why, len({row[2] for row in rows}), said)


def said_by(poll: DatePoll, member: Member) -> dict[int, str]:
    """What one member said: number of a date → yes, maybe, no."""
    rows = DateAnswer.objects.filter(respondent__poll=poll, respondent__member=member)
    return dict(rows.values_list("date_id", "says"))
