"""The process that sets paper: the only file that knows Typst. Run by `kit.typesetting`, never imported.

Reads one JSON object (folder, main, fonts, data, at) from standard input, writes the PDF to standard output.
It may not write a file, nor use more than its share of time and memory. Signs no font has become □: the
standard of accessible PDF forbids signs that cannot be shown.
"""

import json
import re
import resource
import sys
from typing import Any

import typst

SECONDS = 20
BYTES = 1024**3
MOST_TRIES = 4
SHOWN_INSTEAD = "□"
_UNSHOWN = re.compile(r"the text `\"(.+?)\"` could not be displayed")
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}|\\(.)")


def _bound() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _plain(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)) if found[1] else found[2], text)


def _without(value: Any, signs: set[str]) -> Any:
    """The same data, each of these signs replaced by □."""
    if isinstance(value, str):
        return "".join(SHOWN_INSTEAD if sign in signs else sign for sign in value)
    if isinstance(value, list):
        return [_without(part, signs) for part in value]
    if isinstance(value, dict):
        return {key: _without(part, signs) for key, part in value.items()}
    return value


def _set(asked: dict[str, Any]) -> bytes:
    compiler = typst.Compiler(
        f"{asked['folder']}/{asked['main']}",
        root=asked["folder"],
        font_paths=typst.Fonts(include_system_fonts=True, font_paths=[asked["fonts"]]),
        package_path="/nowhere",
        package_cache_path="/nowhere",
    )
    data = asked["data"]
    for _try in range(MOST_TRIES):
        try:
            made = compiler.compile(
                format="pdf",
                pdf_standards=["ua-1"],
                timestamp=asked["at"],
                sys_inputs={"data": json.dumps(data)},
            )
            return made if isinstance(made, bytes) else b""
        except typst.TypstError as failed:
            unshown = {sign for text in _UNSHOWN.findall(failed.diagnostic) for sign in _plain(text)}
            if not unshown:
                raise
            data = {**_without(data, unshown), "lacks": True}
    raise RuntimeError("signs without a font, again and again")


if __name__ == "__main__":
    _bound()
    sys.stdout.buffer.write(_set(json.load(sys.stdin)))
