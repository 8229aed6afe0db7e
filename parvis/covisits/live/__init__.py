"""Following one another during a visit: a stream to each page, steps from each, held by the front.

A step (« this page », « this part of it », « look here ») is never written down: not in the database, not in
the log. The last one of each visitor stays in memory while somebody listens, for who joins or comes back.
"""

from parvis.covisits.live.channels import channel_of

__all__ = ["channel_of"]
