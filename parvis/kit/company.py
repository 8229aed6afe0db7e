"""Who visits with others: their browser carries a cookie, and its pages are theirs alone.

An area above signs the cookie and shows a bar on every page; here stands only what keeps such a page
from being kept for anybody else.
"""

from django.http import HttpRequest

COOKIE = "visite"


def is_in_company(request: HttpRequest) -> bool:
    """Whether this browser visits with others, or lately did."""
    return COOKIE in request.COOKIES
