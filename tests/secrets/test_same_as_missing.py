"""A secret thing answers exactly like a missing one: status, headers, body, work done."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from parvis.community.models import Circle
from parvis.meetings.models import DatePoll, Meeting, Registration
from parvis.wiki.models import Photo, Story
from tests.secrets.house import House, build, put_out
from tests.secrets.reading import ROWS, undone

OUTSIDERS = ("anonymous", "member", "animator", "correspondent", "administrator", "removed", "suspended")
_CHANGING = re.compile(r'value="[A-Za-z0-9]{64}"|\b[0-9a-f]{8}\b|csrftoken=[^;]+|parvis=[^;]+')
_NUMBER = re.compile(r"/\d+(?=[/.\"&?]|%2F|$)|%2F\d+(?=%2F)")


def hidden_numbers(house: House) -> dict[str, int]:
    """The beginning of an address → the number of what these readers may not know of."""
    photo = Photo.objects.get()
    registration = Registration.objects.filter(meeting=house.meetings["secret"]).earliest("pk")
    return {
        "/rencontres/": house.meetings["secret"].pk,
        "/rencontres/sondages/": DatePoll.objects.get(circle=house.secret).pk,
        "/r/": house.meetings["secret"].pk,
        "/cercles/": house.secret.pk,
        "/histoires/": house.stories["inner"].pk,
        "/histoires/photos/": photo.pk,
        "/coulisses/cercles/": house.secret.pk,
        "/inscriptions/": registration.pk,
    }


def missing_number() -> int:
    """A number of as many digits that nobody has."""
    most = max(model.objects.latest("pk").pk for model in (Meeting, Circle, Story, Photo))
    return most + 10_000


def plain(response) -> tuple[int, str, str]:
    """An answer without what differs between any two answers: its reference, its form secret, its own address."""
    headers = {
        name: value for name, value in response.items() if name not in {"Content-Length", "X-Request-Id"}
    }
    body = response.content.decode("utf-8", "replace")
    clean = [_NUMBER.sub("/N", _CHANGING.sub("…", text)) for text in (repr(sorted(headers.items())), body)]
    return response.status_code, *clean  # type: ignore[return-value]


def asked(client: Client, method: str, path: str):
    held = client.cookies.output(header="", sep=";")
    with (
        undone(),
        CaptureQueriesContext(
            connection,
        ) as queries,
    ):
        response = client.generic(method, path, content_type="application/x-www-form-urlencoded")
    client.cookies.clear()
    client.cookies.load(held)
    return plain(response), len(queries)


@pytest.mark.asvs("8.2.2", "14.2.1")
@pytest.mark.parametrize("reader", OUTSIDERS)
def test_what_one_may_not_see_answers_like_what_does_not_exist(reader, village, client_of):
    house = build(village)
    person = house.people[reader]
    client = client_of(person) if person else Client()
    client.raise_request_exception = False
    put_out(house)
    hidden, missing, differing, compared = hidden_numbers(house), missing_number(), [], 0
    for row in ROWS:
        before, numbered, after = row.path.partition("<int:pk>")
        if before not in hidden or not numbered:
            continue
        after = re.sub(r"<int:\w+>", str(missing), after).replace("<str:name>", "x.webp")
        for method in sorted({"GET", "POST"} & set(row.audiences)):
            asked(client, method, f"{before}{missing}{after}")  # what is remembered from now on is the same
            nobody, work = asked(client, method, f"{before}{missing}{after}")
            secret, more_work = asked(client, method, f"{before}{hidden[before]}{after}")
            compared += 1
            if secret != nobody or abs(more_work - work) > 0:
                differing.append(
                    (method, row.path, nobody[0], secret[0], work, more_work, _first(nobody, secret))
                )
    assert not differing
    assert compared > 30


def _first(one: tuple[int, str, str], other: tuple[int, str, str]) -> str:
    for left, right in zip(one[1:], other[1:], strict=True):
        if left != right:
            at = next((n for n, (a, b) in enumerate(zip(left, right, strict=False)) if a != b), 0)
            return f"{left[max(0, at - 40) : at + 60]!r} / {right[max(0, at - 40) : at + 60]!r}"
    return ""


@pytest.mark.parametrize("reader", ["anonymous", "member", "administrator"])
def test_lists_counts_and_searches_are_the_same_with_and_without_the_secret_circle(
    reader, village, client_of
):
    house = build(village)
    client = client_of(house.people[reader]) if house.people[reader] else Client()
    pages = ("/", "/rencontres/", "/rencontres/2026/11/", "/cercles/", "/histoires/", "/qui-est-qui/",
             f"/rencontres/?par=cercle-{house.secret.pk}")  # fmt: skip
    pages += ("/coulisses/cercles/", "/coulisses/roles/") if reader == "administrator" else ()
    client.get("/cercles/")
    full = [plain(client.get(page)) for page in pages]
    with undone():
        Meeting.objects.filter(circle=house.secret).delete()
        Story.objects.filter(circle=house.secret).delete()
        house.people["host"].roles.all().delete()
        Circle.objects.filter(pk=house.secret.pk).delete()
        empty = [plain(client.get(page)) for page in pages]
    for page, one, other in zip(pages, full, empty, strict=True):
        assert one == other, (page, _first(one, other))
