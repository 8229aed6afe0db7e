"""The bus: who listens to which channel of this process, and the last thing each had to say.

Everything but `publish`, `cut` and `mend` happens in the front's own loop, so nothing here needs a lock.
"""

import asyncio
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property

MOST_STREAMS = 3000  # of one process
MOST_CHANNELS = 4000
MOST_KEYS = 64  # of one channel
MOST_WAITING = 32  # words a reader may be late; one who is later is let go
FORGOTTEN_SECONDS = 600.0  # after the last listener of a channel left
SIGN = "sign"  # a word no page hears: somebody is there
SIGN_SECONDS = 30.0  # between two signs of one, that tell nothing more
QUIET_SECONDS = 90.0  # without a sign, which streams give every minute


@dataclass(frozen=True)
class Word:
    """One word: its kind, its data (JSON, one line), and who speaks.

    key: of one speaker only a higher number is heard (a duplicate or a late one is dropped), and the
    last word that lasts is kept for who joins. Without key nothing is kept.
    """

    kind: str
    data: str = ""
    key: str = ""
    number: int = 0
    lasts: bool = True

    @cached_property
    def frame(self) -> bytes:
        """The bytes on the stream, the same for all who listen."""
        return f"event: {self.kind}\ndata: {' '.join(self.data.splitlines())}\n\n".encode()


@dataclass(frozen=True, slots=True)
class Sign:
    """That somebody is there: when (by the process’s own clock), and whether a script said it."""

    at: float
    is_live: bool


Carry = Callable[[str, Word], None]


class Listener:
    """One open stream: what it has still to say."""

    def __init__(self, channel: str, who: str) -> None:
        self.channel, self.who = channel, who
        self.waiting: deque[Word] = deque()
        self.woken = asyncio.Event()
        self.is_over = False

    def offer(self, word: Word) -> None:
        """Say something, unless this reader is too slow: then it is let go, and asks again later."""
        if len(self.waiting) >= MOST_WAITING:
            self.waiting.clear()
            self.end()
        elif not self.is_over and (not word.key or word.key != self.who):
            self.waiting.append(word)
            self.woken.set()

    def take(self) -> list[Word]:
        """What waits to be said, which waits no more."""
        words = list(self.waiting)
        self.waiting.clear()
        self.woken.clear()
        return words

    def end(self, last: Word | None = None) -> None:
        """Let it go, after a last word."""
        if last is not None and not self.is_over:
            self.waiting.append(last)
        self.is_over = True
        self.woken.set()


@dataclass
class Channel:
    listeners: list[Listener] = field(default_factory=list)
    last: dict[str, Word] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    heard_at: float = 0.0
    stirred_at: float = 0.0  # the last word that is nobody’s: something changed
    signs: dict[str, Sign] = field(default_factory=dict)

    def notes(self, who: str, sign: Sign) -> None:
        """Somebody is there; listeners look again when they were quiet before."""
        before = self.signs.pop(who, None)
        self.signs[who] = sign
        if len(self.signs) > MOST_KEYS:
            del self.signs[next(iter(self.signs))]
        if before is not None and sign.at - before.at > QUIET_SECONDS:
            for listener in self.listeners:
                listener.woken.set()

    def takes(self, word: Word) -> bool:
        """Keep a word by its speaker. False when it is one heard already, or older than one."""
        if not word.key:
            return True
        heard = self.numbers.pop(word.key, -1)
        self.numbers[word.key] = max(heard, word.number)  # whoever spoke last stands last
        if word.number <= heard:
            return False
        if len(self.numbers) > MOST_KEYS:
            silent = next(iter(self.numbers))
            self.numbers.pop(silent)
            self.last.pop(silent, None)
        if word.lasts:
            self.last.pop(word.key, None)
            self.last[word.key] = word
        return True


