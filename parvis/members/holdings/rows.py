"""What exports and erasures of every holding have in common."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from django.db import models

from parvis.members.holdings.register import Going, Row, Words
from parvis.members.models import Member

CHUNK = 500


def rows_of(fields: Mapping[str, Words], values: Iterable[Iterable[Any]]) -> Iterator[Row]:
    """Tuples of values as rows, in the order of the fields."""
    for row in values:
        yield dict(zip(fields, row, strict=True))


def in_words(choices: type[models.TextChoices], value: str) -> str:
    """A stored choice as people read it; one nobody knows any more stays as it is."""
    return str(choices(value).label) if value in choices.values else value


def deletes(model: type[models.Model], column: str) -> Callable[[Going], None]:
    """Erase by deleting the person's rows."""

    def erase(going: Going) -> None:
        model._default_manager.filter(**{column: going.member.pk}).delete()

    return erase


def forget(member: Member, *columns: tuple[type[models.Model], str]) -> None:
    """What the person did for others stays; that it was them is forgotten."""
    for model, column in columns:
        model._default_manager.filter(**{column: member.pk}).update(**{column: None})


def deletes_older(rows: Callable[[datetime], models.QuerySet[Any]]) -> Callable[[datetime, int], int]:
    """A rule that deletes the rows `rows(before)` names, at most so many at a time."""

    def apply(before: datetime, most: int) -> int:
        chosen = list(rows(before).order_by("pk").values_list("pk", flat=True)[:most])
        if chosen:
            rows(before).model._default_manager.filter(pk__in=chosen).delete()
        return len(chosen)

    return apply


def empties_older(
    rows: Callable[[datetime], models.QuerySet[Any]], **values: Any
) -> Callable[[datetime, int], int]:
    """A rule that empties columns of the rows `rows(before)` names, which must then name them no more."""

    def apply(before: datetime, most: int) -> int:
        chosen = list(rows(before).order_by("pk").values_list("pk", flat=True)[:most])
        if chosen:
            rows(before).model._default_manager.filter(pk__in=chosen).update(**values)
        return len(chosen)

    return apply
