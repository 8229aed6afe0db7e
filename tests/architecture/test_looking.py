"""Nothing happens on GET or HEAD: every address, every role, and not one row written but one's session."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from parvis.conversations.opening import open_with_organisers
from parvis.conversations.saying import say
from parvis.kit import matrix
from parvis.meetings.models import Registration
from parvis.meetings.passes import pass_of
from parvis.meetings.telling import begin_story
from parvis.members.codes import make_code
from tests.architecture.test_matrix import CAST
from tests.village import make_meeting, seat

LOOKED_AT = [row for row in matrix.rows() if "GET" in row.audiences]
OWN_ROWS = ("django_session",)  # a browser that asks for a form may be given a session


@contextmanager
def writes_noticed() -> Iterator[list[str]]:
    """The statements that changed a row meanwhile."""
    found: list[str] = []

    def notice(execute, sql, params, many, context):
        if sql.split(" ", 1)[0].upper() in {"INSERT", "UPDATE", "DELETE", "REPLACE"} and not any(
            f'"{table}"' in sql for table in OWN_ROWS
        ):
            found.append(sql[:120])
        return execute(sql, params, many, context)

    with connection.execute_wrapper(notice):
        yield found


def addresses_of(row: matrix.Row, village, known: dict[str, int], registration: Registration) -> str:
    area = row.name.split(":")[0]
    texts = {"token": pass_of(registration), "digest": "x", "name": "x"}
    if row.name == "members:sign_in_link":
        texts["token"] = make_code(address="jeanne@exemple.fr", at=village.now).token
    numbers = {"registration_pk": registration.pk, "year": 2026, "month": 11}
    return reverse(
        row.name,
        kwargs={name: texts.get(name, numbers.get(name, known.get(area, 1))) for name in row.arguments},
    )


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["anonymous", *CAST])
def test_looking_at_every_page_writes_nothing(role, village, client_of):
    person = getattr(village, CAST[role]) if role in CAST else None
    browser = client_of(person) if person else Client()
    browser.raise_request_exception = False
    registration = seat(village.jeanne, village.cafe, village.now)
    last_week = make_meeting("Atelier", village.now - timedelta(days=7), host=village.karim)
    story = begin_story(meeting=last_week, at=village.now).story_id
    thread = open_with_organisers(member=village.jeanne, about=village.cafe, at=village.now)
    said = say(thread=thread, by=village.jeanne, text="Bonjour", at=village.now)
    known = {
        "conversations": said.message.thread_id,
        "meetings": village.cafe.pk,
        "members": village.gardeners.pk,
        "wiki": story,
        "desk": village.odile.pk,
        "console": village.kiosk.pk,
    }
    wrong = []
    for row in LOOKED_AT:
        url = addresses_of(row, village, known, registration)
        said = {"answer": "yes", "step": "publish", "party": "4"}
        with writes_noticed() as written:
            browser.get(url)
            browser.get(url, said)
            browser.head(url, said)
        wrong += [f"{url} ({row.name}): {sql}" for sql in written]
    assert not wrong
