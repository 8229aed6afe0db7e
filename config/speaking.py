"""How the commands speak: answers on standard output, all else on standard error; NO_COLOR obeyed."""

import json
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from config.asking import Command


def _console(*, to_error: bool = False) -> Console:
    return Console(stderr=to_error, highlight=False, soft_wrap=True)


def say(words: str, style: str = "") -> None:
    """One line of an answer."""
    _console().print(words, style=style or None, markup=False)


def note(words: str) -> None:
    """What is being done, for the person who waits; never part of an answer."""
    _console(to_error=True).print(words, style="dim", markup=False)


def refuse(words: str, next_command: str) -> None:
    """What went wrong, then what to type."""
    console = _console(to_error=True)
    console.print(words, style="bold red", markup=False)
    if next_command:
        console.print(f"Tapez : {next_command}", markup=False)


def answer_json(answer: Any) -> None:
    """An answer for another program."""
    sys.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2, default=str) + "\n")


def table(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows with headings; plain columns that wrap on a narrow screen."""
    grid = Table(box=None, pad_edge=False, header_style="bold")
    for heading in headings:
        grid.add_column(heading, overflow="fold")
    for row in rows:
        grid.add_row(*row)
    Console(highlight=False, markup=False).print(grid)


def count(number: int, one: str, many: str) -> str:
    """« 1 personne accueillie », « 12 personnes accueillies »; zero is singular in French."""
    return f"{number} {one if number < 2 else many}"


def is_someone_there() -> bool:
    """Whether a person is at the keyboard."""
    return sys.stdin.isatty()


def confirm(question: str) -> bool:
    """A yes typed at the keyboard; anything else is no."""
    _console(to_error=True).print(f"{question} [o/N] ", end="", markup=False)
    return sys.stdin.readline().strip().lower() in {"o", "oui", "y", "yes"}


def show_command(command: "Command") -> None:
    """The help of one command: examples, then the rest."""
    say(command.sentence, "bold")
    say("\nExemples")
    for line, meaning in command.examples:
        say(f"  {line}", "bold")
        say(f"      {meaning}")
    known = [(argument.shown.upper(), argument.meaning) for argument in command.arguments]
    known += [(option.shown, option.meaning) for option in command.options]
    for shown, meaning in known:
        say(f"\n  {shown}\n      {meaning}")
    if command.more:
        say(f"\n{command.more}")
    if command.alias:
        say(f"\nAussi : parvis {command.alias}")


def show_commands(commands: Sequence["Command"]) -> None:
    """The help of all commands."""
    say("Parvis : un lieu pour se retrouver dans la même pièce.", "bold")
    say("\nPour commencer")
    say("  parvis demo", "bold")
    say("      essayer avec un village inventé")
    say("  parvis serve", "bold")
    say("      ouvrir votre lieu")
    say("\nCommandes")
    for command in commands:
        names = " | ".join(command.names)
        say(f"  {names:<22}{command.sentence}")
    say("\nChaque commande s’explique : parvis serve --help")
