"""`parvis settings`: every variable, its value, where it comes from, what it means."""

from argparse import Namespace
from typing import Any

from config import environment, speaking

ORIGINS = {"environment": "environnement", "file": "fichier", "default": "défaut"}


def _shown(name: str) -> tuple[Any, str]:
    """A value fit to be shown, and what is wrong with it, if anything."""
    variable = environment.VARIABLES[name]
    if variable.is_secret:
        return ("(donné)" if environment.origin(name) != "default" else ""), ""
    try:
        value = variable.value()
    except (ValueError, OSError) as wrong:
        return "", f"ne se lit pas : {wrong}"
    return (", ".join(value) if isinstance(value, list) else value), ""


def run(asked: Namespace) -> int:
    """Show them all; 1 when one of them cannot be read."""
    lines = []
    for name, variable in environment.VARIABLES.items():
        value, fault = _shown(name)
        lines.append(
            {"name": name, "value": value, "origin": environment.origin(name), "meaning": variable.meaning}
            | ({"fault": fault} if fault else {})
        )
    if asked.json:
        speaking.answer_json(lines)
    else:
        speaking.table(
            ["Réglage", "Valeur", "D’où", "Ce que c’est"],
            [
                [
                    line["name"],
                    str(line.get("fault") or line["value"]),
                    ORIGINS[line["origin"]],
                    line["meaning"],
                ]
                for line in lines
            ],
        )
    return 1 if any("fault" in line for line in lines) else 0
