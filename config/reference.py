"""Writes docs/reference/reglages.md and commandes.md from what is declared: python -m config.reference."""

from pathlib import Path

from config.asking import Command
from config.command import COMMANDS
from config.environment import VARIABLES

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "reference"

SETTINGS_HEAD = """# Réglages

Parvis se règle par des variables d’environnement. Aucune n’est nécessaire pour commencer.
Cette page est écrite par `python -m config.reference` à partir de `config/environment.py`.

`parvis settings` (ou `parvis reglages`) montre les valeurs en cours, et d’où elles viennent.

| réglage | défaut | ce que c’est |
|---|---|---|
"""

SETTINGS_FOOT = """
## Les secrets

Un secret (🔒) peut être donné dans un fichier. Ajoutez `_FILE` au nom du réglage :
`PARVIS_MAIL_FILE=/run/secrets/courrier`. Chaque réglage a ce jumeau.

La clé des signatures est créée au premier démarrage, dans `secrets/key` du dossier de données.
Seul le compte qui fait tourner Parvis peut la lire.
"""

COMMANDS_HEAD = """# Commandes

Chaque commande a un nom anglais ; la plupart ont aussi un nom français.
Cette page est écrite par `python -m config.reference` à partir de `config/command.py`.

Depuis une copie du dépôt, tapez `bin/parvis` à la place de `parvis`.
`--help` (ou `--aide`) montre d’abord des exemples. `NO_COLOR` retire les couleurs.

| code de sortie | sens |
|---|---|
| 0 | fait |
| 1 | pas fait ; la raison et la suite sont écrites |
| 2 | pas compris |
| 130 | interrompu par Ctrl-C |
"""


def settings_page() -> str:
    """The page of the settings, in Markdown."""
    rows = [
        f"| `{variable.name}`{' 🔒' if variable.is_secret else ''} "
        f"| {f'`{variable.default}`' if variable.default else '–'} | {variable.meaning} |"
        for variable in VARIABLES.values()
    ]
    return SETTINGS_HEAD + "\n".join(rows) + "\n" + SETTINGS_FOOT


def _section(command: Command) -> str:
    names = " · ".join(f"`parvis {name}`" for name in command.names)
    lines = [f"## {names}", "", command.sentence, "", "```console"]
    for typed, meaning in command.examples:
        lines += [f"$ {typed}    # {meaning}"]
    lines += ["```", ""]
    known = [(argument.shown.upper(), argument.meaning) for argument in command.arguments]
    known += [(option.shown.replace(", ", " "), option.meaning) for option in command.options]
    if known:
        lines += ["| | |", "|---|---|", *[f"| `{shown}` | {meaning} |" for shown, meaning in known], ""]
    return "\n".join([*lines, command.more.replace("\n", "\n\n"), ""])


def commands_page() -> str:
    """The page of the commands, in Markdown."""
    return COMMANDS_HEAD + "\n" + "\n".join(_section(command) for command in COMMANDS)


PAGES = {"reglages.md": settings_page, "commandes.md": commands_page}


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
