"""A village in which there is more of everything: each row again, and again beside each of its relations.

`grow(3)`: three more registrations of each meeting by other members, three more of each member at other
meetings, and so on for every table. What a copy may not be (unique, checked) is left out.
"""

import secrets
from collections.abc import Iterator
from itertools import count
from typing import Any

from django.apps import apps
from django.db import models

MOST = 24  # rows of a table that are copied
_LEFT_OUT = {"community.Community", "community.Switch", "courier.Edition"}
_numbers = count(1_000_000)
Copies = dict[type[models.Model], dict[int, list[int]]]


def grow(times: int) -> None:
    """More rows in every table that has some."""
    copies: Copies = {}
    for model in _in_order():
        originals = list(model._base_manager.order_by("pk")[:MOST])
        rows = {pk: list(_copies_of(row, times, copies)) for pk, row in ((one.pk, one) for one in originals)}
        model._base_manager.bulk_create([one for of in rows.values() for one in of], ignore_conflicts=True)
        made = set(model._base_manager.filter(pk__gte=1_000_000).values_list("pk", flat=True))
        copies[model] = {pk: [one.pk for one in of if one.pk in made] for pk, of in rows.items()}


def _in_order() -> list[type[models.Model]]:
    """The tables of the house, what is referred to first."""
    found: list[type[models.Model]] = []

    def take(model: type[models.Model]) -> None:
        if model in found or not _is_ours(model):
            return
        pending.add(model)
        for link in _links(model):
            if link.related_model not in pending:
                take(link.related_model)
        found.append(model)

    pending: set[type[models.Model]] = set()
    for model in apps.get_models():
        if model not in pending:
            take(model)
    return found


def _is_ours(model: type[models.Model]) -> bool:
    is_numbered = isinstance(model._meta.pk, models.AutoField)
    return model.__module__.startswith("parvis.") and is_numbered and model._meta.label not in _LEFT_OUT


def _links(model: type[models.Model]) -> list[Any]:
    return [field for field in model._meta.concrete_fields if field.remote_field]


def _copies_of(row: models.Model, times: int, copies: Copies) -> Iterator[models.Model]:
    """As it is; beside another of each relation in turn; beside others of all of them."""
    links = [one for one in _links(type(row)) if copies.get(one.related_model, {}).get(_at(row, one))]
    turns = [[], *([one] for one in links), *([links] if len(links) > 1 else [])]
    for turn in turns:
        for number in range(times):
            others = {
                one.attname: of[number % len(of)]
                for one in turn
                for of in [copies[one.related_model][_at(row, one)]]
            }
            yield _copy(row, others)


def _at(row: models.Model, link: Any) -> Any:
    return getattr(row, link.attname)


def _copy(row: models.Model, others: dict[str, Any]) -> models.Model:
    fields = [one for one in row._meta.concrete_fields if not one.generated]
    values = {one.attname: others.get(one.attname, getattr(row, one.attname)) for one in fields}
    for field in fields:
        if field.unique and isinstance(field, models.CharField) and values[field.attname]:
            values[field.attname] = secrets.token_hex(20)[: min(field.max_length or 40, 40)]
    return type(row)(**{**values, row._meta.pk.attname: next(_numbers)})
