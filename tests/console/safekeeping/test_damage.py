"""An archive that was cut, changed or made by somebody else is told, in words, and gives nothing back."""

import gzip
import io
import json
import tarfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from parvis.console.safekeeping import boxing, sealing, verifying
from parvis.console.safekeeping.refusals import Damaged, NotAnArchive, NotTheKey, TooRecent
from parvis.kit.refusals import Refusal

NO_KEYS = sealing.Keys()


def verify(path: Path) -> verifying.Verdict:
    return verifying.verify(path, NO_KEYS)


def parts(path: Path) -> dict[str, bytes]:
    with tarfile.open(path) as box:
        return {member.name: box.extractfile(member).read() for member in box}


def packed(path: Path, members: dict[str, bytes]) -> Path:
    """An archive of these members, its list of contents made anew: what a careful forger would do."""
    contents = json.loads(members.pop("contents.json"))
    with path.open("wb") as file:
        packer = boxing.Packer(file, 1_700_000_000)
        for name, content in members.items():
            told = packer.add(name, io.BytesIO(content), len(content))
            contents["members"][name] = {"bytes": told.size, "sha256": told.sha256}
        last = json.dumps(contents).encode()
        packer.add("contents.json", io.BytesIO(last), len(last))
        packer.close()
    return path


def test_a_good_archive_is_good(demo_archive: Path) -> None:
    verdict = verify(demo_archive)
    assert verdict.faults == []
    assert verdict.contents.rows() > 500


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("scratch") / "changed.parvis"


@settings(max_examples=25, deadline=None)
@given(where=some.floats(0, 1), bit=some.integers(0, 7))
def test_one_bit_anywhere_is_noticed(demo_archive: Path, scratch: Path, where: float, bit: int) -> None:
    content = bytearray(demo_archive.read_bytes())
    content[min(int(where * len(content)), len(content) - 1)] ^= 1 << bit
    scratch.write_bytes(content)
    with pytest.raises(Refusal):
        verify(scratch)


@settings(max_examples=25, deadline=None)
@given(where=some.floats(0, 1, exclude_max=True))
def test_a_cut_anywhere_is_noticed(demo_archive: Path, scratch: Path, where: float) -> None:
    content = demo_archive.read_bytes()
    scratch.write_bytes(content[: int(where * len(content))])
    with pytest.raises((Damaged, NotAnArchive)):
        verify(scratch)


def test_a_byte_too_many_is_noticed(demo_archive: Path, scratch: Path) -> None:
    scratch.write_bytes(demo_archive.read_bytes() + b"\0")
    with pytest.raises(Damaged):
        verify(scratch)


@pytest.mark.parametrize(
    "content", [b"", b"bonjour", b"\0" * 4096, b"PK\x03\x04" + b"x" * 2000, b"age-encryption.org/v1\nnon"]
)
def test_another_file_is_refused_in_words(scratch: Path, content: bytes) -> None:
    scratch.write_bytes(content)
    with pytest.raises((NotAnArchive, Damaged, NotTheKey)):
        verify(scratch)


def _hostile(kind: str) -> tarfile.TarInfo:
    names = {"up": "media/../../evil", "root": "/etc/evil", "elsewhere": "evil", "odd": "media/a\nb"}
    info = tarfile.TarInfo(names.get(kind, "media/evil"))
    info.mtime = 1_700_000_000
    info.type = {"link": tarfile.SYMTYPE, "hard": tarfile.LNKTYPE, "device": tarfile.BLKTYPE}.get(
        kind, tarfile.REGTYPE
    )
    info.linkname = "/etc/passwd" if kind in {"link", "hard"} else ""
    return info


@pytest.mark.parametrize("kind", ["up", "root", "elsewhere", "odd", "link", "hard", "device"])
def test_a_member_that_climbs_links_or_is_a_device_is_refused(
    demo_archive: Path, scratch: Path, kind: str
) -> None:
    manifest = parts(demo_archive)["manifest.json"]
    with scratch.open("wb") as file:
        boxing.Packer(file, 1_700_000_000).add("manifest.json", io.BytesIO(manifest), len(manifest))
        file.write(_hostile(kind).tobuf(tarfile.USTAR_FORMAT) + boxing.END)
    with pytest.raises(Damaged):
        verify(scratch)


