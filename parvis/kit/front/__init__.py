"""The two doors of one process.

The front answers what is the same for everyone (public pages, static files) from memory, without Django.
Everything else goes through Django's WSGI handler in a few threads.

A view says `front.remember(response, until=…)` when its page is the same for all.
"""

from parvis.kit.front.memory import remember

__all__ = ["remember"]
