"""What a command line asks: commands declared as data, read by argparse, refused in French."""

import argparse
import difflib
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn

from config import speaking


class Stop(Exception):
    """The command cannot go on: why, and what to type next. Shown without a traceback."""

    def __init__(self, words: str, next_command: str = "", exit_code: int = 1) -> None:
        super().__init__(words)
        self.words, self.next_command, self.exit_code = words, next_command, exit_code


@dataclass(frozen=True)
class Option:
    """A switch, off by default, or a value: its English name, its French one, what it does."""

    name: str
    alias: str
    meaning: str
    value: str = ""  # what it takes, in French; empty for a switch

    @property
    def shown(self) -> str:
        """« --to, --vers ADRESSE »"""
        names = ", ".join(filter(None, (self.name, self.alias)))
        return f"{names} {self.value.upper()}".strip()


@dataclass(frozen=True)
class Argument:
    """What must be given: its attribute, its French name, what it is."""

    name: str
    shown: str
    meaning: str
    may_have_spaces: bool = False  # words after one another are one value
    is_optional: bool = False  # an empty text when it is not given


@dataclass(frozen=True)
class Command:
    name: str
    alias: str  # in French; empty when it is the same word
    sentence: str
    examples: list[tuple[str, str]]  # what to type, what it does
    more: str = ""
    arguments: list[Argument] = field(default_factory=list)
    options: list[Option] = field(default_factory=list)
    defaults: dict[str, str] = field(default_factory=dict)  # of variables, for this command only
    needs_place: bool = True  # Django is set up first
    exit_code: int = 1  # when it could not be done

    @property
    def names(self) -> list[str]:
        return [self.name, self.alias] if self.alias else [self.name]

    @property
    def module(self) -> str:
        """Its module in config/commands: `import` is a word Python keeps for itself."""
        return "importing" if self.name == "import" else self.name

    @property
    def usage(self) -> str:
        return " ".join(["parvis", self.name, *[argument.shown.upper() for argument in self.arguments]])


# argparse speaks English: what it says, and how we say it. {0} is the part it is about.
_FAULTS = [
    (r"the following arguments are required: (.*)", "Il manque : {0}."),
    (r"unrecognized arguments: (.*)", "Je ne connais pas « {0} »."),
    (r"ambiguous option: (\S+)", "« {0} » peut vouloir dire plusieurs choses."),
    (r"argument (.*): ignored explicit argument", "« {0} » ne prend pas de valeur."),
]


class _Joined(argparse.Action):
    """Words typed without quotes are one value: parvis code Jeanne Martin."""

    def __call__(self, _parser: Any, asked: argparse.Namespace, words: Any, _flag: str | None = None) -> None:
        setattr(asked, self.dest, " ".join(words))


def _how_many(argument: Argument) -> dict[str, Any]:
    if argument.may_have_spaces:
        return {"nargs": "+", "action": _Joined}
    return {"nargs": "?", "default": ""} if argument.is_optional else {}


class _Reader(argparse.ArgumentParser):
    """A parser that refuses in French and says what to type."""

    def __init__(self, command: Command) -> None:
        super().__init__(prog=f"parvis {command.name}", add_help=False, allow_abbrev=False)
        self.add_argument("-h", "--help", "--aide", action="store_true", dest="help")
        for argument in command.arguments:
            self.add_argument(argument.name, metavar=argument.shown, **_how_many(argument))
        for option in command.options:
            flags = [option.name, option.alias] if option.alias else [option.name]
            dest = option.name.strip("-").replace("-", "_")
            if option.value:
                self.add_argument(*flags, metavar=option.value.upper(), default="", dest=dest)
            else:
                self.add_argument(*flags, action="store_true", dest=dest)

    def error(self, message: str) -> NoReturn:
        said = next(
            (words.format(found[1]) for pattern, words in _FAULTS if (found := re.match(pattern, message))),
            message,
        )
        raise Stop(said, f"{self.prog} --help", exit_code=2)


def find(commands: Sequence[Command], word: str) -> Command:
    """The command of that English or French name. Stop, with the nearest one, when there is none."""
    for command in commands:
        if word in command.names:
            return command
    known = [name for command in commands for name in command.names]
    near = difflib.get_close_matches(word, known, n=1)
    raise Stop(
        f"Je ne connais pas « {word} ».", f"parvis {near[0]}" if near else "parvis --help", exit_code=2
    )


def ask(commands: Sequence[Command], arguments: Sequence[str]) -> tuple[Command | None, argparse.Namespace]:
    """The command asked for and what it was given; no command when help was shown instead.

    Stop (exit code 2) when the line cannot be understood.
    """
    if not arguments or arguments[0] in {"-h", "--help", "--aide", "help", "aide"}:
        speaking.show_commands(commands)
        return None, argparse.Namespace()
    command, rest = find(commands, arguments[0]), arguments[1:]
    if {"-h", "--help", "--aide"} & set(rest):
        speaking.show_command(command)
        return None, argparse.Namespace()
    return command, _Reader(command).parse_args(rest)
