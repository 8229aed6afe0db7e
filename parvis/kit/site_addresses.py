"""An address of another site, as people type it: safe to lead to, or not one at all."""

import re

LONGEST = 300
# A name of the public network, no number, no port, nobody’s name and code before it.
_SITE = re.compile(r"https://(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,24}(?:[/?#][!-~]*)?", re.I)


def safe_site(text: str) -> str:
    """« exemple.fr » as https://exemple.fr; nothing for nothing. ValueError: not a site, or not safe."""
    typed = text.strip()
    whole = f"https://{typed}" if typed and "://" not in typed else typed
    if whole and (len(whole) > LONGEST or not _SITE.fullmatch(whole)):
        raise ValueError(text[:LONGEST])
    return whole
