"""Who has not answered a choice yet, and without whom one may go on."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from parvis.covisits.models import ChoiceAnswer
from parvis.covisits.naming import joined

Answers = Mapping[int, ChoiceAnswer]  # visitor (id) → what they said


@dataclass(frozen=True)
class Without:
    """Those whom « Continuer sans… » leaves behind. is_first: nobody else is awaited, and they are away."""

    pks: list[int]
    names: str
    is_first: bool


def awaited(names: Mapping[int, str], answers: Answers) -> dict[int, str]:
    """Those of these (id → name) who have not answered, or whose answer is looked at again."""
    return {pk: name for pk, name in names.items() if not _is_settled(answers.get(pk))}


def without(me: int, names: Mapping[int, str], answers: Answers, away: Collection[int]) -> Without:
    """Who answered goes on without all who have not; who has not, without those who are no longer before
    their screen."""
    late, mine = awaited(names, answers), answers.get(me)
    late.pop(me, None)
    has_said = mine is not None and not mine.trouble
    left = late if has_said else {pk: name for pk, name in late.items() if pk in away}
    is_first = has_said and bool(left) and all(pk in away for pk in left)
    return Without(list(left), joined(list(left.values())), is_first)


def _is_settled(answer: ChoiceAnswer | None) -> bool:
    return answer is not None and not (answer.trouble and answer.comes)
