"""A place given back is silent, forgets whom it should, and comes from any version that was tagged."""

import json
from pathlib import Path

from tests.console.safekeeping.places import Place, tables

WAITING = """
import django; django.setup()
from django.utils import timezone
from parvis.courier.dispatching import dispatch
for channel, address in (("mail", "jeanne@exemple.fr"), ("telephone", "+33639981201")):
    dispatch(channel=channel, purpose="meetings.cancellation", address=address, title="Annulé", body="Non.",
             at=timezone.now())
from parvis.members.codes import make_code
from parvis.members.models import Member
make_code(at=timezone.now(), member=Member.objects.first())
"""
A_TURN = """
import django; django.setup()
from django.utils import timezone
from config.schedule import JOBS
from parvis.console import working
from parvis.courier.models import Dispatch, Hold
from parvis.members.models import SignInCode
before = Dispatch.objects.filter(state="sent").count()
held = Dispatch.objects.filter(state="held").count()
working.prepare(timezone.now())
worker = working.Worker()
for job in JOBS:
    if not job.name.startswith("console."):
        job.work()(at=timezone.now())
import json
print(json.dumps({
    "sent": Dispatch.objects.filter(state="sent").count() - before,
    "held": held, "waiting": Dispatch.objects.filter(state="waiting").count(),
    "holds": Hold.objects.filter(ended_at=None).count(), "codes": SignInCode.objects.count(),
}))
"""
ERASE = """
import django; django.setup()
from django.utils import timezone
from parvis.console.safekeeping import erasures
from parvis.members.erasing import erase
from parvis.members.models import Member
from django.db.models import Max
gone = Member.objects.filter(roles=None).order_by("pk").last()
last = Member.objects.aggregate(last=Max("pk"))["last"]
erase(member=gone, at=timezone.now())
assert erasures.are_some_new()
erasures.write_down(timezone.now())
assert not erasures.are_some_new()
print(gone.pk, gone.name)
"""
BACK = """
import django; django.setup()
from parvis.members.models import Member
print(Member.objects.filter(pk={pk}).count(), Member.objects.count())
"""
OLDER = """
import django; django.setup()
from datetime import datetime, timezone
from pathlib import Path
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from parvis.console.safekeeping import archiving
executor = MigrationExecutor(connection)
first = [key for key in executor.loader.graph.nodes if key[0] in {areas} and key[1] == "0001_initial"]
others = [key for key in executor.loader.graph.leaf_nodes() if key[0] not in {areas}]
def asks_for_more(key):
    plan = executor.loader.graph.forwards_plan(key)
    return any(step[0] in {areas} and step not in first for step in plan)
executor.migrate(first + [key for key in others if not asks_for_more(key)])  # those born later are left out
now = "2026-06-01 10:00:00+00:00"
with connection.cursor() as cursor:
    cursor.execute("INSERT INTO community_community (id, name, welcome, story, \\"values\\", charter, logo, colour,"
        " tokens, telephone, is_open, time_zone, vacancy_alarms, is_demo) VALUES"
        " (1, 'Vieux canal', '', '', '', '', '', '#1d6b57', '{{}}', '', true, 'Europe/Paris', true, false)")
    cursor.execute("INSERT INTO members_member (id, name, search_name, pronouns, about, card_code, is_listed,"
        " needs_calling, large_print, language, joined_at, session_key) VALUES"
        " (7, 'Odile', 'odile', '', '', 'AA0001', false, true, false, 'fr', '%s', 's')" % now)
archive = archiving.back_up(Path({path!r}), at=datetime.now(timezone.utc))
print(len(archive.manifest.migrations["members"]))
"""


def test_a_place_given_back_sends_no_old_message(village_place: Place, tmp_path: Path) -> None:
    village_place.run(WAITING)
    archive = tmp_path / "a.parvis"
    village_place.backup(archive)
    copy = Place(tmp_path / "copy")
    assert copy.parvis("restore", str(archive)).code == 0
    told = json.loads(copy.run(A_TURN).splitlines()[-1])
    assert told["held"] >= 2
    assert (told["sent"], told["waiting"], told["holds"], told["codes"]) == (0, 0, 1, 0)
    assert not list(copy.data.glob("courrier/*"))


def test_who_was_erased_after_the_backup_does_not_come_back(village_place: Place, tmp_path: Path) -> None:
    archive = tmp_path / "before.parvis"
    village_place.backup(archive)
    pk, name = village_place.run(ERASE).strip().split(" ", 1)
    done = village_place.parvis("restore", str(archive), "--yes")
    assert done.code == 0, done.err
    there, everybody = map(int, village_place.run(BACK.format(pk=pk)).split())
    assert there == 0
    assert everybody == tables(archive)["members_member"]["rows"] - 1
    assert name.encode() not in (village_place.data / "sauvegardes" / "effacements.jsonl").read_bytes()


def test_an_older_version_is_given_back_in_today_s(tmp_path: Path) -> None:
    """Made by the code at its first migrations: what a place of the first tagged state holds."""
    path, old = tmp_path / "old.parvis", Place(tmp_path / "old")
    areas = {"members", "courier", "meetings", "wiki", "community", "chronicle", "kit"}
    assert int(old.run(OLDER.format(areas=areas, path=str(path)))) == 1
    new = Place(tmp_path / "new")
    assert new.parvis("verify", str(path)).code == 0
    done = new.parvis("restore", str(path), "--json")
    assert done.code == 0, done.err
    new.backup(tmp_path / "today.parvis")
    assert tables(tmp_path / "today.parvis")["members_member"]["rows"] == 1
