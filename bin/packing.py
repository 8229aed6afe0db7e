"""What a wheel needs beside the code, inside `config`: compiled translations, the scenes of the demo."""

from pathlib import Path
from tempfile import mkdtemp
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Translations(BuildHookInterface):  # type: ignore[type-arg]
    """Compiles each catalogue into the wheel: nothing is compiled on the machine of who installs it."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        folder = Path(mkdtemp(prefix="parvis-locale-"))
        for book in sorted(Path(self.root, "locale").glob("*/LC_MESSAGES/django.po")):
            language = book.parent.parent.name
            compiled = folder / f"{language}.mo"
            polib.pofile(str(book)).save_as_mofile(str(compiled))
            build_data["force_include"][str(compiled)] = f"config/locale/{language}/LC_MESSAGES/django.mo"
        build_data["force_include"][str(Path(self.root, "docs/faire/scenes.md"))] = "config/scenes.md"
