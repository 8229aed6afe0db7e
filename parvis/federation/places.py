"""The places where anyone may come, on a map (GeoJSON, RFC 7946: longitude first)."""

import json
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse

from parvis.community.models import Place
from parvis.federation.feeds import in_calendars

KIND = "application/geo+json; charset=utf-8"


def known_places(now: datetime) -> Any:
    """Places in use whose meetings a passer-by may know of: where only a secret circle meets is not shown."""
    used = in_calendars(None, now).order_by().values("place_id")
    return Place.objects.filter(is_active=True, pk__in=used).order_by("name", "pk")


def geojson(places: Any) -> bytes:
    """A feature for each place; one nobody put on the map has no geometry."""
    features = [_feature(place) for place in places]
    return json.dumps({"type": "FeatureCollection", "features": features}, ensure_ascii=False).encode()


def _feature(place: Place) -> dict[str, Any]:
    is_known = place.latitude is not None and place.longitude is not None
    return {
        "type": "Feature",
        "id": place.pk,
        "geometry": {"type": "Point", "coordinates": [place.longitude, place.latitude]} if is_known else None,
        "properties": {
            "name": place.name,
            "address": place.address,
            "access": place.access,
            "capacity": place.capacity,
            "calendar": f"{settings.PUBLIC_ADDRESS}{reverse('federation:place', args=[place.pk])}",
        },
    }
