"""Where a request comes from: the socket, or what a trusted proxy says about it."""

from collections.abc import Sequence
from functools import lru_cache
from ipaddress import IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network

from django.conf import settings

Network = IPv4Network | IPv6Network


@lru_cache(maxsize=4)
def _networks(trusted: tuple[str, ...]) -> tuple[Network, ...]:
    return tuple(ip_network(one, strict=False) for one in trusted)


def is_trusted(address: str) -> bool:
    """Does this address belong to PARVIS_TRUSTED_PROXIES (addresses or networks)?"""
    if not settings.TRUSTED_PROXIES:
        return False
    try:
        found = ip_address(address)
    except ValueError:
        return False
    if isinstance(found, IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found in network for network in _networks(tuple(settings.TRUSTED_PROXIES)))


def caller(peer: str, forwarded: Sequence[str] = ()) -> str:
    """The address behind a request, as limits count it: an IPv4 address, an IPv6 /64.

    peer: the other end of the socket. forwarded: the hops of X-Forwarded-For, in their order. They are
    read from the right, and only as far as trusted proxies wrote them: what a caller writes in front
    of them changes nothing.
    """
    address = peer
    for hop in reversed(forwarded):
        if not is_trusted(address):
            break
        address = hop.strip()
    return _household(address)


def _household(address: str) -> str:
    """One address for the whole of an IPv6 household, which owns 2^64 of them."""
    try:
        found = ip_address(address)
    except ValueError:
        return "unknown"
    if not isinstance(found, IPv6Address):
        return str(found)
    return str(found.ipv4_mapped or ip_network((int(found) >> 64 << 64, 64)))
