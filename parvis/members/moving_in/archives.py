"""Open the zip archive of a workbook without being caught by a bomb."""

import zipfile
from pathlib import Path

from django.utils.translation import gettext as _

from parvis.members.moving_in import limits
from parvis.members.moving_in.refusals import UnreadableList

HARMLESS_BYTES = 20 * 1024 * 1024


def open_archive(path: Path) -> zipfile.ZipFile:
    """The archive, after its declared sizes were checked (zipfile never unpacks more than declared)."""
    try:
        archive = zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError) as error:
        raise UnreadableList(_("This file is damaged. Save it again, or save it as CSV.")) from error
    unpacked = sum(part.file_size for part in archive.infolist())
    ratio = unpacked / max(1, path.stat().st_size)
    if unpacked > limits.UNPACKED_BYTES or (unpacked > HARMLESS_BYTES and ratio > limits.UNPACKED_RATIO):
        archive.close()
        raise UnreadableList(_("Unpacked, this file is far too big. Save it as CSV and try again."))
    if any(part.flag_bits & 1 for part in archive.infolist()):
        archive.close()
        raise UnreadableList(_("This file is locked by a password. Save it without one, then try again."))
    return archive


def small_part(archive: zipfile.ZipFile, name: str) -> bytes:
    """A small part of the archive, whole; empty when absent. UnreadableList when it is not small."""
    try:
        part = archive.getinfo(name)
    except KeyError:
        return b""
    if part.file_size > limits.SMALL_PART_BYTES:
        raise UnreadableList(_("Unpacked, this file is far too big. Save it as CSV and try again."))
    try:
        return archive.read(part)
    except (zipfile.BadZipFile, OSError) as error:
        raise UnreadableList(_("This file is damaged. Save it again, or save it as CSV.")) from error
