"""Take a backup: everything the place holds, as it is at one moment, while others write on."""

import gzip
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from django.conf import settings
from django.db import connection
from django.utils.translation import gettext as _

from parvis.console.safekeeping import media, rows, schema, sealing
from parvis.console.safekeeping.boxing import Packer
from parvis.console.safekeeping.manifest import CONTENTS, MANIFEST, README, Contents, Manifest, our_version
from parvis.console.safekeeping.refusals import NoRoom, NothingToKeep
from parvis.console.safekeeping.standing import snapshot

SPARE = 50_000_000  # bytes left on the disk whatever happens
README_WORDS = """Ce fichier contient tout un lieu Parvis : base, photos, clé des signatures.
Parvis le relit : parvis verify FICHIER, puis parvis restore FICHIER.

Sans Parvis : c’est un tar. tables/ contient une ligne de JSON par rangée (gzip), media/ les photos.
contents.json donne la taille et l’empreinte SHA-256 de chaque partie.
Gardez-le comme une liste de membres : il contient des données personnelles.
"""


@dataclass(frozen=True)
class Archive:
    """An archive just made: where it is, what it holds."""

    path: Path
    manifest: Manifest
    contents: Contents
    size: int


def back_up(path: Path, *, at: datetime, keys: sealing.Keys | None = None) -> Archive:
    """Write the archive of this place under that name, sealed with these keys (those of the settings).

    NothingToKeep without a place; NoRoom, before anything is written, when the disk is too full; TooRecent.
    Stopped half-way, even by force, it leaves nothing under the name.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    require_room(path.parent, room_needed())
    with whole(path) as file, sealing.sealed(file, keys or sealing.configured()) as plain:
        manifest, contents = pack(plain, at=at)
    return Archive(path, manifest, contents, path.stat().st_size)


def pack(file: IO[bytes], *, at: datetime) -> tuple[Manifest, Contents]:
    """Write the archive to an open file, member by member."""
    place_name()
    with media.held() as held, snapshot():
        migrations = schema.applied()
        kept = schema.tables(migrations)
        packer, contents = Packer(file, int(at.timestamp())), Contents()
        manifest = _describe(migrations, kept, at)
        _add(packer, contents, MANIFEST, manifest.as_json())
        _add(packer, contents, README, README_WORDS.encode())
        for table in kept:
            _add_table(packer, contents, table)
        for name in dict.fromkeys(media.names(kept)):
            _add_file(packer, contents, name, held)
    _add(packer, contents, "secrets/key", settings.SECRET_KEY.encode())
    _add(packer, contents, CONTENTS, contents.as_json())
    packer.close()
    return manifest, contents


def _describe(migrations: schema.Migrations, kept: list[schema.Table], at: datetime) -> Manifest:
    return Manifest(
        made_at=at,
        parvis=our_version(),
        engine=connection.vendor,
        place=place_name(),
        address=settings.PUBLIC_ADDRESS,
        migrations=migrations,
        tables={table.name: table.columns for table in kept},
        counters=schema.counters(kept),
    )


def place_name() -> str:
    """The community's name, whatever the version of its table. NothingToKeep when nobody opened a place."""
    if "community_community" in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute("SELECT name FROM community_community")
            if found := cursor.fetchone():
                return str(found[0])
    raise NothingToKeep(_("There is no place here yet: nothing to keep."))


def _add(packer: Packer, contents: Contents, name: str, content: bytes) -> None:
    contents.note(packer.add(name, BytesIO(content), len(content)))


def _add_table(packer: Packer, contents: Contents, table: schema.Table) -> None:
    """A table goes through an unnamed file: a tar wants the size first, and memory stays flat."""
    digest = rows.Digest()
    with TemporaryFile(dir=settings.DATA) as spool:
        with gzip.GzipFile(fileobj=spool, mode="wb", compresslevel=5, mtime=0, filename="") as packed:
            for line in rows.read(table):
                digest.add(line)
                packed.write(line)
        size = spool.tell()
        spool.seek(0)
        contents.note(packer.add(f"tables/{table.name}.jsonl.gz", spool, size))
    contents.tables[table.name] = {"rows": digest.rows, "digest": str(digest)}


def _add_file(packer: Packer, contents: Contents, name: str, held: media.Held) -> None:
    file = held.open(name)
    if file is None:
        contents.missing.append(name)
        return
    with file:
        contents.note(packer.add(f"media/{name}", file, os.fstat(file.fileno()).st_size))


def room_needed() -> int:
    """Bytes an archive of this place may take, with what it needs on the way: more rather than less."""
    return database_weight() + media.weight() + SPARE


def database_weight() -> int:
    """Bytes of the database."""
    if connection.vendor == "sqlite":
        path = Path(str(connection.settings_dict["NAME"]))
        return path.stat().st_size if path.exists() else 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        return int(cursor.fetchone()[0])


def require_room(folder: Path, needed: int) -> None:
    """NoRoom, with figures, when the disk of that folder is too full."""
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise NoRoom(
            _("The disk is too full: %(needed)s MB are needed, %(free)s MB are free.")
            % {"needed": f"{needed / 1e6:.0f}", "free": f"{free / 1e6:.0f}"}
        )


@contextmanager
def whole(path: Path) -> Iterator[IO[bytes]]:
    """A file that appears under its name when it is complete and on the disk; its owner alone reads it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        draft.replace(path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    settle_folder(path.parent)


def settle_folder(folder: Path) -> None:
    """Have the names of a folder on the disk too."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
