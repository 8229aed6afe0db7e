"""A proposal against a full programme: 50 ms at most for one meeting, 300 ms for a series of 52.

    python benchmarks/noticing.py [--meetings 50000] [--postgres]

Meetings are spread over three years, at twenty places, by two hundred hosts. Printed: milliseconds of
processor of this process and by the clock, how many SQL queries, and the ratio to reading one row by its
number: on a busy machine trust the ratio. The same measure is taken at a tenth of the programme: what grows
with it shows.
"""

import argparse
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
KINDS = ["Atelier", "Café", "Marche", "Chorale", "Loto", "Repas", "Conférence", "Jeux", "Contes", "Réunion"]
THINGS = ["vélos", "tricot", "du canal", "des aînés", "en famille", "poterie", "jardin", "lecture", "échecs"]


def fill(how_many: int) -> Any:
    """The members, the places and the meetings of a busy town; gives back who proposes."""
    from parvis.community.models import Community, Place
    from parvis.meetings.models import Booking, Meeting, Publication
    from parvis.members.models import Member

    dice = random.Random(4)  # the same town each time
    Community.objects.get_or_create(pk=1, defaults={"name": "Bourg"})
    places = [Place.objects.create(name=f"Salle {n}", address=f"{n} rue du Port") for n in range(20)]
    members = [
        Member.objects.create(name=f"Membre {n}", search_name=f"membre {n}", card_code=f"AA{n:04d}",
                              session_key=f"s{n}", joined_at=NOW, verified_at=NOW)
        for n in range(200)
    ]  # fmt: skip
    span, made = 3 * 365 * 24 * 2, []
    for _turn in range(how_many):
        begins_at = NOW + timedelta(minutes=30 * dice.randrange(span) - 15 * span // 2)
        made.append(
            Meeting(
                title=" ".join(dice.choice(some) for some in (KINDS, THINGS, THINGS)), begins_at=begins_at,
                ends_at=begins_at + timedelta(hours=2), promotion_stops_at=begins_at, proposed_at=NOW,
                place=dice.choice(places), host=dice.choice(members), about="On se retrouve, on parle. " * 10,
            )
        )  # fmt: skip
    made = Meeting.objects.bulk_create(made, batch_size=2000)
    Publication.objects.bulk_create([Publication(meeting=one, at=NOW) for one in made], batch_size=5000)
    Booking.objects.bulk_create(
        [Booking(meeting=one, place=one.place, begins_at=one.begins_at, ends_at=one.ends_at,
                 state=Booking.State.CONFIRMED, asked_at=NOW) for one in made],
        batch_size=5000,
    )  # fmt: skip
    return members[0], places[0]


def measured(act: Callable[[], Any], turns: int) -> tuple[float, float, int]:
    """Median milliseconds of processor and by the clock, and queries, the first turn left out."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        act()
    cpu, wall = [], []
    for _turn in range(turns):
        began, began_cpu = time.perf_counter(), time.process_time()
        act()
        cpu.append((time.process_time() - began_cpu) * 1000)
        wall.append((time.perf_counter() - began) * 1000)
    return statistics.median(cpu), statistics.median(wall), len(asked)


def measure(how_many: int) -> None:
    from parvis.meetings.models import Meeting
    from parvis.meetings.noticing.looking import look
    from parvis.meetings.noticing.slots import FreeHours

    viewer, place = fill(how_many)
    begins_at = NOW + timedelta(days=5, hours=9)
    meeting = Meeting(title="Ateliers vélos", begins_at=begins_at, ends_at=begins_at + timedelta(hours=2),
                      place=place, host=viewer)  # fmt: skip
    once = [(begins_at, meeting.ends_at)]
    starts = [begins_at + timedelta(weeks=number) for number in range(52)]
    weekly = [(start, start + timedelta(hours=2)) for start in starts]
    some = Meeting.objects.first()
    lines = {
        "one row by its number": lambda: Meeting.objects.get(pk=some.pk),
        "one proposal": lambda: look(meeting, once, viewer=viewer),
        "a series of 52": lambda: look(meeting, weekly, viewer=viewer),
        "three free hours": lambda: FreeHours.around(meeting, once, NOW, viewer=viewer).near(*once[0]),
    }
    print(f"\n{how_many} meetings{'CPU ms':>20}{'clock ms':>10}{'queries':>9}{'× a row':>9}")
    base = 0.0
    for name, act in lines.items():
        cpu, wall, queries = measured(act, turns=15)
        base = base or cpu
        print(f"{name:<25}{cpu:>10.1f}{wall:>10.1f}{queries:>9}{cpu / base:>9.0f}")


def main() -> None:
    shape = argparse.RawDescriptionHelpFormatter
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=shape)
    parser.add_argument("--meetings", type=int, default=50_000)
    parser.add_argument("--postgres", action="store_true")
    wanted = parser.parse_args()
    for how_many in (wanted.meetings // 10, wanted.meetings):
        if os.fork() == 0:  # each size in a process and a folder of its own
            alone(how_many, wanted.postgres)
            os._exit(0)
        os.wait()


def alone(how_many: int, on_postgres: bool) -> None:
    folder = Path(tempfile.mkdtemp(prefix="parvis-noticing-"))
    os.environ.update(PARVIS_DATA=str(folder), DJANGO_SETTINGS_MODULE="config.settings")
    if on_postgres:
        from tests import postgres

        os.environ["PARVIS_DATABASE"] = postgres.until_exit()
    try:
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        measure(how_many)
    finally:
        sys.stdout.flush()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
