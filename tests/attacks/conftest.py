"""Walks read every page many times: their sheets carry their words in clear, and take no time."""

import json

import pytest

from parvis.kit import typesetting


@pytest.fixture(autouse=True)
def sheets_in_clear(monkeypatch):
    """Everything a sheet was given to print, and nothing printed."""
    monkeypatch.setattr(typesetting, "_run", lambda asked: b"%PDF- " + json.dumps(asked["data"]).encode())
