"""What may be read of the answers, by whom and when: the one way to them, for pages and files.

Anonymous: once the survey has ended, and five people at least answered; before, nothing at all. So no two
looks at it differ by the answers of a few. With names: who asked reads at once, the others when it has ended.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from parvis.ideas.models import Survey, SurveyAnswer
from parvis.ideas.permissions import manages
from parvis.kit.questions.results import Result, Sentence, count
from parvis.members.models import Member

FEWEST = 5
Cell = str | int


@dataclass(frozen=True)
class Read:
    """results: empty when nothing may be read (yet); why_not says so in words."""

    results: list[Result]
    why_not: str = ""


def read(survey: Survey, reader: Member) -> Read:
    """The results as this person may read them: sentences for who asked, counts for everybody."""
    if why_not := _why_not(survey, reader):
        return Read([], why_not)
    values: dict[int, list[int]] = defaultdict(list)
    sentences: dict[int, list[Sentence]] = defaultdict(list)
    for number, value, words, name in _rows(survey):
        if value is not None:
            values[number].append(value)
        elif manages(reader, survey):
            sentences[number].append(Sentence(words, name.split(" ", 1)[0]))
    return Read([count(one, values[one.number], sentences[one.number]) for one in survey.all_asked])


def table(survey: Survey, reader: Member) -> tuple[list[str], Iterator[list[Cell]]]:
    """Heads and rows of a file for who asked: each answer with its name, or counts only when anonymous."""
    if survey.is_anonymous or _why_not(survey, reader) or not manages(reader, survey):
        return [_("Question"), _("Answer"), _("How many")], _counted(read(survey, reader).results)
    return [_("Name"), _("Question"), _("Answer")], _named(survey)


def _why_not(survey: Survey, reader: Member) -> str:
    if survey.is_anonymous and survey.ended_at is None:
        return _("Answers bear no name: they are read when the survey has ended, all at once.")
    if survey.is_anonymous and survey.answered < FEWEST:
        return _("Fewer than five people answered: nobody reads these answers.")
    if survey.ended_at is None and not manages(reader, survey):
        return _("The results are read when the survey has ended.")
    return ""


def _rows(survey: Survey) -> Iterator[tuple[int, int | None, str, str]]:
    rows = SurveyAnswer.objects.filter(question__survey=survey)
    for number, value, words, name in rows.values_list(
        "question__number", "value", "words", "guest__member__name"
    ):
        yield number, value, words, name or ""


def _counted(results: list[Result]) -> Iterator[list[Cell]]:
    for result in results:
        for words, how_many in result.counts:
            yield [result.asked.words, words, how_many]
        for said in result.sentences:
            yield [result.asked.words, said.words, 1]


def _named(survey: Survey) -> Iterator[list[Cell]]:
    asked = {one.number: one for one in survey.all_asked}
    for number, value, words, name in sorted(_rows(survey), key=lambda row: (row[3], row[0])):
        options = dict(asked[number].options)
        yield [name, asked[number].words, options.get(value or 0, words)]
