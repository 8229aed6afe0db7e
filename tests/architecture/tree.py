"""The source tree as the architecture tests see it."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARVIS = ROOT / "parvis"


def python_files(folder: Path = PARVIS) -> list[Path]:
    """Every Python file below, migrations left out."""
    return sorted(path for path in folder.rglob("*.py") if "migrations" not in path.parts)


def product_files() -> list[Path]:
    return python_files() + python_files(ROOT / "config")


@cache
def parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return str(path.relative_to(ROOT))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def lines_of(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Lines of a function without its decorators and docstring."""
    body = node.body[1:] if ast.get_docstring(node) and len(node.body) > 1 else node.body
    return (node.end_lineno or node.lineno) - body[0].lineno + 2


def files(*suffixes: str) -> list[Path]:
    found = [path for suffix in suffixes for path in PARVIS.rglob(f"*{suffix}")]
    return sorted(path for path in found if "vendor" not in path.parts)


def share(values: list[int], part: float) -> int:
    """The value below which `part` (0 to 1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(part * len(ordered)))] if ordered else 0
