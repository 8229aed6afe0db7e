"""`parvis import`: a list moves in from a terminal, and never without a yes."""

import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from config import speaking
from config.command import main
from parvis.courier.models import Dispatch
from parvis.members.models import Import, Member
from tests.village import Village

LIST = "Nom;Prénom;Téléphone;E-mail\nMartin;Jeanne;06 39 98 12 01;jeanne@exemple.fr\nPetit;Rosa;;rosa@exemple.fr\n;;01 99 00 11 22;\n"
Run = Callable[..., tuple[int, str, str]]

pytestmark = pytest.mark.django_db(transaction=False)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")

    def typed(*arguments: str) -> tuple[int, str, str]:
        code = main(["import", *arguments])
        heard = capsys.readouterr()
        return code, heard.out, heard.err

    return typed


@pytest.fixture
def membres(tmp_path: Path) -> str:
    path = tmp_path / "membres.csv"
    path.write_bytes(LIST.encode("cp1252"))
    return str(path)


def test_a_dry_run_shows_everything_and_writes_nothing(run: Run, village: Village, membres: str) -> None:
    before = Member.objects.count()
    code, answer, _ = run(membres, "--essai")
    assert code == 0
    assert "2 personnes prêtes, dont 1 peut-être déjà là ; 1 ligne laissée de côté." in answer
    assert "Rosa" in answer
    assert (Member.objects.count(), Import.objects.count()) == (before, 0)


def test_with_a_yes_newcomers_arrive_and_nobody_is_written_to(
    run: Run, village: Village, membres: str
) -> None:
    code, answer, _ = run(membres, "--oui", "--json")
    told = json.loads(answer)
    assert (code, told["created"], told["completed"], told["left_aside"]) == (0, 1, 1, 1)
    assert Member.objects.filter(name="Rosa Petit").count() == 1
    assert Member.objects.filter(name="Jeanne Martin").count() == 1
    assert not Dispatch.objects.exists()


def test_without_anyone_to_say_yes_nothing_is_written(
    run: Run, village: Village, membres: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdin, "isatty", lambda: False, raising=False)
    code, _, complaint = run(membres)
    assert code == 1
    assert complaint.endswith(f"Tapez : parvis import {membres} --yes\n")
    assert not Import.objects.exists()


@pytest.mark.parametrize(("typed", "code", "arrived"), [("oui\n", 0, 1), ("\n", 1, 0), ("non\n", 1, 0)])
def test_only_a_typed_yes_is_a_yes(
    run: Run,
    village: Village,
    membres: str,
    monkeypatch: pytest.MonkeyPatch,
    typed: str,
    code: int,
    arrived: int,
) -> None:
    monkeypatch.setattr(speaking, "is_someone_there", lambda: True)
    monkeypatch.setattr(sys.stdin, "readline", lambda: typed, raising=False)
    assert run(membres)[0] == code
    assert Member.objects.filter(name="Rosa Petit").count() == arrived


def test_a_file_that_is_not_a_list_is_refused_with_what_to_do(
    run: Run, village: Village, tmp_path: Path
) -> None:
    (tmp_path / "liste.pdf").write_bytes(b"%PDF-1.7 ...")
    code, _, complaint = run(str(tmp_path / "liste.pdf"), "--oui")
    assert code == 1
    assert "PDF" in complaint
    assert "Tapez : parvis import --help" in complaint


def test_a_file_that_is_not_there_is_said(run: Run, village: Village) -> None:
    code, _, complaint = run("nulle-part.csv")
    assert code == 1
    assert "Je ne trouve pas le fichier nulle-part.csv." in complaint


def test_before_there_is_a_place_the_way_to_one_is_shown(run: Run, membres: str) -> None:
    code, _, complaint = run(membres)
    assert code == 1
    assert complaint.endswith("Tapez : parvis serve\n")
