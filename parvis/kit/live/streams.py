"""A stream of words to one page, held for as long as it is worth it."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from http import HTTPStatus

from parvis.kit.live.channels import Listener, Word, bus
from parvis.kit.live.doors import Knock

IDLE_SECONDS = 20.0  # then a comment: proxies close what says nothing
CHECK_SECONDS = 60.0  # between two looks at whether this reader may still listen
SLOW_SECONDS = 10.0  # for a reader to take what it is given
_AGAIN_MS = 2000  # before a browser tries again
_COMMENT = b":\n\n"
_HEADERS = (
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"x-accel-buffering", b"no"),  # nginx would hold words back otherwise
)
MayStay = Callable[[], Awaitable[bool]]
Looks = Callable[[], Iterable[Word]]


def _sees_nothing() -> Iterable[Word]:
    return ()


async def stream(
    knock: Knock, listener: Listener, first: Iterable[Word], may_stay: MayStay, looks: Looks = _sees_nothing
) -> None:
    """Say `first`, then all this listener hears, until it ends, leaves, is slow, or may not stay.

    may_stay: asked every minute, and whenever the channel says « ask ». looks: asked at each turn for what
    this reader alone is told.
    """
    gone = asyncio.ensure_future(_gone(knock, listener))
    try:
        await knock.begin(HTTPStatus.OK, *_HEADERS)
        begun = b"".join(word.frame for word in first)
        await _said(knock, b"retry: %d\n\n" % _AGAIN_MS + begun)
        await _speak(knock, listener, may_stay, looks)
        await _said(knock, b"".join(word.frame for word in listener.take()), more=False)
    except (TimeoutError, OSError):
        pass  # too slow, or away: asks again when it comes back
    finally:
        gone.cancel()
        bus.leave(listener)


async def _speak(knock: Knock, listener: Listener, may_stay: MayStay, looks: Looks) -> None:
    clock = asyncio.get_running_loop().time
    checked_at = clock()
    while not listener.is_over:
        try:
            async with asyncio.timeout(IDLE_SECONDS):
                await listener.woken.wait()
        except TimeoutError:
            await _said(knock, _COMMENT)
        words = [*listener.take(), *looks()]
        if any(word.kind == "ask" for word in words) or clock() - checked_at >= CHECK_SECONDS:
            checked_at = clock()
            if not await may_stay():
                listener.end(Word("over"))
                return
        if words:
            await _said(knock, b"".join(word.frame for word in words))


async def _said(knock: Knock, words: bytes, *, more: bool = True) -> None:
    async with asyncio.timeout(SLOW_SECONDS):
        await knock.send({"type": "http.response.body", "body": words, "more_body": more})


async def _gone(knock: Knock, listener: Listener) -> None:
    """End the stream when the page is left."""
    while (await knock.receive())["type"] != "http.disconnect":
        pass
    listener.end()
