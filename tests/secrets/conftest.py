"""A PDF is packed: no token would be read in it. Here it carries its words in clear, and takes no time."""

import json

import pytest

from parvis.kit import typesetting


@pytest.fixture(autouse=True)
def sheets_in_clear(monkeypatch):
    """Everything a sheet was given to print, and nothing printed."""
    monkeypatch.setattr(typesetting, "_run", lambda asked: b"%PDF- " + json.dumps(asked["data"]).encode())
