"""Read XML as it streams by, from an archive, without entities, doctypes or whole trees in memory."""

import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import IO
from xml.parsers import expat

from django.utils.translation import gettext as _

from parvis.members.moving_in.refusals import UnreadableList

CHUNK = 64 * 1024
Row = tuple[int, list[str]]


@dataclass
class Handlers:
    """What to do at an opening tag, a closing tag, some text; rows found are put in `rows`."""

    start: Callable[[str, dict[str, str]], None]
    end: Callable[[str], None]
    text: Callable[[str], None]
    rows: list[Row] = field(default_factory=list)


def _refuse(*_args: object) -> None:
    raise UnreadableList(_("This file holds unusual instructions. We did not open it."))


def _broken() -> UnreadableList:
    return UnreadableList(_("This file is damaged. Save it again, or save it as CSV."))


def stream(source: IO[bytes], handlers: Handlers) -> Iterator[Row]:
    """The rows handlers find, as soon as they are found. UnreadableList on entities or broken XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = handlers.start
    parser.EndElementHandler = handlers.end
    parser.CharacterDataHandler = handlers.text
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    try:
        while chunk := source.read(CHUNK):
            parser.Parse(chunk, False)
            yield from handlers.rows
            handlers.rows.clear()
        parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        raise _broken() from error
    yield from handlers.rows
    handlers.rows.clear()


def local(name: str) -> str:
    """The tag without its prefix: « x:row » → « row »."""
    return name.rsplit(":", 1)[-1]
