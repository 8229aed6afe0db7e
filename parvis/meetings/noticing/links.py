"""Two addresses of the web that lead to one page. Plain Python."""

import re
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit

LONGEST = 500
_TRACKERS = re.compile(r"(utm_|mc_|fbclid|gclid|ref$|source$|lang$|locale$)")
_LANGUAGE = re.compile(r"/[a-z]{2}(-[a-z]{2})?(?=/)", re.IGNORECASE)


@lru_cache(maxsize=5_000)
def normalised(link: str) -> str:
    """The address without what does not lead elsewhere; empty when it names no page of its own.

    « https://www.lieu.fr/fr-FR/agenda/12/?utm_source=x » gives « lieu.fr/agenda/12 ». A home page, or a page
    « /evenements/ » common to many, names no meeting.
    """
    try:
        parts = urlsplit(link.strip()[:LONGEST])
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ""
    path = _LANGUAGE.sub("", parts.path, count=1).rstrip("/").lower()
    asked = sorted((name, value) for name, value in parse_qsl(parts.query) if not _TRACKERS.match(name))
    if not host or (path.count("/") < 2 and not asked):
        return ""
    return f"{host}{path}" + (f"?{urlencode(asked)}" if asked else "")
