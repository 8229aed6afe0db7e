"""What `parvis` says at a terminal."""

import json
from collections.abc import Callable

import pytest

from config import environment
from config.command import COMMANDS, main
from config.reference import FOLDER, PAGES
from parvis.members.codes import matches
from parvis.members.models import SignInCode
from tests.village import Village, make_member

Said = Callable[..., tuple[int, str, str]]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    """`said("code", "Jeanne")`: exit code, answer, complaint."""
    monkeypatch.setenv("NO_COLOR", "1")
    monkeypatch.setenv("COLUMNS", "200")

    def run(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        heard = capsys.readouterr()
        return code, heard.out, heard.err

    return run


def test_nothing_asked_shows_where_to_begin(said: Said) -> None:
    code, answer, _ = said()
    assert code == 0
    assert answer.index("parvis demo") < answer.index("Commandes")


@pytest.mark.parametrize("name", [name for command in COMMANDS for name in command.names])
def test_every_command_explains_itself_examples_first(said: Said, name: str) -> None:
    code, answer, _ = said(name, "--help")
    command = next(command for command in COMMANDS if name in command.names)
    assert code == 0
    assert command.examples[0][0] in answer
    assert all(option.meaning in answer for option in command.options)
    assert all(answer.index("Exemples") < answer.index(option.meaning) for option in command.options)


@pytest.mark.parametrize(
    ("typed", "next_command"),
    [
        (["serv"], "parvis serve"),
        (["demarer"], "parvis demarrer"),
        (["zzz"], "parvis --help"),
        (["code"], "parvis code --help"),
        (["settings", "--vite"], "parvis settings --help"),
    ],
)
def test_what_is_not_understood_is_refused_with_the_next_command(
    said: Said, typed: list[str], next_command: str
) -> None:
    code, answer, complaint = said(*typed)
    assert (code, answer) == (2, "")
    assert complaint.endswith(f"Tapez : {next_command}\n")
    assert "argument" not in complaint  # argparse's English never shows


def test_settings_never_show_a_secret(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_MAIL", "smtp://jeanne:tulipe@exemple.fr")
    code, answer, _ = said("reglages")
    assert code == 0
    assert "tulipe" not in answer + said("settings", "--json")[1]
    assert all(name in answer for name in environment.VARIABLES)


def test_settings_say_where_a_value_comes_from(
    said: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setenv("PARVIS_PORT", "8123")
    lines = {line["name"]: line for line in json.loads(said("settings", "--json")[1])}
    assert lines["PARVIS_PORT"] | {"meaning": ""} == {
        "name": "PARVIS_PORT",
        "value": 8123,
        "origin": "environment",
        "meaning": "",
    }
    assert lines["PARVIS_ADDRESS"]["origin"] == "default"


def test_a_setting_that_cannot_be_read_is_named(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PARVIS_PORT", "huit mille")
    code, answer, _ = said("settings")
    assert code == 1
    assert "ne se lit pas" in answer


def test_a_secret_may_be_given_as_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    (tmp_path / "key").write_text("une clé\n")
    monkeypatch.setenv("PARVIS_SECRET_KEY_FILE", str(tmp_path / "key"))
    assert environment.read("PARVIS_SECRET_KEY") == "une clé"


def test_a_code_is_made_for_the_person_named(said: Said, village: Village) -> None:
    code, answer, _ = said("code", "odile", "roux", "--json")
    told = json.loads(answer)
    assert (code, told["member"]) == (0, "Odile Roux")
    assert matches(SignInCode.objects.get(member=village.odile), told["code"])


def test_a_code_is_made_by_the_card(said: Said, village: Village) -> None:
    code, answer, complaint = said("code", village.henri.card_code.lower())
    assert (code, complaint) == (0, "")
    assert "Henri Roux" in answer


def test_two_people_of_one_name_are_told_apart_by_their_cards(said: Said, village: Village) -> None:
    twin = make_member("Jeanne Martin-Duval", village.now)
    code, answer, complaint = said("code", "Jeanne Martin")
    assert (code, answer) == (1, "")
    assert twin.card_code in complaint
    assert village.jeanne.card_code in complaint
    assert not SignInCode.objects.exists()


def test_nobody_of_that_name_is_said_plainly(said: Said, village: Village) -> None:
    code, _, complaint = said("code", "Zébulon")
    assert code == 1
    assert "Personne ne s’appelle « Zébulon » ici." in complaint


@pytest.mark.parametrize("name", PAGES)
def test_the_reference_pages_are_in_step(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == PAGES[name](), "python -m config.reference"


@pytest.mark.django_db
def test_before_there_is_a_place_the_way_to_one_is_shown(said: Said) -> None:
    code, _, complaint = said("code", "Jeanne")
    assert code == 1
    assert complaint.endswith("Tapez : parvis serve\n")
