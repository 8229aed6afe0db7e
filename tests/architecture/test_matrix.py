"""Who may knock where: every address, method and role, as declared and as answered."""

import asyncio
import contextlib
from collections.abc import Iterator

import pytest
from django.core.handlers.wsgi import WSGIHandler
from django.db import transaction
from django.test import Client
from django.urls import Resolver404, resolve, reverse

from parvis.kit import matrix
from parvis.kit.front.door import Front
from parvis.kit.live import live_doors
from tests.architecture.tree import ROOT
from tests.kit.asgi_client import ask

ROWS = matrix.rows()
METHODS = ["GET", "POST", "DELETE"]
EVERYONE = {"anonymous", "member", "animator", "facilitator", "keeper", "correspondent", "administrator"}
ADMITTED = {
    "passer-by": EVERYONE,
    "visitor": EVERYONE,
    "member": EVERYONE - {"anonymous"},
    "recent-member": EVERYONE - {"anonymous"},
    "even-suspended": EVERYONE - {"anonymous"},
    "even-leaving": EVERYONE - {"anonymous"},
    "animator": {"animator"},
    "facilitator": {"facilitator"},
    "keeper": {"keeper"},
    "correspondent": {"correspondent"},
    "administrator": {"administrator"},
    "kiosk-reader": EVERYONE,
    "at-the-kiosk": set(),  # an entry at the kiosk is no role: whoever signed in elsewhere enters again
    "one-of-two": set(),  # two who sit side by side hold no role: they sit down anew
    "two-here": set(),
    "wakes-bridge": {"animator", "administrator"},
    "keeps-bridge": {"animator", "correspondent", "administrator"},
    "partner-keeper": {"animator", "keeper", "administrator"},
    "moderator": {"animator", "administrator"},
    "demonstration": EVERYONE,  # the village of the tests is none: whoever asks hears that the page does not exist
    "first-page": EVERYONE,  # the village has a name: whoever asks hears that the page does not exist
}
OUTERMOST = {
    "anonymous",
    "administrator",
}  # what no door takes at all, these two try: the answer knows no role
CAST = {
    "member": "jeanne",
    "animator": "karim",
    "facilitator": "pierre",
    "keeper": "lucie",
    "correspondent": "monique",
    "administrator": "fatou",
}


def test_every_address_has_a_door():
    assert not [row.path for row in ROWS if not row.is_declared]


def test_every_address_has_an_area_and_a_name():
    assert not [row.path for row in ROWS if ":" not in row.name or row.name.endswith(":None")]


def test_every_audience_is_known_to_this_test():
    assert {audience.name for row in ROWS for audience in row.audiences.values()} <= set(ADMITTED)


def test_the_reference_page_tells_the_same():
    """An address that opens wider shows in a diff: rerun bin/doors and read it."""
    assert matrix.table() in (ROOT / "docs" / "reference" / "portes.md").read_text(encoding="utf-8")


def test_acts_are_not_done_by_looking():
    """Whoever may POST somewhere does it by POST only: no address writes on GET (see also the journeys)."""
    assert not [row.path for row in ROWS if set(row.audiences) - {"GET", "POST"}]


@pytest.mark.parametrize("path", sorted(live_doors()))
def test_a_live_path_is_declared_hides_no_other_and_is_shut_to_who_holds_nothing(path):
    """The front answers it before Django's doors: it keeps its own."""
    door = live_doors()[path]
    assert set(door.audiences.values()) == {"of-the-visit"}
    assert set(door.audiences) <= {"GET", "POST"}
    assert ":" in door.name
    with pytest.raises(Resolver404):
        resolve(path)
    page = {"origin": "http://localhost", "sec-fetch-site": "same-origin", "content-type": "application/json"}
    front = Front(WSGIHandler())
    for method in [*METHODS, "PUT", "HEAD", "OPTIONS"]:
        answer = asyncio.run(ask(front, method, path, page))
        assert answer.status == (403 if method in door.audiences else 405), method
    front.close()


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """What a request changes is taken back, so that every request finds the same village."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def address(row: matrix.Row, village) -> str:
    """A real address of the row: ids of the village where the area has one."""
    known = {"meetings": village.cafe.pk, "members": village.gardeners.pk}
    area = row.name.split(":")[0]
    values = {
        name: known.get(area, 1) if name in {"pk", "meeting_pk", "meeting", "number"} else 1
        for name in row.arguments
    }
    texts = {
        name
        for name in row.arguments
        if "slug" in name or "token" in name or "code" in name or "path" in name
    }
    return reverse(row.name, kwargs={**values, **dict.fromkeys(texts, "x")})


def expected(row: matrix.Row, method: str, role: str) -> str:
    if method not in row.audiences:
        return "not allowed"
    return "admitted" if role in ADMITTED[row.audiences[method].name] else "turned away"


def answered(client: Client, method: str, url: str) -> str:
    held = client.cookies.output(header="", sep=";")
    with undone():
        response = client.generic(method, url, content_type="application/x-www-form-urlencoded")
    client.cookies.clear()  # signing out, or in, is taken back too
    client.cookies.load(held)
    if response.status_code == 405:
        return "not allowed"
    doors = (reverse("members:sign_in"), reverse("kiosk:enter"))
    goes_to_sign_in = response.status_code == 302 and response["Location"].startswith(doors)
    if response.status_code == 403 or (goes_to_sign_in and url not in doors):
        return "turned away"
    return "admitted" if response.status_code < 500 else f"broken ({response.status_code})"


@pytest.mark.django_db
@pytest.mark.parametrize("role", sorted(EVERYONE))
def test_each_role_finds_the_doors_it_was_promised(role, village, anonymous, client_of):
    client = anonymous if role == "anonymous" else client_of(getattr(village, CAST[role]))
    client.raise_request_exception = False
    wrong = []
    for row in ROWS:
        url = address(row, village)
        for method in METHODS if role in OUTERMOST else row.audiences:
            want, got = expected(row, method, role), answered(client, method, url)
            if got != want:
                wrong.append(f"{method} {url} ({row.name}): expected {want}, got {got}")
    assert not wrong
