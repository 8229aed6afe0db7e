"""No table forgotten: whatever points at a person is in the register of personal data."""

from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import models

from parvis.members.holdings.page import written_into
from parvis.members.holdings.register import (
    Holding,
    holdings,
    in_order_of_erasure,
    register,
    rules,
    tables_without_people,
)
from parvis.members.models import Member
from tests.architecture.tree import ROOT

HOLDINGS = holdings()
COLUMNS = {column for holding in HOLDINGS for column in holding.columns}
COVERED = COLUMNS | set(tables_without_people())


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model is not Member and not model._meta.proxy:
            yield model


def _name(model: type[models.Model]) -> str:
    return f"{model._meta.app_label}.{model.__name__}"


def _points_at_a_person(field: models.Field) -> bool:
    """A key to a member, or a number without a key, which may be one (chronicle, courier)."""
    if field.primary_key:
        return False
    if field.is_relation:
        return field.related_model is Member
    return type(field) in (models.BigIntegerField, models.PositiveBigIntegerField)


def _columns() -> Iterator[tuple[type[models.Model], str]]:
    for model in _models():
        for field in model._meta.concrete_fields:
            if _points_at_a_person(field):
                yield model, f"{_name(model)}.{field.name}"


def test_every_column_that_points_at_a_person_is_in_a_holding():
    forgotten = [name for _model, name in _columns() if name not in COVERED]
    assert not forgotten, "register a Holding for these columns (docs/in-progress.md), or say holds_nobody"


def test_every_table_is_in_a_holding_or_said_to_hold_nobody():
    """Also those which reach a person through another table, or through words only."""
    told = {".".join(name.split(".")[:2]) for name in COVERED}
    assert not {_name(model) for model in _models()} - told


def test_what_is_covered_exists():
    names = {_name(model) for model in _models()}
    fields = {f"{_name(model)}.{field.name}" for model in _models() for field in model._meta.get_fields()}
    assert not COVERED - names - fields


def test_the_search_finds_a_forgotten_column():
    found = {name for _model, name in _columns()}
    assert {"chronicle.Deed.person", "courier.Dispatch.ended_by", "meetings.Arrival.by"} <= found


def test_two_holdings_may_not_bear_one_name():
    with pytest.raises(ValueError, match="registered twice"):
        register(HOLDINGS[0])


def test_members_go_last_and_names_are_those_of_areas():
    order = [holding.area for holding in in_order_of_erasure()]
    assert order[-1] == "members"
    assert order.index("meetings") < order.index("wiki") < order.index("courier") < order.index("members")


def test_every_holding_says_everything_in_words():
    def words(holding: Holding) -> list[str]:
        return [str(holding.words), str(holding.why), str(holding.kept_for), str(holding.seen_by)]

    assert not [holding.name for holding in HOLDINGS if not all(words(holding))]
    assert not [rule.name for rule in rules() if not str(rule.words) or not str(rule.since)]


def test_the_page_of_the_documentation_tells_the_same():
    """Rerun bin/holdings, and read what changed."""
    text = (ROOT / "docs" / "comprendre" / "vie-privee.md").read_text(encoding="utf-8")
    assert written_into(text) == text
