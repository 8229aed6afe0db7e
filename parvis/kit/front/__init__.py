"""The two doors of one process.

The front answers what is the same for everyone (public pages, static files) from memory, without Django.
Everything else goes through Django's WSGI handler in a few threads.

A view says `front.remember(response, until=…)` when its page is the same for all, and
`front.remember_for_passers_by(response, until=…)` when it is the same for all who are not signed in.
"""

from parvis.kit.front.memory import remember, remember_for_passers_by
from parvis.kit.front.standing import kept_for_passers_by

__all__ = ["kept_for_passers_by", "remember", "remember_for_passers_by"]
