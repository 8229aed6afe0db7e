"""A shared cache in front of the house, as RFC 9111 lets it be: greedy wherever it may keep something.

Stores what it may, keyed by address and by what `Vary` names; asks again with the tag where it must.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.kit.asgi_client import Answer

Ask = Callable[[str, str, dict[str, str]], Answer]
_BY_DEFAULT = {200, 203, 204, 300, 301, 404, 405, 410, 414, 501}  # RFC 9110 §15.1: kept without a word


@dataclass
class SharedCache:
    origin: Ask
    kept: dict[tuple[str, str], list[tuple[dict[str, str], Answer]]] = field(default_factory=dict)
    hits: int = 0

    def ask(self, method: str, path: str, headers: dict[str, str]) -> Answer:
        if method not in ("GET", "HEAD"):
            self.kept.pop(("GET", path), None)
            return self.origin(method, path, headers)
        for named, answer in self.kept.get(("GET", path), []):
            if all(headers.get(name, "") == value for name, value in named.items()):
                return self._again(method, path, headers, answer)
        answer = self.origin(method, path, headers)
        if method == "GET" and self.may_keep(answer):
            names = [name.strip().lower() for name in answer["vary"].split(",") if name.strip()]
            if "*" not in names:
                named = {name: headers.get(name, "") for name in names}
                self.kept.setdefault(("GET", path), []).append((named, answer))
        return answer

    @staticmethod
    def directives(answer: Answer) -> set[str]:
        return {part.strip().lower() for part in answer["cache-control"].split(",")}

    def may_keep(self, answer: Answer) -> bool:
        said = self.directives(answer)
        if said & {"no-store", "private"}:
            return False
        is_told = any(part.startswith(("max-age", "s-maxage", "public")) for part in said)
        return is_told or answer.status in _BY_DEFAULT

    def _again(self, method: str, path: str, headers: dict[str, str], answer: Answer) -> Answer:
        if "no-cache" in self.directives(answer):
            fresh = self.origin(method, path, headers | {"if-none-match": answer["etag"] or '"none"'})
            if fresh.status != 304:
                return fresh
        self.hits += 1
        return answer