def test_the_same_name_twice_is_refused(demo_archive: Path, scratch: Path) -> None:
    manifest = parts(demo_archive)["manifest.json"]
    with scratch.open("wb") as file:
        packer = boxing.Packer(file, 1_700_000_000)
        for name in ("manifest.json", "media/a", "media/a"):
            packer.add(name, io.BytesIO(manifest), len(manifest))
        packer.close()
    with pytest.raises(Damaged):
        verify(scratch)


def test_a_table_that_swells_like_a_bomb_is_refused(demo_archive: Path, scratch: Path) -> None:
    members = parts(demo_archive)
    members["tables/wiki_story.jsonl.gz"] = gzip.compress(b'{"a":1}\n' * 8_000_000)
    with pytest.raises(Damaged):
        verify(packed(scratch, members))


@pytest.mark.parametrize("row", [b"{}", b"[1]", b"not json", b'{"id": 1}', b"null"])
def test_a_row_that_is_none_is_refused(demo_archive: Path, scratch: Path, row: bytes) -> None:
    members = parts(demo_archive)
    members["tables/wiki_story.jsonl.gz"] = gzip.compress(row + b"\n")
    with pytest.raises(Damaged):
        verify(packed(scratch, members))


def test_a_reference_to_nobody_is_told(demo_archive: Path, scratch: Path) -> None:
    """Someone took a member out and made every checksum right again."""
    members = parts(demo_archive)
    name = "tables/members_member.jsonl.gz"
    lines = gzip.decompress(members[name]).splitlines(keepends=True)
    members[name] = gzip.compress(b"".join(lines[1:]))
    contents = json.loads(members["contents.json"])
    digest = verifying.rows.Digest()
    for line in lines[1:]:
        digest.add(line)
    contents["tables"]["members_member"] = {"rows": digest.rows, "digest": str(digest)}
    members["contents.json"] = json.dumps(contents).encode()
    verdict = verify(packed(scratch, members))
    assert not verdict.is_good
    assert any("→ members_member 1" in fault for fault in verdict.faults)


def test_an_archive_of_tomorrow_is_refused_in_words(demo_archive: Path, scratch: Path) -> None:
    members = parts(demo_archive)
    manifest = json.loads(members["manifest.json"])
    manifest["migrations"]["members"].append("0999_demain")
    members["manifest.json"] = json.dumps(manifest).encode()
    with pytest.raises(TooRecent) as refusal:
        verify(packed(scratch, members))
    assert "0999_demain" in refusal.value.reason


def test_a_sealed_archive_opens_with_its_key_alone(demo_archive: Path, scratch: Path) -> None:
    public, private = sealing.new_pair()
    for keys in (sealing.Keys(public, "", private), sealing.Keys("", "une tulipe au bord du canal")):
        with scratch.open("wb") as file, sealing.sealed(file, keys) as plain:
            plain.write(demo_archive.read_bytes())
        assert b"manifest.json" not in scratch.read_bytes()
        assert verifying.verify(scratch, keys).is_good
        for wrong in (sealing.Keys("", "une autre", sealing.new_pair()[1]), NO_KEYS):
            with pytest.raises(NotTheKey):
                verifying.verify(scratch, wrong)


def test_a_sealed_archive_that_was_changed_is_refused(demo_archive: Path, scratch: Path) -> None:
    public, private = sealing.new_pair()  # a passphrase seals the same way, and takes seconds on purpose
    keys = sealing.Keys(public, "", private)
    with scratch.open("wb") as file, sealing.sealed(file, keys) as plain:
        plain.write(demo_archive.read_bytes())
    content = bytearray(scratch.read_bytes())
    content[-2000] ^= 1
    scratch.write_bytes(content)
    with pytest.raises(Damaged):
        verifying.verify(scratch, keys)
