"""Numbers drawn by lot, for rows whose order must tell nothing about who wrote them."""

import secrets


def by_lot() -> int:
    """A number nobody can foresee, from 1 to 2⁶²."""
    return secrets.randbelow(2**62) + 1
