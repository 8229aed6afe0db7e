"""The rows of a relation read beside their one owner, in the owner's own question.

    owners = list(joined(Composition.objects.filter(meeting=meeting), "rounds"))
    rounds = rows_of(owners, "rounds")

For one owner whose rows are few: the owner comes back once a row, once a pair with two relations.
"""

from collections.abc import Sequence
from typing import Any, TypeVar

from django.db.models import F, Model, QuerySet

Owner = TypeVar("Owner", bound=Model)


def joined(owners: QuerySet[Owner], *relations: str) -> QuerySet[Owner]:
    """With every column of these relations, for `rows_of`."""
    for relation in relations:
        names = [field.name for field in _model_of(owners.model, relation)._meta.concrete_fields]
        owners = owners.annotate(**{f"{relation}_{name}": F(f"{relation}__{name}") for name in names})
    return owners


def rows_of(owners: Sequence[Model], relation: str) -> list[Any]:
    """What stands beside one owner, each row once, the oldest first; none when the owner has none."""
    if not owners:
        return []
    owner, model = owners[0], _model_of(type(owners[0]), relation)
    names = [field.name for field in model._meta.concrete_fields]
    found = {}
    for one in owners:
        row = model.from_db(owner._state.db, names, [getattr(one, f"{relation}_{name}") for name in names])
        if row.pk is not None:
            setattr(row, _link_of(type(owner), relation).name, owner)
            found[row.pk] = row
    return [found[pk] for pk in sorted(found)]


def keep(owner: Model, relation: str, rows: Sequence[Model]) -> None:
    """From now on `owner.relation.all()` are these rows, as after `prefetch_related`."""
    known = getattr(owner, relation).all()
    known._result_cache, known._prefetch_done = list(rows), True
    kept = owner.__dict__.setdefault("_prefetched_objects_cache", {})
    kept[relation] = known


def _link_of(model: type[Model], relation: str) -> Any:
    """The foreign key by which the rows belong to their owner."""
    return model._meta.get_field(relation).remote_field


def _model_of(model: type[Model], relation: str) -> type[Model]:
    related: type[Model] = _link_of(model, relation).model
    return related
