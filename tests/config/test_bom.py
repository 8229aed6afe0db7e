"""What Parvis is made of: the bill is in step with the lock, and every licence may stand beside ours."""

import json
import re
import runpy

import pytest

from tests.architecture.tree import ROOT

BOM = runpy.run_path(str(ROOT / "bin" / "bom"))
BILL = json.loads((ROOT / "docs" / "reference" / "bom.cdx.json").read_text(encoding="utf-8"))
# Compatible with AGPL-3.0-or-later.
ALLOWED = {"MIT", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "ISC", "PSF-2.0", "MPL-2.0", "LGPL-3.0-only",
           "LGPL-3.0-or-later", "0BSD", "Unlicense", "Zlib", "CC0-1.0"}  # fmt: skip


@pytest.mark.asvs("15.1.2")
def test_the_bill_is_in_step_with_the_lock():
    """Run bin/bom after locking again."""
    assert BOM["faults"]() == []
    assert len(BILL["components"]) == len(BOM["pinned"]()) > 30


def test_every_licence_is_known_and_allowed():
    for one in BILL["components"]:
        (licence,) = (line["expression"] for line in one["licenses"])
        names = re.split(r"\s+(?:OR|AND|WITH)\s+|[()]", licence)
        assert {name for name in names if name} <= ALLOWED, f"{one['name']}: {licence!r}"
        assert licence, one["name"]


def test_the_bill_is_cyclonedx_and_names_no_registry():
    assert (BILL["bomFormat"], BILL["specVersion"]) == ("CycloneDX", "1.6")
    assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", BILL["serialNumber"])
    refs = [one["bom-ref"] for one in BILL["components"]]
    assert len(set(refs)) == len(refs)
    assert BILL["dependencies"][0]["dependsOn"] == refs
    for one in BILL["components"]:
        assert one["purl"] == f"pkg:pypi/{one['name']}@{one['version']}"
        assert one["hashes"]
    assert "://" not in json.dumps(BILL)


def test_a_library_added_to_the_lock_is_noticed(tmp_path):
    lock = tmp_path / "lock.txt"
    lock.write_text(BOM["LOCK"].read_text() + "neuve==1.0 \\\n    --hash=sha256:" + "a" * 64 + "\n")
    BOM["faults"].__globals__["LOCK"] = lock
    try:
        assert BOM["faults"]() == ["neuve 1.0"]
    finally:
        BOM["faults"].__globals__["LOCK"] = ROOT / "requirements.lock.txt"
