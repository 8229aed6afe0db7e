"""The cast itself: who is there, and on which database."""

import pytest
from django.conf import settings
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from tests import standing
from tests.standing import stand
from tests.village import Village, seat, settle


def test_the_village_stands_and_its_clock_agrees(village: Village) -> None:
    assert village.cafe.begins_at > timezone.now()
    assert (timezone.now() - village.now).total_seconds() < 60


def test_a_couple_shares_one_number_and_has_no_mail(village: Village) -> None:
    points = [
        list(member.contact_points.values_list("kind", "address"))
        for member in (village.odile, village.henri)
    ]
    assert points[0] == points[1]
    assert points[0][0][0] == "telephone"


def test_the_cast_cannot_oversell_a_meeting(village: Village) -> None:
    village.cafe.capacity = 1
    village.cafe.save()
    seat(village.odile, village.cafe, village.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        seat(village.henri, village.cafe, village.now)


@pytest.mark.django_db
def test_the_suite_runs_on_the_database_it_says() -> None:
    assert connection.vendor == {"sqlite": "sqlite", "postgres": "postgresql"}[settings.DATABASE_KIND]


@pytest.mark.django_db
def test_sqlite_tests_use_a_file_with_the_pragmas_of_a_real_place() -> None:
    if connection.vendor != "sqlite":
        pytest.skip("SQLite only")
    with connection.cursor() as cursor:
        read = {
            name: cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("journal_mode", "synchronous")
        }
    assert read == {"journal_mode": "wal", "synchronous": 2}
    assert "memory" not in str(connection.settings_dict["NAME"])


@pytest.mark.django_db
def test_laid_out_again_it_is_the_same_village(now):
    """What `village` gives from the second time on is what was made the first time (tests/standing.py)."""
    counts, people = [], []
    for make in (settle, stand, stand):
        with transaction.atomic():
            village = make(now)
            village.cafe.refresh_from_db()
            people.append(
                [village.cafe.host.name, village.odile.mandates.get().holder.name, village.jeanne.name]
            )
            counts.append(standing.counts())
            transaction.set_rollback(True)
    assert counts[0] == counts[1] == counts[2]
    assert people[0] == people[1] == people[2]
