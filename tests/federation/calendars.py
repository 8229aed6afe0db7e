"""Calendars organisers might publish, in a few letters: « | » ends a line."""


def calendar(*meetings: str) -> bytes:
    """A whole file."""
    body = "".join(f"BEGIN:VEVENT|{one}|END:VEVENT|" for one in meetings)
    return f"BEGIN:VCALENDAR|VERSION:2.0|{body}END:VCALENDAR|".replace("|", "\r\n").encode()


def meeting(uid: str, title: str, begins: str, *more: str) -> str:
    """One meeting of an hour, in the clock of Paris."""
    ends = f"{begins[:9]}{int(begins[9:11]) + 1:02}{begins[11:]}"
    lines = [
        f"UID:{uid}",
        f"SUMMARY:{title}",
        f"DTSTART;TZID=Europe/Paris:{begins}",
        f"DTEND;TZID=Europe/Paris:{ends}",
        *more,
    ]
    return "|".join(lines)
