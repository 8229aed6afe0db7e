"""From SQLite to PostgreSQL and back: the same rows, the same next number, on the other side."""

from pathlib import Path

from tests.console.safekeeping.places import Place, tables

NEXT_MEMBER = """
import django; django.setup()
from django.utils import timezone
from parvis.members.models import Member
print(Member.objects.create(name="Z", search_name="z", card_code="ZZ0001", session_key="z", joined_at=timezone.now()).pk)
"""


def test_a_place_moves_to_postgresql_in_one_command(
    village_place: Place, new_database, tmp_path: Path
) -> None:
    url, here, there = new_database(), tmp_path / "here.parvis", tmp_path / "there.parvis"
    village_place.backup(here)
    before = (village_place.data / "parvis.sqlite3").read_bytes()
    done = village_place.parvis("demenager", "--vers", url)
    assert done.code == 0, done.err
    assert f"PARVIS_DATABASE={url}" in done.out
    assert (village_place.data / "parvis.sqlite3").read_bytes() == before
    moved = Place(village_place.data, url)
    moved.backup(there)
    assert tables(there) == tables(here)
    assert int(moved.run(NEXT_MEMBER)) == int(village_place.run(NEXT_MEMBER))


def test_a_place_moves_where_nobody_lives_only(village_place: Place, new_database) -> None:
    url = new_database()
    assert village_place.parvis("move", "--to", url).code == 0
    done = village_place.parvis("move", "--to", url)
    assert done.code == 1
    assert "Il y a déjà un lieu dans cette base." in done.err


def test_an_archive_of_sqlite_is_given_back_on_postgresql_and_the_other_way(
    demo_archive: Path, new_database, tmp_path: Path
) -> None:
    on_postgres = Place(tmp_path / "one", new_database())
    assert on_postgres.parvis("restore", str(demo_archive)).code == 0
    again = tmp_path / "again.parvis"
    on_postgres.backup(again)
    assert tables(again) == tables(demo_archive)
    assert on_postgres.parvis("verify", str(again)).code == 0
    on_sqlite, last = Place(tmp_path / "two"), tmp_path / "last.parvis"
    assert on_sqlite.parvis("restore", str(again)).code == 0
    on_sqlite.backup(last)
    assert tables(last) == tables(demo_archive)


def test_a_live_place_on_postgresql_is_kept_apart_before_it_is_replaced(
    demo_archive: Path, new_database, tmp_path: Path
) -> None:
    place = Place(tmp_path / "place", new_database())
    assert place.parvis("restore", str(demo_archive)).code == 0
    place.run(NEXT_MEMBER)
    assert place.parvis("restore", str(demo_archive)).code == 1
    done = place.parvis("restore", str(demo_archive), "--yes", "--json")
    assert done.code == 0, done.err
    former = tables(Path(done.told["former"]))["members_member"]["rows"]
    place.backup(tmp_path / "now.parvis")
    assert former == tables(tmp_path / "now.parvis")["members_member"]["rows"] + 1


def test_an_address_that_is_none_is_refused_in_words(village_place: Place) -> None:
    for typed in (["--to", "oracle://ici/base"], ["--to", "nulle-part"], []):
        done = village_place.parvis("move", *typed)
        assert done.code != 0
        assert "Traceback" not in done.err
        assert "Tapez :" in done.err
