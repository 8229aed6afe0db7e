"""Every real file of meetings is read: how many, how many twice, how many in each other's way. Run with -s to read it."""

import json
import os
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from parvis.federation.models import Source
from parvis.federation.sources import adding, bringing, jobs
from parvis.federation.sources.formats import Understood, understand
from parvis.kit.ics.entries import Entry
from parvis.kit.ics.notes import Doubt
from parvis.kit.refusals import Refusal
from parvis.meetings.models import Meeting
from parvis.meetings.noticing.judging import Kind, judge
from parvis.meetings.noticing.sketch import Sketch

REAL = Path(os.environ.get("PARVIS_SHARED_DATA", "../shared/data")) / "2-events"
PARIS = ZoneInfo("Europe/Paris")
pytestmark = pytest.mark.skipif(not REAL.is_dir(), reason="the real files are not here")

# What each file is, and how many meetings it gives. Those that hold none say what they are instead.
READ = {
    "activitypub/mobilizon-post-activity.json": ("objects", 1),
    "activitypub/mobilizon-post-activity-group.json": ("objects", 1),
    "calendriers-france/jours_feries_alsace-moselle.csv": ("table", 338),
    "calendriers-france/jours_feries_metropole.csv": ("table", 286),
    "calendriers-france/jours_feries_alsace-moselle.ics": ("ics", 143),
    "calendriers-france/jours_feries_metropole.ics": ("ics", 121),
    "ics/velo-club-val-d-europe_ECP_wordpress.ics": ("ics", 12),
    "meetup-montana/events.csv": ("table", 1391),
    "mixit/talks_2019.json": ("objects", 88),
    "mixit/talks_2025.json": ("objects", 62),
    "openagenda/openagenda_paris_881.json": ("openagenda", 881),
    "openagenda/openagenda_paris_complet_40.json": ("openagenda", 308),
    "toulouse-tech-hub/events.jsonl": ("objects", 203),
}
# Each line is a day of holidays, not a meeting: the days come from `holidays` and `vacances-scolaires-france`.
DAYS = {"calendriers-france/vacances_scolaires_1990-2026.csv"}


def of_all_times(path: Path) -> Understood:
    """The meetings of a file whatever their year: the window slides over its twenty years."""
    found = [
        understand(path, home=PARIS, at=datetime(year, 1, 1, tzinfo=PARIS), with_past=True)
        for year in (2036, 2027, 2018, 2009)
    ]
    entries = {(entry.uid, entry.slot_at): entry for one in found for entry in one.entries}
    return Understood(found[0].kind, found[0].name, list(entries.values()), found[0].notes, found[0].is_whole)


def sketch(entry: Entry) -> Sketch:
    return Sketch(
        entry.title,
        entry.begins_at,
        entry.ends_at,
        where=entry.where,
        address=entry.address,
        link=entry.url,
        about=entry.about[:600],
    )


def noticed(entries: list[Entry]) -> Counter[str]:
    """Pairs that are one meeting written twice, pairs in each other's way."""
    ordered = sorted(entries, key=lambda entry: entry.begins_at)
    found: Counter[str] = Counter()
    for number, one in enumerate(ordered):
        for other in ordered[number + 1 :]:
            if other.begins_at - one.begins_at > timedelta(hours=12):
                break
            if finding := judge(sketch(one), sketch(other)):
                found["doublons" if finding.kind is Kind.DUPLICATE else "rencontres qui se gênent"] += 1
    return found


@pytest.mark.parametrize("name", sorted(READ))
def test_every_meeting_of_a_real_file_is_read(name):
    kind, count = READ[name]
    found = of_all_times(REAL / name)
    seen = noticed(found.entries)
    print(f"{name}: {len(found.entries)} rencontres, {dict(seen)}")
    assert (found.kind, len(found.entries)) == (kind, count)
    assert all(entry.ends_at > entry.begins_at and entry.title for entry in found.entries)
    if name.startswith("openagenda"):
        assert seen["doublons"] > 0


def test_every_other_file_is_a_sentence():
    """Members, answers and pages of groups are no meetings: said, never guessed."""
    others = [path for path in REAL.rglob("*.*") if str(path.relative_to(REAL)) not in READ.keys() | DAYS]
    assert len(others) > 30
    for path in others:
        with pytest.raises(Refusal):
            understand(path, home=PARIS, at=datetime(2026, 1, 1, tzinfo=PARIS), with_past=True)


def test_holidays_given_as_meetings_stay_bounded():
    [name] = DAYS
    found = understand(REAL / name, home=PARIS, at=datetime(2026, 1, 1, tzinfo=PARIS), with_past=True)
    assert 0 < len(found.entries) <= 2000
    assert found.notes.counts[Doubt.UNNAMED] > 5000


def test_a_real_city_comes_in_and_its_doubles_are_shown(village, now, tmp_path):
    """A hundred meetings of Paris as they were announced that summer; then the same told by somebody else."""
    at = datetime(2026, 7, 27, tzinfo=PARIS)
    records = json.loads((REAL / "openagenda/openagenda_paris_881.json").read_text(encoding="utf-8"))[:100]

    def look(prefix: str) -> Source:
        told = json.dumps([{**record, "uid": f"{prefix}{record['uid']}"} for record in records])
        source = adding.add(chunks=[told.encode()], file_name="paris.json", by=village.fatou, at=at)
        jobs.advance(at)
        return source

    first = look("")
    assert first.imported.filter(twin__isnull=False).count() == 0
    bringing.publish(source=first, by=village.fatou, at=at)
    for _turn in range(10):
        jobs.advance(at)
    assert Meeting.objects.filter(imported__source=first).count() == 100
    twins = look("autre-").imported.filter(twin__isnull=False).count()
    print(f"Paris raconté deux fois : 100 rencontres, {twins} reconnues")
    assert twins > 95
