"""Sizes: a long function, module or page is a rule nobody found the right room for."""

import pytest

from tests.architecture.tree import files, functions, lines_of, name_of, product_files, share

LENGTHS = [
    (lines_of(node), f"{name_of(path)}:{node.name}") for path in product_files() for node in functions(path)
]
MODULES = [(len(path.read_text().splitlines()), name_of(path)) for path in product_files()]
TEMPLATES = [(len(path.read_text().splitlines()), name_of(path)) for path in files(".html", ".txt")]
SHEETS = [(len(path.read_text().splitlines()), name_of(path)) for path in files(".css")]
SCRIPTS = [(len(path.read_text().splitlines()), name_of(path)) for path in files(".js")]


@pytest.mark.parametrize(
    ("what", "sizes", "median", "p95", "limit"),
    [
        ("function", LENGTHS, 6, 20, 40),
        ("module", MODULES, 65, 200, 300),  # docs/decisions/0007
        ("template", TEMPLATES, 20, 80, 120),
        ("style sheet", SHEETS, 50, 150, 250),
        ("script", SCRIPTS, 30, 80, 120),
    ],
)
def test_sizes_stay_within_budget(what, sizes, median, p95, limit):
    values = [size for size, _name in sizes]
    assert not [f"{name}: {size}" for size, name in sizes if size > limit], f"{what} over {limit} lines"
    assert share(values, 0.95) <= p95, sorted(sizes)[-12:]
    assert share(values, 0.5) <= median, f"median {what}: {share(values, 0.5)}"
