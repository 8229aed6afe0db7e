"""The live door: what is said at once to pages that are open, and forgotten (ARCHITECTURE §7).

An area publishes on a channel, from any thread, once its act is committed: `publish("covisits.12",
Word("ask"))`. Pages listen through a stream (`text/event-stream`) that the front holds without a thread
and without the database. Nothing said here is the truth: that is in the database, and the first word of
every stream is « ask again ». So a lost word, one heard twice or late does no harm.

With several processes each hears the others through `kit.neighbours`; when these fall silent the streams
end, and pages fall back to asking.
"""

from parvis.kit.live.channels import MOST_STREAMS, Sign, Word, bus, publish
from parvis.kit.live.doors import Handler, Knock, live_doors, register_live
from parvis.kit.live.streams import stream

__all__ = [
    "MOST_STREAMS",
    "Handler",
    "Knock",
    "Sign",
    "Word",
    "bus",
    "live_doors",
    "publish",
    "register_live",
    "stream",
]
