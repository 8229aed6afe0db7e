"""Which addresses of the network may be called: looked up once, checked, then called as checked.

An address typed by a person may lead anywhere: to this machine, to its neighbours, to the page where a
cloud keeps its keys. The name is resolved once, every address it gives is looked at, and the socket is opened
to one of those very addresses: a name that changes its mind between two questions gains nothing.
"""

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

import httpcore2
from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal

Address = IPv4Address | IPv6Address
Resolver = Callable[[str, int], list[str]]
PORTS = {"http": 80, "https": 443}
_INSIDE = [
    ip_network(text)
    for text in [
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
        "168.63.129.16/32",  # a cloud's own page, though the address is public
    ]
]  # fmt: skip
_OUTSIDE_6 = ip_network("2000::/3")
# Inside the public half: addresses that carry another address (6to4, Teredo), or are kept for books.
_INSIDE_6 = [ip_network(text) for text in ["2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"]]
# What a person who runs the place may open: the network of the house, never what only a machine answers.
_HOUSE = [
    ip_network(text)
    for text in [
        "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "::1/128", "fc00::/7"
    ]
]  # fmt: skip


class CannotFetch(Refusal):
    """Nothing was read there. `reason` says why; `again_after`: seconds the other side asked for."""

    status = 422

    def __init__(self, reason: str, again_after: int = 0) -> None:
        super().__init__(reason)
        self.again_after = again_after


@dataclass(frozen=True)
class Allowance:
    """Hosts a person who runs the place opened: « agenda.mairie.lan », « 10.0.0.5:8080 »."""

    hosts: frozenset[str] = frozenset()

    def opens(self, host: str, port: int) -> bool:
        """Whether this very host and port was opened."""
        usual = port in PORTS.values()
        return f"{host}:{port}" in self.hosts or (usual and host in self.hosts)


NOTHING = Allowance()


def is_outside(address: Address) -> bool:
    """Whether an address is of the public network, and of no other one it hides."""
    if isinstance(address, IPv6Address):
        return address in _OUTSIDE_6 and not any(address in inside for inside in _INSIDE_6)
    return not any(address in inside for inside in _INSIDE)


def is_of_the_house(address: Address) -> bool:
    """Whether an address is of a private network or of this machine."""
    return any(address in house for house in _HOUSE if house.version == address.version)


def resolve(host: str, port: int) -> list[str]:
    """The addresses of a name, as the system knows them. OSError when there are none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


def _resolve_in_time(resolver: Resolver, host: str, port: int, seconds: float) -> list[str]:
    """A name server that never answers must not hold the one who asks."""
    answers: list[list[str]] = []

    def ask() -> None:
        try:
            answers.append(resolver(host, port))
        except (OSError, UnicodeError):
            answers.append([])

    asking = threading.Thread(target=ask, daemon=True, name="outside-name")
    asking.start()
    asking.join(max(seconds, 0.01))
    return answers[0] if answers else []


def checked_addresses(
    host: str, port: int, allowed: Allowance, resolver: Resolver, seconds: float
) -> list[Address]:
    """The addresses that may be called for a name. CannotFetch when there is none, or when one is inside."""
    found = [ip_address(text.partition("%")[0]) for text in _resolve_in_time(resolver, host, port, seconds)]
    if not found:
        raise CannotFetch(_("We do not find %(host)s on the network. Check the address.") % {"host": host})
    is_opened = allowed.opens(host, port)
    for address in found:
        if not (is_outside(address) or (is_opened and is_of_the_house(address))):
            raise CannotFetch(
                _("%(host)s is inside a private network. Parvis reads public addresses only.")
                % {"host": host}
            )
    return found


class _Timed(httpcore2.NetworkStream):
    """A connection that no drop by drop keeps open beyond its hour."""

    def __init__(self, stream: httpcore2.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def _left(self, timeout: float | None) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore2.ReadTimeout("the hour is over")
        return min(left, timeout) if timeout else left

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        inner = self._stream.start_tls(ssl_context, server_hostname, self._left(timeout))
        return _Timed(inner, self._until)

    def get_extra_info(self, info: str) -> Any:
        return self._stream.get_extra_info(info)


class Caller(httpcore2.NetworkBackend):
    """Opens connections for `httpcore2`, to checked addresses only, until a given second of the clock."""

    def __init__(self, allowed: Allowance, resolver: Resolver, until: float) -> None:
        self._allowed, self._resolver, self._until = allowed, resolver, until
        self._plain = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore2.NetworkStream:
        left = self._until - time.monotonic()
        failure: Exception = httpcore2.ConnectTimeout("the hour is over")
        for address in checked_addresses(host, port, self._allowed, self._resolver, left)[:4]:
            left = self._until - time.monotonic()
            if left <= 0:
                break
            try:
                stream = self._plain.connect_tcp(str(address), port, min(left, timeout or left))
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failure = error
                continue
            return _Timed(stream, self._until)
        raise failure
