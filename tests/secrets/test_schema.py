"""No column of words comes into the house without somebody saying who may read it."""

from django.apps import apps
from django.db import models

from tests.architecture.tree import ROOT
from tests.secrets.house import build, put_out
from tests.secrets.table import OPEN, SECRETS, page

TEXT = (models.CharField, models.TextField, models.JSONField, models.BinaryField, models.FileField)


def text_columns() -> set[str]:
    """Every column in which people's words could lie: « members.Member.about »."""
    return {
        f"{model._meta.app_label}.{model.__name__}.{column.name}"
        for model in apps.get_models()
        if model.__module__.startswith("parvis.") and not model._meta.proxy
        for column in model._meta.concrete_fields
        if isinstance(column, TEXT)
    }


def test_every_text_column_is_planted_or_declared_open():
    planted = {secret.column for secret in SECRETS.values()}
    assert text_columns() - planted - set(OPEN) == set(), "say in tests/secrets/table.py who may read it"
    assert (planted | set(OPEN)) - text_columns() == set(), "this column does not exist any more"
    assert planted & set(OPEN) == set()


def test_every_secret_is_planted_in_its_column(village):
    put_out(build(village))
    missing = [secret.key for secret in SECRETS.values() if not _holds(secret.column, secret.token)]
    assert missing == ["list cell"]  # which lies in the file, not in a column


def _holds(column: str, token: str) -> bool:
    area, name, field = column.split(".")
    rows = apps.get_model(area, name)._default_manager.values_list(field, flat=True)
    texts = (
        bytes(row).decode("latin-1") if isinstance(row, bytes | memoryview) else str(row) for row in rows
    )
    return any(token in text.lower() or token[2:8] in text.lower() for text in texts)


def test_the_reference_page_tells_the_same():
    """Rerun `python -m tests.secrets.table` and read what changed."""
    assert (ROOT / "docs" / "reference" / "visibilite.md").read_text(encoding="utf-8") == page()


def test_tokens_cannot_be_guessed_nor_found_twice():
    tokens = [secret.token for secret in SECRETS.values()]
    assert len({token[:6] for token in tokens}) > len(tokens) * 0.9
    assert len(set(tokens)) == len(tokens)
