"""How many SQL queries a page asks, nothing being remembered."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.kit import freshness


def queries(path: str, cookie: str = "") -> int:
    """Queries of one GET, with a cold memory. AssertionError when the page does not answer 200."""
    freshness.bump()
    client = Client(headers={"host": "localhost", "cookie": cookie})
    with CaptureQueriesContext(
        connection,
    ) as seen:
        response = client.get(path)
    assert response.status_code == 200, f"{path} answered {response.status_code}"
    return len(seen)
