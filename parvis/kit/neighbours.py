"""Several processes on one place, held together by Redis (PARVIS_REDIS).

Each says which tables it wrote, and forgets what it remembered of them when another says so; limits are
counted together; what is said at once (`kit.live`) reaches the pages of all. While Redis is silent pages
still answer: nothing remembered is trusted, each process counts limits alone (an attacker gains as many
tries as there are processes, nobody honest is shut out), and live streams end.
"""

import hashlib
import json
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import astuple
from importlib import import_module
from queue import Empty, Full, Queue
from typing import TYPE_CHECKING, Any

import structlog
from django.conf import settings

from parvis.kit import freshness, limiting, live
from parvis.kit.logs import account_of

if TYPE_CHECKING:
    from redis import Redis
    from redis.client import PubSub

logger = structlog.get_logger("neighbours")

SECONDS = 2.0  # of patience with Redis, and of silence before asking whether it is still there
LONGEST_SILENCE = 5.0
REST_SECONDS = 1.0  # after a failure
MOST_WAITING = 2000  # live words not yet given to Redis; what is beyond is lost, and asked for again

# kit.limiting's measure, in one step and on one clock: 1 when the try is counted, 0 when it is one too many.
_COUNT = """
local clock = redis.call('TIME')
local now = clock[1] + clock[2] / 1000000
local held = tonumber(redis.call('GET', KEYS[1]) or '0')
if held > now + 2 * tonumber(ARGV[2]) then held = now end
local filled = math.max(held, now) + tonumber(ARGV[1])
if filled - now > tonumber(ARGV[2]) + 0.000001 then return 0 end
redis.call('SET', KEYS[1], string.format('%.6f', filled), 'PX', math.max(1, math.ceil((filled - now) * 1000)))
return 1
"""


class NotThere(Exception):
    """Redis does not answer, or its library is not installed."""


class Neighbours:
    """The line of this process to the others. `start()`, then `stop()`."""

    def __init__(self, url: str) -> None:
        try:
            library = import_module("redis")
        except ModuleNotFoundError as missing:
            raise NotThere("redis") from missing
        self.failures: tuple[type[Exception], ...] = (library.RedisError, OSError)
        self.client: Redis = library.Redis.from_url(
            url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS
        )
        own = hashlib.sha256(b"parvis neighbours" + settings.SECRET_KEY.encode()).hexdigest()[:16]
        self.prefix = f"parvis:{own}:"  # one Redis may hold several places together, each for itself
        self.me = freshness.new_stamp()
        self.thread = threading.Thread(target=self._live, name="neighbours", daemon=True)
        self.speaker = threading.Thread(target=self._speak, name="live words", daemon=True)
        self._words: Queue[tuple[str, live.Word]] = Queue(MOST_WAITING)
        self._stopping = threading.Event()
        self._owes_news = self._is_broken = False
        self._rests_until = 0.0

    def ping(self) -> None:
        """NotThere when Redis does not answer at once."""
        try:
            self.client.ping()
        except self.failures as failure:
            raise NotThere(str(failure)) from failure

    def start(self) -> None:
        """Listen and speak from now on. NotThere when Redis does not answer at once."""
        self.ping()
        freshness.share(self.tell)
        limiting.share(self.count)
        freshness.doubt()
        live.bus.cut()
        live.bus.carry = self.say
        self.thread.start()
        self.speaker.start()

    def stop(self) -> None:
        """Be alone again."""
        self._stopping.set()
        self.thread.join(SECONDS + 1)
        self.speaker.join(SECONDS + 1)
        freshness.share(None)
        limiting.share(None)
        live.bus.carry = None
        freshness.trust()
        live.bus.mend()
        self.client.close()

    def tell(self, tables: Sequence[str]) -> None:
        """Say that these tables were written (none: anything). Never fails: what cannot be said is owed."""
        try:
            self.client.publish(self.prefix + "written", json.dumps([self.me, *tables]))
        except self.failures:
            self._owes_news = True

    def count(self, key: str, step: float, length: float) -> bool | None:
        """Count one try together with the others, in seconds. None while Redis is silent."""
        if time.monotonic() < self._rests_until:
            return None
        name = hashlib.sha256(settings.SECRET_KEY.encode() + key.encode()).hexdigest()[:32]
        try:
            return bool(self.client.eval(_COUNT, 1, f"{self.prefix}limit:{name}", str(step), str(length)))
        except self.failures:
            self._rests_until = time.monotonic() + REST_SECONDS
            return None

    def say(self, channel: str, word: live.Word) -> None:
        """Carry a live word to the other processes, in a while of a millisecond. Never waits."""
        with suppress(Full):
            self._words.put_nowait((channel, word))

    def _speak(self) -> None:
        while not self._stopping.is_set():
            words = [self._next_word()]
            while not self._words.empty() and len(words) < MOST_WAITING:
                words.append(self._next_word())
            try:
                with self.client.pipeline(transaction=False) as pipe:
                    for channel, word in filter(None, words):
                        said = json.dumps([self.me, channel, *astuple(word)])
                        pipe.publish(self.prefix + "live", said)
                    pipe.execute()
            except self.failures:
                live.bus.cut()  # until the line, begun anew, is heard
                self._is_broken = True
                self._stopping.wait(REST_SECONDS)

    def _next_word(self) -> tuple[str, live.Word] | None:
        with suppress(Empty):
            return self._words.get(timeout=SECONDS)
        return None

    def _live(self) -> None:
        """Listen as long as the process serves: whatever is heard, this thread goes on."""
        while not self._stopping.is_set():
            try:
                with self.client.pubsub() as line:  # type: ignore[no-untyped-call]
                    self._listen(line)
            except Exception as failure:  # Redis is silent, or another version says what we do not know
                freshness.doubt()
                live.bus.cut()
                logger.error("neighbours silent", **account_of(failure))
                self._stopping.wait(REST_SECONDS)

    def _listen(self, line: "PubSub") -> None:
        """Hear the others until the line breaks. Trust what is remembered only once they are heard."""
        self._is_broken = False
        line.subscribe(self.prefix + "written", self.prefix + "live")
        heard_at = time.monotonic()
        while not self._stopping.is_set():
            message = line.get_message(timeout=SECONDS)
            if self._is_broken:
                raise TimeoutError("nothing taken")
            if message is not None:
                heard_at = time.monotonic()
                self._hear(message)
            elif time.monotonic() - heard_at > LONGEST_SILENCE:
                raise TimeoutError("nothing heard")
            else:
                line.ping()
            if self._owes_news:
                self._owes_news = False
                self.tell([])

    def _hear(self, message: dict[str, Any]) -> None:
        if message["type"] not in {"subscribe", "message"}:
            return  # the answer to our ping, which names no line
        is_live = message["channel"].endswith(b"live")  # the second of the two lines subscribed to
        if message["type"] == "subscribe" and is_live:
            freshness.forget()
            freshness.trust()
            live.bus.mend()
        elif message["type"] == "message":
            who, *said = json.loads(message["data"])
            if who != self.me and is_live:
                live.bus.hear(said[0], live.Word(*said[1:]))
            elif who != self.me:
                freshness.forget(*said)
