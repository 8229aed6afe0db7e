"""What it costs to look for what is in the way of a meeting, among 50,000 bookings.

    python benchmarks/rooms.py [--bookings 50000] [--postgres]

One busy hall holds a tenth of them, the other places share the rest. Figures are milliseconds of processor,
median of many.
"""

import argparse
import os
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from time import process_time
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

if TYPE_CHECKING:
    from parvis.community.models import Place

HALLS, TIMES = 200, 200


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bookings", type=int, default=50_000)
    parser.add_argument("--postgres", action="store_true")
    wanted = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="parvis-bench-"))
    os.environ |= {"PARVIS_DATA": str(folder), "DJANGO_SETTINGS_MODULE": "config.settings"}
    if wanted.postgres:
        from tests import postgres

        os.environ["PARVIS_DATABASE"] = postgres.until_exit(is_durable=True)
    import django
    from django.core.management import call_command

    django.setup()
    try:
        call_command("migrate", verbosity=0)
        _measure(wanted.bookings)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


def _measure(bookings: int) -> None:
    from parvis.meetings.booked import foresee
    from parvis.meetings.models import Booking
    from parvis.meetings.proposing import propose
    from tests.village import make_member

    now = datetime.now().astimezone().replace(minute=0, second=0, microsecond=0)
    halls, host = _town(bookings, now), make_member("Paul", now)
    hall, then = halls[0], now + timedelta(days=100)
    hours = [(then + timedelta(weeks=week), then + timedelta(weeks=week, hours=2)) for week in range(52)]

    def look() -> list[Booking]:
        begins_at, ends_at = hours[0]
        return list(Booking.objects.clashing(place=hall, begins_at=begins_at, ends_at=ends_at))

    def take() -> object:
        begins_at, ends_at = hours[0]
        return propose(title="Loto", begins_at=begins_at, ends_at=ends_at, host=host, at=now, place=hall)

    print(f"{bookings} bookings, {bookings // 10} of them at the hall asked about")
    _tell("one look-up", look)
    _tell("52 dates of a series foreseen", lambda: foresee(place=hall, room=None, hours=hours), 20)
    _tell("a meeting proposed there, asked for", take, 20)


def _town(bookings: int, now: datetime) -> "list[Place]":
    """Halls whose evenings of the coming years are taken, one of them all day long."""
    from parvis.community.models import Place
    from parvis.meetings.models import Booking, Meeting

    halls = Place.objects.bulk_create([Place(name=f"Salle {number}") for number in range(HALLS)])
    meetings = []
    for number in range(bookings):
        hall = halls[0] if number % 10 == 0 else halls[1 + number % (HALLS - 1)]
        begins_at = (
            now + timedelta(hours=2 * (number // 10))
            if hall is halls[0]
            else now + timedelta(days=number % 700)
        )
        ends_at = begins_at + timedelta(hours=1)
        facts = {
            "begins_at": begins_at,
            "ends_at": ends_at,
            "promotion_stops_at": begins_at,
            "proposed_at": now,
        }
        meetings.append(Meeting(title=f"Rencontre {number}", place=hall, **facts))
    Meeting.objects.bulk_create(meetings, batch_size=1000)
    rows = [
        Booking(
            meeting=one, place_id=one.place_id, begins_at=one.begins_at, ends_at=one.ends_at, asked_at=now,
            state=Booking.State.CONFIRMED,
        )
        for one in meetings
    ]  # fmt: skip
    Booking.objects.bulk_create(rows, batch_size=1000)
    return halls


def _tell(what: str, act: Callable[[], object], times: int = TIMES) -> None:
    took = []
    for _time in range(times):
        begun = process_time()
        act()
        took.append((process_time() - begun) * 1000)
    print(f"  {what:<40} {median(took):8.2f} ms")


if __name__ == "__main__":
    raise SystemExit(main())
