"""A page asks the database no more when there is more to show (no browser needed).

One of everything, three times over, then three times more: what was asked at first is asked once, not once a row.
"""

import re
from collections import Counter

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.community.models import Community
from parvis.kit import freshness, limiting
from tests.attacks.furnishing import furnish, more_roots
from tests.attacks.walking import ROOTS, route, walk
from tests.journeys.budgets import PAGES
from tests.journeys.growing import grow
from tests.journeys.test_questions_of_pages import BESIDES
from tests.settings import IS_LONG

# Why a page may ask more when more was written.
LETS = {
    "what a telephone takes along": "tables are composed for it once the room is large enough",
}


def questions(client: Client, path: str) -> Counter[str]:
    """What a page asks when nothing is remembered, numbers and lengths of lists left out."""
    limiting.forget()
    Community.objects.update(name=F("name"))
    freshness.bump()
    with CaptureQueriesContext(connection) as asked:
        assert client.get(path).status_code < 500, path
    said = (re.sub(r"\d+", "N", one["sql"]) for one in asked.captured_queries)
    return Counter(re.sub(r"\('?N'?(, '?N'?)*\)", "(N)", one) for one in said)


def more(before: Counter[str], after: Counter[str]) -> str:
    """What is asked more often, if anything is."""
    if after.total() <= before.total():
        return ""
    return "\n".join(f"{count} times: {one}" for one, count in (after - before).items())


@pytest.mark.parametrize("spec", [*BESIDES, *PAGES], ids=lambda spec: spec.name)
def test_a_page_asks_no_more_of_a_larger_village(spec, village, client_of, anonymous):
    spec.prepare(village)
    path = spec.path(village)
    client = client_of(getattr(village, spec.who)) if spec.who else anonymous
    grow(2)
    before = questions(client, path)
    grow(3)
    assert spec.name in LETS or not more(before, questions(client, path))


@pytest.mark.parametrize("who", ["fatou", "jeanne", *(["monique", ""] if IS_LONG else [])])
def test_no_page_of_the_house_asks_more(who, village, client_of):
    """Every address a walk through a furnished village meets."""
    furnish(village)
    client = client_of(getattr(village, who)) if who else Client()
    client.raise_request_exception = False
    pages = walk(client, (*ROOTS, *more_roots(village)), each=2 if IS_LONG else 1)
    paths = [path for path, answer in pages.items() if answer.status_code == 200 and not answer.streaming]
    grow(2)
    before = {path: questions(client, path) for path in paths}
    grow(3)
    said = {path: more(before[path], questions(client, path)) for path in paths}
    assert not {route(path): words for path, words in said.items() if words}