class Bus:
    """Channels of one process. `listen` and `leave` in the loop, `publish` from anywhere."""

    def __init__(self) -> None:
        self.channels: OrderedDict[str, Channel] = OrderedDict()
        self.loop: asyncio.AbstractEventLoop | None = None
        self.carry: Carry | None = None
        self.is_cut = False
        self.whole_at = 0.0  # since when all the others are heard
        self.open = 0

    @property
    def has_room(self) -> bool:
        """May one more listen?"""
        return not self.is_cut and self.open < MOST_STREAMS

    def attach(self) -> None:
        """This loop is the one of the front."""
        self.loop = asyncio.get_running_loop()

    def publish(self, channel: str, word: Word) -> None:
        """Say something to all who listen to a channel, here and in the other processes. Never fails."""
        self.hear(channel, word)
        if self.carry is not None:
            self.carry(channel, word)

    def hear(self, channel: str, word: Word) -> None:
        """Say something to those who listen here."""
        self._in_loop(self._deliver, channel, word)

    def sign(self, channel: str, who: str, *, is_live: bool) -> None:
        """Somebody is there: told to all processes, kept in memory, heard by no page. From anywhere."""
        kept, now = self.channels.get(channel), time.monotonic()
        known = kept.signs.get(who) if kept else None
        if known is None or known.is_live != is_live or now - known.at > SIGN_SECONDS:
            self.publish(channel, Word(SIGN, "live" if is_live else "", who))

    def signs(self, channel: str) -> dict[str, Sign]:
        """The last sign of each; none while the others are not heard, and that time counts for nobody."""
        known = self.channels.get(channel)
        if known is None or self.is_cut:
            return {}
        return {who: Sign(max(one.at, self.whole_at), one.is_live) for who, one in list(known.signs.items())}

    def listen(self, channel: str, who: str) -> Listener:
        """From now on, hear a channel; what `who` says themselves is not said back to them."""
        listener = Listener(channel, who)
        self._channel(channel).listeners.append(listener)
        self.open += 1
        return listener

    def leave(self, listener: Listener) -> None:
        """Hear it no more."""
        channel = self.channels.get(listener.channel)
        if channel is not None and listener in channel.listeners:
            channel.listeners.remove(listener)
            self.open -= 1

    def listeners(self, channel: str) -> list[Listener]:
        """Who listens to a channel, the oldest first."""
        return list(self.channels[channel].listeners) if channel in self.channels else []

    def last(self, channel: str) -> list[Word]:
        """The last word of each who spoke on a channel."""
        return list(self.channels[channel].last.values()) if channel in self.channels else []

    def stirred_at(self, channel: str) -> float:
        """When something changed there, by the process’s own clock: what was known before is asked again."""
        return self.channels[channel].stirred_at if channel in self.channels else 0.0

    def forget(self, channel: str, key: str = "") -> None:
        """Keep no word of a channel, or of one who spoke there."""
        if (known := self.channels.get(channel)) is not None:
            for kept in (known.last, known.numbers, known.signs):
                kept.clear() if not key else kept.pop(key, None)

    def end_all(self) -> None:
        """Let every listener go, from any thread."""
        self._in_loop(self._end_all)

    def cut(self) -> None:
        """The other processes are not heard: who listens is let go, and nobody may listen."""
        self.is_cut = True
        self.end_all()

    def mend(self) -> None:
        """The others are heard again."""
        self.whole_at, self.is_cut = time.monotonic(), False

    def _in_loop(self, act: Callable[..., None], *args: object) -> None:
        loop = self.loop
        if loop is None:
            return
        with suppress(RuntimeError):  # that loop is closed: nobody listens any more
            loop.call_soon_threadsafe(act, *args)

    def _deliver(self, name: str, word: Word) -> None:
        channel = self._channel(name)
        if word.kind == SIGN:
            channel.notes(word.key, Sign(time.monotonic(), bool(word.data)))
            return
        if not word.key:
            channel.stirred_at = time.monotonic()
        if channel.takes(word):
            for listener in channel.listeners:
                listener.offer(word)

    def _end_all(self) -> None:
        for channel in self.channels.values():
            for listener in channel.listeners:
                listener.end()

    def _channel(self, name: str) -> Channel:
        """The channel of this name, the last one used from now on; old ones nobody listens to go."""
        now = time.monotonic()
        channel = self.channels.setdefault(name, Channel())
        channel.heard_at = now
        self.channels.move_to_end(name)
        self._make_room(now)
        self._make_room(now)
        return channel

    def _make_room(self, now: float) -> None:
        """Let the channel used least go, when it is old or one too many (twice at each use is enough)."""
        name, channel = next(iter(self.channels.items()))
        if channel.listeners:
            self.channels.move_to_end(name)
        elif now - channel.heard_at > FORGOTTEN_SECONDS or len(self.channels) > MOST_CHANNELS:
            del self.channels[name]


bus = Bus()


def publish(channel: str, word: Word) -> None:
    """Say something at once to the pages that listen to a channel. From any thread, after the commit."""
    bus.publish(channel, word)
