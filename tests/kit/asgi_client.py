"""A browser as the server sees it: one ASGI request, what comes back."""

import asyncio
import gzip
from dataclasses import dataclass, field
from typing import Any

from parvis.kit.front.door import Front


@dataclass
class Answer:
    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    parts: int = 0

    def __getitem__(self, name: str) -> str:
        return next((value for known, value in self.headers if known == name), "")

    def all(self, name: str) -> list[str]:
        return [value for known, value in self.headers if known == name]

    @property
    def text(self) -> str:
        return (gzip.decompress(self.body) if self["content-encoding"] == "gzip" else self.body).decode()


def scope_of(method: str, path: str, headers: Any = (), peer: str = "127.0.0.1") -> dict[str, Any]:
    path, _, query = path.partition("?")
    pairs = dict(headers).items() if isinstance(headers, dict) else headers
    raw = [(name.lower().encode(), value.encode("latin-1")) for name, value in pairs]
    if not any(name == b"host" for name, _ in raw):
        raw.append((b"host", b"localhost"))
    return {
        "type": "http", "method": method, "path": path, "query_string": query.encode(), "headers": raw,
        "http_version": "1.1", "scheme": "http", "client": (peer, 5000), "server": ("127.0.0.1", 8000),
    }  # fmt: skip


async def ask(
    front: Front, method: str, path: str, headers: Any = (), body: Any = (), peer: str = "127.0.0.1"
) -> Answer:
    parts = [body] if isinstance(body, bytes) else list(body)
    messages = [
        {"type": "http.request", "body": part, "more_body": number < len(parts)}
        for number, part in enumerate(parts, 1)
    ] or [{"type": "http.request", "body": b"", "more_body": False}]
    answer = Answer()

    async def receive() -> dict[str, Any]:
        return messages.pop(0) if messages else {"type": "http.disconnect"}

    async def send(message: dict[str, Any]) -> None:
        if message["type"] == "http.response.start":
            answer.status = message["status"]
            answer.headers = [(name.decode(), value.decode("latin-1")) for name, value in message["headers"]]
        elif part := message.get("body", b""):
            answer.body += part
            answer.parts += 1

    await front(scope_of(method, path, headers, peer), receive, send)
    return answer


def get(front: Front, path: str, headers: Any = (), **options: Any) -> Answer:
    return asyncio.run(ask(front, "GET", path, headers, **options))
