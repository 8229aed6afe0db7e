"""Everything is read as each reader: nobody sees what is not theirs, and everybody sees what is."""

import pytest
from django.test import Client

from tests.secrets.house import build, open_up, put_out
from tests.secrets.reading import Reading
from tests.secrets.table import READERS, SECRETS


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
@pytest.mark.parametrize("reader", READERS)
def test_each_reader_sees_what_is_theirs_and_nothing_else(reader, village, client_of):
    reading = read_all(reader, village, client_of)
    leaks = {key: where for key, where in reading.seen.items() if reader not in SECRETS[key].seen_by}
    missing = [key for key, secret in SECRETS.items() if reader in secret.seen_by and key not in reading.seen]
    assert not leaks, leaks
    assert not missing, missing
    assert not reading.broken
    assert reading.asked > 150, "it would prove nothing"
