"""Everything is read as each reader: nobody sees what is not theirs, and everybody sees what is."""

import pytest
from django.test import Client

from parvis.community.models import Circle
from parvis.kit import freshness
from parvis.meetings.models import Meeting
from parvis.members.views import circles
from tests.secrets.house import build, open_up, put_out
from tests.secrets.reading import Reading
from tests.secrets.table import READERS, SECRETS
from tests.settings import DATABASE_KIND, IS_LONG

# On PostgreSQL who sees least, most, and what is between: the rules are the same rows of the same queries, and
# each reader takes ten seconds. All of them with `bin/test --long`.
READ_THERE = ("anonymous", "member", "host", "administrator")
HERE = [reader for reader in READERS if DATABASE_KIND == "sqlite" or IS_LONG or reader in READ_THERE]


def read_all(reader: str, village, client_of) -> Reading:
    """Everything this reader could read, their session opened before they were put out."""
    house = build(village)
    person = house.people[reader]
    if reader == "returned":
        put_out(house)
    reading = Reading(client_of(person) if person else Client(), person)
    if reader != "returned":
        put_out(house)
    open_up(house, reader)
    for path in house.given.get(reader, []):
        reading.get(path)
        for more in ("annulation/", "nombre/", "reponse/"):
            reading.get(path + more)
    reading.pages()
    reading.searches()
    reading.forms()
    return reading


@pytest.mark.asvs("8.2.1", "8.2.2", "8.2.3", "14.2.6")
@pytest.mark.parametrize("reader", HERE)
def test_each_reader_sees_what_is_theirs_and_nothing_else(reader, village, client_of):
    reading = read_all(reader, village, client_of)
    leaks = reading.leaks(reader)
    missing = [key for key, secret in SECRETS.items() if reader in secret.seen_by and key not in reading.seen]
    assert not leaks, leaks
    assert not missing, missing
    assert not reading.broken
    assert reading.asked > 150, "it would prove nothing"


# One deliberate leak each: what is broken, the pages where it shows, who reads too much, and what.
def _circles_without_a_rule(patch) -> None:
    patch.setattr(circles, "visible_circles", lambda reader: Circle.objects.order_by("name"))


def _meetings_without_a_rule(patch) -> None:
    patch.setattr(type(Meeting.objects.all()), "visible_to", lambda rows, reader: rows)


MUTATIONS = [
    (_circles_without_a_rule, "/cercles/", "secret name"),
    (_meetings_without_a_rule, "/rencontres/", "secret title"),
]


@pytest.mark.parametrize(("break_it", "under", "key"), MUTATIONS)
@pytest.mark.parametrize("reader", ["anonymous", "member"])
def test_the_reader_finds_a_leak_made_on_purpose(
    reader, break_it, under, key, village, client_of, monkeypatch
):
    house = build(village)
    person = house.people[reader]

    def read() -> dict[str, list[str]]:
        reading = Reading(client_of(person) if person else Client(), person)
        reading.pages(under)
        return reading.leaks(reader)

    assert read() == {}
    break_it(monkeypatch)
    freshness.bump()
    assert key in read()
