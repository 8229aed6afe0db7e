"""What templates may ask of meetings, offered to every page once at the start."""

from parvis.kit import jinja
from parvis.meetings.materialising import local_day
from parvis.meetings.noticing.calendars import school_known_until
from parvis.meetings.noticing.wording import signs
from parvis.meetings.paper.heading import short_address
from parvis.meetings.ranks import ordinal


def offer_to_pages() -> None:
    """In `apps.ready()`."""
    jinja.offer("ordinal", ordinal)
    jinja.offer("noticed_signs", signs)
    jinja.offer("local_day", local_day)
    jinja.offer("school_known_until", school_known_until)
    jinja.offer("short_address", short_address)
