"""The built wheel holds all a place needs: installed elsewhere, it opens from an empty folder."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.opened import ROOT, Opened
from tests.ports import free_port


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def program(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`parvis`, installed from the wheel alone; the libraries are those of the tests, so no network is needed."""
    home = tmp_path_factory.mktemp("installed")
    venv.create(home, with_pip=False)
    site = next(home.glob("lib/python*/site-packages"))
    (site / "libraries.pth").write_text(sysconfig.get_path("purelib") + "\n")
    install = [sys.executable, "-m", "pip", "--python", str(home / "bin" / "python"), "install", "-q"]
    subprocess.run([*install, "--no-deps", "--no-index", str(wheel)], check=True)
    return home / "bin" / "parvis"


@pytest.fixture
def place(program: Path, tmp_path: Path) -> Iterator[Opened]:
    """The demo village of the installed wheel, opened from an empty folder."""
    empty = tmp_path / "empty"
    empty.mkdir()
    opened = Opened("demo", tmp_path / "data", free_port(), program=[program], folder=empty)
    yield opened
    if opened.process.poll() is None:
        opened.process.kill()
        opened.process.wait()


def test_the_wheel_carries_every_file_of_the_code(wheel: Path) -> None:
    packed = set(zipfile.ZipFile(wheel).namelist())
    kept = subprocess.run(
        ["git", "ls-files", "parvis", "config"], cwd=ROOT, capture_output=True, text=True, check=False
    ).stdout.splitlines()
    assert [name for name in kept if name not in packed and (ROOT / name).exists()] == []
    assert {f"config/locale/{language}/LC_MESSAGES/django.mo" for language in ("fr", "en")} <= packed
    assert not [name for name in packed if name.startswith(("tests/", "bin/", "locale/"))]


def test_the_wheel_opens_a_village_from_an_empty_folder(place: Opened, program: Path, tmp_path: Path) -> None:
    place.wait_for("Ctrl-C")
    status, home = place.get("/")
    assert (status, "Ce qui se vit ici" in home, "What is lived here" in home) == (200, True, False)
    style = home.split('rel="stylesheet" href="')[1].split('"')[0]
    assert place.get(style)[0] == 200
    assert [place.get(path)[0] for path in ("/rencontres/", "/connexion/", "/sante/pret")] == [200] * 3
    assert place.end() == 0
    said = subprocess.run([program, "settings"], capture_output=True, text=True, cwd=tmp_path, check=True)
    assert "PARVIS_DATA" in said.stdout
    assert "site-packages/config" in subprocess.run(
        [program.parent / "python", "-c", "import config; print(config.__file__)"],
        capture_output=True, text=True, cwd=tmp_path, check=True,
    ).stdout  # fmt: skip
