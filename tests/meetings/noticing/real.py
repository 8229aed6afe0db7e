"""Real calendars as sketches; the data stay outside this repository."""

import json
import os
import re
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from parvis.meetings.noticing.sketch import Sketch

SHARED = Path(os.environ.get("PARVIS_SHARED_DATA", Path(__file__).resolve().parents[4] / "shared" / "data"))
EVENTS = SHARED / "2-events"
PARIS = ZoneInfo("Europe/Paris")


def toulouse() -> dict[str, Sketch]:
    """203 evenings of 26 groups; no end is said: two hours."""
    rows = [json.loads(line) for line in (EVENTS / "toulouse-tech-hub/events.jsonl").open(encoding="utf-8")]
    return {row["eventId"]: _evening(row) for row in rows}


def _evening(row: dict[str, Any]) -> Sketch:
    begins_at = datetime.strptime(row["dateIso"], "%Y-%m-%d %H:%M").replace(tzinfo=PARIS)
    return Sketch(
        title=row["title"], begins_at=begins_at, ends_at=begins_at + timedelta(hours=2), key=row["eventId"],
        where=row.get("place") or "", address=row.get("placeAddr") or "", circle=row.get("groupId") or "",
        link=row.get("link") or "", about=re.sub(r"<[^>]+>", " ", row.get("body_html") or ""),
    )  # fmt: skip


def paris() -> dict[str, Sketch]:
    """881 entries of a town's agenda: a venue, no room, no organiser."""
    rows = json.loads((EVENTS / "openagenda/openagenda_paris_881.json").read_text(encoding="utf-8"))
    return {
        row["uid"]: Sketch(
            title=row["title_fr"], begins_at=datetime.fromisoformat(row["firstdate_begin"]),
            ends_at=datetime.fromisoformat(row["firstdate_end"]), key=row["uid"],
            where=row["location_name"] or "", address=row["location_address"] or "",
            link=row["canonicalurl"] or "", about=row["longdescription_fr"] or "",
        )
        for row in rows
    }  # fmt: skip


def mixit(year: int) -> dict[str, Sketch]:
    """The talks of two days: a room (unless it is kept a surprise) and those who speak."""
    rows = json.loads((EVENTS / f"mixit/talks_{year}.json").read_text(encoding="utf-8"))
    rooms = sorted({row["room"] for row in rows if row["room"]} - {"SURPRISE", "UNKNOWN"})
    return {row["id"]: _talk(row, rooms) for row in rows if row["start"]}


def _talk(row: dict[str, Any], rooms: list[str]) -> Sketch:
    is_known = row["room"] in rooms
    return Sketch(
        title=row["title"], begins_at=datetime.fromisoformat(row["start"]).replace(tzinfo=PARIS),
        ends_at=datetime.fromisoformat(row["end"]).replace(tzinfo=PARIS), key=row["id"],
        place=1 if is_known else None, room=rooms.index(row["room"]) + 1 if is_known else None,
        people=frozenset(row["speakers"]), about=row["summary"] or "",
    )  # fmt: skip


def everything() -> dict[str, dict[str, Sketch]]:
    """By the names the labels use."""
    return {
        "toulouse-tech-hub": toulouse(),
        "openagenda-paris": paris(),
        "mixit-2019": mixit(2019),
        "mixit-2025": mixit(2025),
    }
