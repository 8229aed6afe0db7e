"""A village is backed up, wiped, and given back, by the commands people type."""

import shutil
import stat
import tarfile
from pathlib import Path

from tests.console.safekeeping.places import Place, contents, media


def test_a_village_is_backed_up_wiped_and_given_back(village_place: Place, tmp_path: Path) -> None:
    first, again = tmp_path / "a.parvis", tmp_path / "b.parvis"
    told = village_place.backup(first)
    key = (village_place.data / "secrets" / "key").read_text()
    shutil.rmtree(village_place.data)
    done = village_place.parvis("restore", str(first), "--json")
    assert (done.code, done.err.count("Traceback")) == (0, 0), done.err
    assert done.told["rows"] == told["rows"] > 500
    assert (village_place.data / "secrets" / "key").read_text() == key
    village_place.backup(again)
    assert contents(again)["tables"].keys() == contents(first)["tables"].keys()
    assert media(again) == media(first) != {}


def test_an_archive_is_read_by_its_owner_alone_and_by_ordinary_tools(village_place: Place) -> None:
    done = village_place.parvis("sauvegarder")
    assert done.code == 0, done.err
    (path,) = (village_place.data / "sauvegardes").iterdir()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with tarfile.open(path) as box:
        assert all(member.isreg() for member in box)
        assert "tables/members_member.jsonl.gz" in box.getnames()


def test_a_live_place_is_not_replaced_without_a_yes(village_place: Place, tmp_path: Path) -> None:
    village_place.backup(tmp_path / "a.parvis")
    done = village_place.parvis("restaurer", str(tmp_path / "a.parvis"))
    assert done.code == 1
    assert done.err.endswith("--yes\n")
    done = village_place.parvis("restaurer", str(tmp_path / "a.parvis"), "--oui", "--json")
    assert done.code == 0, done.err
    former = Path(done.told["former"])
    assert village_place.parvis("verify", str(former)).code == 0
