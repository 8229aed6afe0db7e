"""The permission matrix: every address, method by method, and who may knock."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from parvis.kit.doors import Audience
from parvis.kit.live import live_doors


@dataclass(frozen=True)
class Row:
    """One address: its path as written, its name with its area, and its audiences by method."""

    path: str
    name: str
    view: Callable[..., Any]
    audiences: dict[str, Audience]
    arguments: tuple[str, ...]

    @property
    def is_declared(self) -> bool:
        return bool(self.audiences)


def rows() -> list[Row]:
    """Every address of the installation, sorted by path."""
    return sorted(_walk(get_resolver(), "", ""), key=lambda row: (row.path, row.name))


def _walk(resolver: URLResolver, path: str, area: str) -> Iterator[Row]:
    for pattern in resolver.url_patterns:
        here = path + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern, here, pattern.namespace or area)
        else:
            yield _row(pattern, here, area)


def _row(pattern: URLPattern, path: str, area: str) -> Row:
    name = f"{area}:{pattern.name}" if area else str(pattern.name)
    arguments = tuple(pattern.pattern.converters)
    return Row("/" + path, name, pattern.callback, getattr(pattern.callback, "door", {}), arguments)


def table() -> str:
    """The matrix as a Markdown table, for the reference pages."""
    lines = ["| adresse | nom | méthode | qui peut frapper |", "|---|---|---|---|"]
    told = [
        (row.path, row.name, method, audience.name)
        for row in rows()
        for method, audience in row.audiences.items()
    ]
    for path, door in live_doors().items():
        told += [(path, door.name, method, audience) for method, audience in door.audiences.items()]
    lines += [f"| `{path}` | `{name}` | {method} | {who} |" for path, name, method, who in sorted(told)]
    return "\n".join(lines) + "\n"
