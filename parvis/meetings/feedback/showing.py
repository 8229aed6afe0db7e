"""What whoever organises reads of the answers: counts and sentences, of five people at a time."""

from collections import defaultdict
from dataclasses import dataclass

from parvis.kit.questions.results import Result, Sentence, count
from parvis.meetings.feedback.catalogue import asked_by
from parvis.meetings.models import Feedback, FeedbackAnswer


@dataclass(frozen=True)
class Shown:
    """shown: of how many people the answers are read here. results: one a question; counts only of these."""

    asked: int
    answered: int
    shown: int
    results: list[Result]

    @property
    def has_counts(self) -> bool:
        return self.shown > 0


def shown(feedback: Feedback) -> Shown:
    """Two queries."""
    values: dict[int, list[int]] = defaultdict(list)
    sentences: dict[int, list[Sentence]] = defaultdict(list)
    rows = FeedbackAnswer.objects.filter(question__feedback=feedback, is_shown=True)
    for number, value, words, name in rows.values_list(
        "question__number", "value", "words", "signed_by__name"
    ):
        if value is not None:
            values[number].append(value)
        else:
            sentences[number].append(Sentence(words, (name or "").split(" ", 1)[0]))
    results = [count(one, values[one.number], sentences[one.number]) for one in asked_by(feedback)]
    return Shown(feedback.asked, feedback.answered, feedback.shown, results)
