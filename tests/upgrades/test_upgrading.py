"""A place of each finished issue is brought up to today's version, and nothing is lost."""

import json
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.opened import Opened
from tests.ports import free_port
from tests.settings import DATABASE_KIND, IS_LONG
from tests.upgrades.places import FAIL, KILL, STATES, OldPlace, opened

# Tables that today's version fills by itself, or that tell of the upgrade.
GROWS = {"django_migrations", "django_content_type", "auth_permission", "kit_schedule"}


# On PostgreSQL the oldest, on which every change runs, and the two newest; all of them with `bin/test --long`.
HERE = STATES if DATABASE_KIND == "sqlite" or IS_LONG else [STATES[0], *STATES[-2:]]


@pytest.fixture(params=HERE)
def each_place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[OldPlace]:
    """A place of every finished issue, one after the other."""
    with opened(request.param, tmp_path / "data", DATABASE_KIND) as old:
        yield old


@pytest.fixture
def place(tmp_path: Path) -> Iterator[OldPlace]:
    """The newest place that today's version changes surely: what goes wrong in between asks for few changes."""
    with opened(STATES[-2], tmp_path / "data", DATABASE_KIND) as old:
        yield old


def shown(place: OldPlace, path: str) -> str:
    """What a passer-by reads there once the place serves."""
    settings = {"PARVIS_DATABASE": place.url} if place.url else {}
    serving = Opened("serve", place.data, free_port(), settings)
    try:
        serving.wait_for("Ctrl-C")
        status, page = serving.get(path)
        assert status == 200
        return page
    finally:
        serving.end(signal.SIGTERM)


def test_every_finished_issue_is_among_them() -> None:
    assert STATES[:2] == ["issue-2", "issue-3"]


UP_TO_DATE = "Le lieu est déjà à jour."
SOMEONE_COMING = """
import django
django.setup()
from html import escape
from django.test import Client
from parvis.meetings.models import Registration
coming = Registration.objects.filter(state="seated", member__isnull=False).select_related("member", "meeting")
one = coming.order_by("pk").last()
browser = Client(headers={"host": "localhost"})
browser.force_login(one.meeting.host)
page = browser.get(f"/rencontres/{one.meeting_id}/organiser/").content.decode()
print("shown" if escape(one.member.name) in page else page)
from parvis.tables.models import Composition
from parvis.tables.reading import evening_of
for composition in Composition.objects.exclude(present=0).select_related("meeting"):
    tables = evening_of(composition.meeting).now.tables
    print("sat" if sum(table.size for table in tables) == 16 else tables)
"""


def looks_the_same(place: OldPlace, before: dict[str, int]) -> bool:
    """Who was registered is on the page; who sat at a table, if the place had tables, sits there."""
    seen = place.run("settings", before=SOMEONE_COMING).stdout.splitlines()
    return (seen.count("shown"), seen.count("sat")) == (1, bool(before.get("tables_seat")))


def test_an_upgrade_loses_nothing_and_says_where_the_state_before_is(each_place: OldPlace) -> None:
    """And who was registered before is on the page after; who sat at tables sits there."""
    before = each_place.rows()
    looked = each_place.run("upgrade", "--dry-run")
    assert looked.returncode == 0
    assert each_place.rows() == before
    if looked.stdout.strip() == UP_TO_DATE:  # until the next change of tables, the newest state is today's
        assert each_place.state == STATES[-1]
        assert looks_the_same(each_place, before)
        return
    done = each_place.run("upgrade", "--json")
    assert done.returncode == 0, done.stderr
    told, after = json.loads(done.stdout), each_place.rows()
    assert told["changes"]
    assert Path(told["backup"]) in each_place.archives()
    assert {name: count for name, count in after.items() if name in before and name not in GROWS} == {
        name: count for name, count in before.items() if name in after and name not in GROWS
    }
    assert set(before) <= set(after)
    assert each_place.drafts() == []
    assert each_place.run("upgrade").stdout.strip() == UP_TO_DATE
    assert looks_the_same(each_place, before)


def test_an_upgrade_that_fails_leaves_the_place_as_it_was(place: OldPlace) -> None:
    before = place.rows()
    done = place.run("upgrade", before=FAIL)
    assert done.returncode == 1
    assert "the new table does not fit" in done.stderr
    assert "Le lieu est comme avant" in done.stderr
    assert "Traceback" not in done.stderr
    assert (place.rows(), place.drafts()) == (before, [])
    assert len(place.archives()) == 1
    assert place.run("upgrade").returncode == 0


def test_an_upgrade_killed_in_the_middle_is_finished_by_the_next(place: OldPlace) -> None:
    before = place.rows()
    done = place.run("upgrade", before=KILL)
    assert done.returncode == -signal.SIGKILL
    assert place.rows() == before
    assert place.run("upgrade").returncode == 0
    assert place.rows()["members_member"] == before["members_member"]
    assert place.drafts() == []


def test_serving_an_older_place_keeps_its_state_first(place: OldPlace) -> None:
    before = place.rows()
    assert "<h1" in shown(place, "/")
    assert len(place.archives()) == 1
    assert place.rows()["meetings_registration"] == before["meetings_registration"]


def test_serving_refuses_when_the_upgrade_fails(place: OldPlace) -> None:
    before = place.rows()
    done = place.run("serve", before=FAIL)
    assert (done.returncode, "Le lieu est comme avant" in done.stderr) == (1, True)
    assert place.rows() == before


def test_what_is_open_or_of_a_newer_version_is_not_upgraded(place: OldPlace) -> None:
    assert place.run("upgrade").returncode == 0
    serving = Opened("serve", place.data, free_port(), {"PARVIS_DATABASE": place.url} if place.url else {})
    try:
        serving.wait_for("Ctrl-C")
        done = place.run("upgrade")
        assert (done.returncode, "déjà ouvert" in done.stderr) == (1, True)
    finally:
        serving.end()
    place.do(
        "INSERT INTO django_migrations (app, name, applied) VALUES ('kit', '9999_to_come', '2030-01-01')"
    )
    for command in ("serve", "upgrade"):
        done = place.run(command)
        assert done.returncode == 1
        assert "9999_to_come" in done.stderr


def test_an_empty_folder_has_nothing_to_upgrade(tmp_path: Path) -> None:
    done: subprocess.CompletedProcess[str] = OldPlace("", tmp_path / "data", "").run("upgrade")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
