"""A real server, and a removal made by another process: sessions, links and passes are dead within five seconds.

The server's own words are read as well: nothing anybody typed, and no address, comes into its log.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.opened import ROOT, Opened
from tests.ports import free_port

WITHIN_SECONDS = 5.0
TOKEN = "zqneverlogged"  # in paths, questions and forms
_PUT_OUT = """
import sys, django
django.setup()
from django.utils import timezone
from parvis.meetings.models import Registration
from parvis.meetings.passes import path_of
from parvis.members.models import Member, Role
from parvis.members.removing import remove
from parvis.members.signing_in import make_link
from parvis.members.suspending import suspend
now, act = timezone.now(), sys.argv[1]
names = {role.member for role in Role.objects.filter(kind="administrator").select_related("member")}
boss = sorted(names, key=lambda member: member.pk)[0]
member = Member.objects.get(card_code=sys.argv[2])
if act == "look":
    print(make_link(member, now))
    for registration in Registration.objects.live().filter(member=member)[:2]:
        print(path_of(registration))
elif act == "remove":
    remove(member=member, by=boss, reason="essai", at=now)
else:
    suspend(member=member, by=boss, reason="essai", at=now)
"""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    opened = Opened("demo", tmp_path_factory.mktemp("village") / "data", free_port())
    try:
        opened.wait_for("Ctrl")
        yield opened
    finally:
        if opened.process.poll() is None:
            opened.end()


def elsewhere(demo: Opened, *words: str) -> list[str]:
    """What another process does to the same place."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PARVIS_")}
    data = Path(demo.said).parent / "data"
    env |= {
        "PARVIS_DATA": str(data),
        "PARVIS_PORT": str(demo.port),
        "DJANGO_SETTINGS_MODULE": "config.settings",
    }
    done = subprocess.run(
        [sys.executable, "-c", _PUT_OUT, *words],
        cwd=ROOT,
        env=env,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return done.stdout.split()


def my_card(demo: Opened) -> str:
    """The code on the card of whoever is signed in; empty for nobody."""
    shown = re.search(r'<p class="code">([\w ]+)</p>', demo.get("/mon-espace/carte/")[1])
    return shown[1].replace(" ", "") if shown else ""


@pytest.mark.asvs("7.4.1", "7.4.2")
@pytest.mark.parametrize("act", ["suspend", "remove"])
def test_sessions_links_and_passes_are_dead_within_five_seconds_of_an_act_elsewhere(
    act: str, demo: Opened
) -> None:
    links = re.findall(rf"http://localhost:{demo.port}(/connexion/lien/\S+)", demo.said.read_text())
    member = sorted(set(links), key=links.index)[0 if act == "suspend" else 1]
    page = demo.get(member)[1]
    secret = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page)
    assert secret is not None
    assert demo.post(member, {"csrfmiddlewaretoken": secret[1]})[0] == 200
    card = my_card(demo)
    assert card, "the session is open, and this is my card"
    link, *passes = elsewhere(demo, "look", card)
    link = "/" + link.split("/", 3)[3]
    assert demo.get(link)[0] == 200
    assert [demo.get(one)[0] for one in passes] == [200] * len(passes)
    elsewhere(demo, act, card)
    began = time.monotonic()
    dies(lambda: bool(my_card(demo)), began)
    dies(lambda: demo.get(link)[0] != 410, began)
    for one in passes:
        dies(lambda one=one: demo.get(one)[0] != 404, began)


def dies(is_alive: Callable[[], bool], began: float) -> None:
    """What is asked for after these seconds is answered with a no, however long a busy machine takes to say it."""
    asked_at = time.monotonic()
    while is_alive():
        assert asked_at - began < WITHIN_SECONDS
        time.sleep(0.2)
        asked_at = time.monotonic()


@pytest.mark.asvs("16.2.5", "14.2.1")
def test_nothing_anybody_asks_for_or_types_is_written_in_the_log(demo: Opened) -> None:
    for path in (f"/{TOKEN}/", f"/rencontres/{TOKEN}/", f"/inscriptions/{TOKEN}.x/", f"/connexion/lien/{TOKEN}/",
                 f"/qui-est-qui/?nom={TOKEN}", f"/media/{TOKEN}.webp", f"/static/{TOKEN}.css", f"/%00{TOKEN}",
                 f"/histoires/photos/1/{TOKEN}.webp"):  # fmt: skip
        assert demo.get(path)[0] < 500
    for path in ("/connexion/", f"/{TOKEN}/", "/deconnexion/"):
        assert demo.post(path, {"address": f"{TOKEN}@exemple.fr", "name": TOKEN})[0] < 500
    assert TOKEN not in demo.said.read_text()
