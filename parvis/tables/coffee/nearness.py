"""How far two places are from each other, as the crow flies."""

from math import cos, hypot, radians

from parvis.community.models import Place

UNKNOWN = 1.0  # kilometres, when nobody said where one of them stands


def distance_between(one: Place | None, other: Place | None) -> float:
    """Kilometres, near enough inside a town; 0 for the same place."""
    if one is None or other is None:
        return UNKNOWN
    if one.pk == other.pk:
        return 0.0
    if one.latitude is None or one.longitude is None or other.latitude is None or other.longitude is None:
        return UNKNOWN
    north = (one.latitude - other.latitude) * 111.2
    east = (one.longitude - other.longitude) * 111.2 * cos(radians(one.latitude))
    return hypot(north, east)
