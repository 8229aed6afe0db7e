"""A refusal says no with a reason and a way out: a person, a page or a telephone number."""

from dataclasses import dataclass


@dataclass(frozen=True)
class WayOut:
    """One thing the person can do now: words for a button or a line, and where it leads."""

    words: str
    url: str = ""


class Refusal(Exception):
    """Raised by acts when a rule of the community says no; one middleware renders it.

    reason: one sentence people understand. way_out: what they may do instead.
    """

    status = 409

    def __init__(self, reason: str, way_out: WayOut | None = None) -> None:
        super().__init__(reason)
        self.reason = reason
        self.way_out = way_out


class NotForYou(Refusal):
    """The page exists and the person may know it, but it belongs to a role they do not hold."""

    status = 403
