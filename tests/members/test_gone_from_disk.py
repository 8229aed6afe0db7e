"""After an erasure the bytes themselves are searched: database, journal, media, mail files; or a whole dump."""

import glob
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection

from parvis.courier.jobs import deliver_due
from parvis.members.erasing import erase_due
from parvis.members.leaving import leave
from parvis.members.models import Erasure
from parvis.wiki.models import Photo
from tests.members.full_life import PICTURE, live
from tests.village import make_member, settle

pytestmark = pytest.mark.django_db(transaction=True)
TOKENS = [b"anari", b"639981277", b"06\xc2\xa039\xc2\xa098\xc2\xa012\xc2\xa077", PICTURE]


def _dump() -> bytes:
    """Everything PostgreSQL would give back."""
    program = shutil.which("pg_dump") or max(glob.glob("/usr/lib/postgresql/*/bin/pg_dump"), default="")
    if not program:
        pytest.skip("pg_dump is not installed")
    told = connection.settings_dict
    command = [program, "-h", told["HOST"], "-U", told["USER"], "-d", told["NAME"]]
    command += ["-p", str(told["PORT"])] if told["PORT"] else []
    return subprocess.run(command, capture_output=True, check=True).stdout


def _files() -> Iterator[Path]:
    folder = Path(settings.DATA)
    yield from (path for path in folder.rglob("*") if path.is_file())
    if connection.vendor == "sqlite":
        name = str(connection.settings_dict["NAME"])
        yield from (path for path in Path(name).parent.glob(f"{Path(name).name}*") if path.is_file())


def _found(but: set[Path]) -> dict[str, list[bytes]]:
    """Which token stands in which file."""
    contents = {str(path): path.read_bytes() for path in set(_files()) - but}
    if connection.vendor == "postgresql":
        contents["dump"] = _dump()
    found = {name: [token for token in TOKENS if token in content] for name, content in contents.items()}
    return {name: tokens for name, tokens in found.items() if tokens}


def test_not_one_byte_is_left(now, settings):
    settings.MAIL_URL = ""
    # Pictures and letters other tests left; the database's own files are searched whatever they hold.
    older = {path for path in _files() if "sqlite" not in path.name}
    village = settle(now)
    life = live(village)
    for number in range(300):  # pages split, move and are used again
        make_member(f"Voisin {number}", now, mail=f"v{number}@exemple.fr", about="x" * 200)
    deliver_due(now)
    folder = Path(Photo.objects.get().image.path)
    before = _found(older)
    assert {token for tokens in before.values() for token in tokens} == set(TOKENS)
    leaving = leave(member=life.member, at=now)
    assert erase_due(leaving.erases_at) == 1
    assert not folder.exists()
    assert _found(older) == {}
    assert Erasure.objects.get().swept_at is not None
