"""Which pages may be followed: a list of those that may, so that a new page is never among them by chance.

Pages of the place, never somebody's own, the desk's, of those who run the place, or opened by a secret.
Each visitor's browser asks for the page itself, with its own rights.
"""

from functools import lru_cache

from django.urls import Resolver404, resolve

LONGEST = 200
SHARED = frozenset(
    {
        "aid:index",
        "aid:notice",
        "community:charter",
        "covisits:choice",
        "covisits:dates",
        "covisits:visit",
        "federation:elsewhere",
        "federation:follow",
        "ideas:surveys",
        "meetings:meeting",
        "meetings:month",
        "meetings:place",
        "meetings:place_week",
        "meetings:poll",
        "meetings:polls",
        "meetings:programme",
        "meetings:tonight",
        "meetings:week",
        "members:circle",
        "members:circles",
        "members:directory",
        "members:privacy",
        "newsletters:letter",
        "newsletters:letters",
        "portal:home",
        "portal:year",
        "wiki:stories",
        "wiki:story",
    }
)


@lru_cache(4096)
def may_be_shared(path: str) -> bool:
    """May the others be told of this path? Never with a question in it: somebody typed that."""
    if len(path) > LONGEST or not path.isprintable() or not path.isascii():
        return False
    try:
        return resolve(path).view_name in SHARED
    except Resolver404:
        return False
