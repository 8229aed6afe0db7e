"""The string table of a workbook, packed: a few bytes a string instead of a hundred."""

from array import array
from typing import IO

from django.utils.translation import gettext as _

from parvis.members.moving_in import limits
from parvis.members.moving_in.refusals import UnreadableList
from parvis.members.moving_in.xml_streams import Handlers, local, stream


class PackedStrings:
    """An append-only list of strings, kept as one run of UTF-8 and the places where each ends."""

    def __init__(self) -> None:
        self._text = bytearray()
        self._ends = array("Q")

    def append(self, text: str) -> None:
        self._text += text.encode("utf-8", errors="replace")
        self._ends.append(len(self._text))
        if len(self._text) > limits.SHARED_TEXT_BYTES:
            raise UnreadableList(_("Unpacked, this file is far too big. Save it as CSV and try again."))

    def __len__(self) -> int:
        return len(self._ends)

    def __getitem__(self, index: int) -> str:
        if not 0 <= index < len(self._ends):
            return ""
        begins = self._ends[index - 1] if index else 0
        return self._text[begins : self._ends[index]].decode("utf-8")


class _TableReader:
    """Turns the tags of a string table into strings; phonetic readings are left out."""

    def __init__(self) -> None:
        self.strings = PackedStrings()
        self.pieces: list[str] = []
        self.listening = self.phonetic = False

    def start(self, name: str, _attributes: dict[str, str]) -> None:
        tag = local(name)
        if tag == "t":
            self.listening = not self.phonetic
        elif tag == "rPh":
            self.phonetic = True

    def end(self, name: str) -> None:
        tag = local(name)
        if tag == "t":
            self.listening = False
        elif tag == "rPh":
            self.phonetic = False
        elif tag == "si":
            self.strings.append("".join(self.pieces))
            self.pieces.clear()

    def text(self, data: str) -> None:
        if self.listening:
            self.pieces.append(data)


def read_shared_strings(source: IO[bytes]) -> PackedStrings:
    """The table of xl/sharedStrings.xml."""
    reader = _TableReader()
    for _row in stream(source, Handlers(reader.start, reader.end, reader.text)):
        pass  # a string table holds no rows
    return reader.strings
