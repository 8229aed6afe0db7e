"""The two live paths of a visit: what the pages hear, and the steps they send."""

from functools import partial
from http import HTTPStatus

from parvis.covisits.live.channels import channel_of
from parvis.covisits.live.checking import Unknown, checker
from parvis.covisits.live.presence import Watch, is_there
from parvis.covisits.live.steps import HEAVIEST, NotAStep, Step, read_step
from parvis.covisits.passes import Pass, read_pass
from parvis.kit import limiting, live
from parvis.kit.company import COOKIE
from parvis.kit.live.doors import Turned

STREAM, STEPS = "/visite/flux/", "/visite/pas/"
_THEIRS = "of-the-visit"
MOST_OF_ONE = 2  # streams of one browser: the page they leave, and the one they come to
MOST_OF_A_VISIT = 32
_ELSEWHERE = live.Word("elsewhere")  # this browser has a newer page open: this one listens no more


class Refused(Exception):
    """Not let in: with which status."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status)
        self.status = status


def open_doors() -> None:
    """Let the front answer them."""
    live.register_live(STREAM, partial(_answered, listen), "covisits:stream", GET=_THEIRS)
    live.register_live(STEPS, partial(_answered, walk), "covisits:steps", GET=_THEIRS, POST=_THEIRS)


async def _answered(handler: live.Handler, knock: live.Knock) -> None:
    try:
        await handler(knock)
    except (Refused, Turned) as refusal:
        await knock.answer(refusal.status)
    except NotAStep:
        await knock.answer(HTTPStatus.BAD_REQUEST)
    except Unknown:
        await knock.answer(HTTPStatus.SERVICE_UNAVAILABLE)


async def listen(knock: live.Knock) -> None:
    """The stream of one page."""
    held = _pass_of(knock, "GET", "stream", times=30, seconds=60)
    if not await checker.number_now(held):
        raise Refused(HTTPStatus.GONE)
    channel, key = channel_of(held.covisit), held.key
    open_now = live.bus.listeners(channel)
    of_theirs = [one for one in open_now if one.who == key]
    if not live.bus.has_room or len(open_now) >= MOST_OF_A_VISIT:
        raise Refused(HTTPStatus.SERVICE_UNAVAILABLE)
    for one in of_theirs[: len(of_theirs) - MOST_OF_ONE + 1]:
        one.end(_ELSEWHERE)
    first = [live.Word("ask"), *(word for word in live.bus.last(channel) if word.key != key)]
    is_there(held)
    listener = live.bus.listen(channel, key)
    await live.stream(knock, listener, first, partial(_may_stay, held), Watch(held.covisit))


async def walk(knock: live.Knock) -> None:
    """POST: one step of a visitor, told to the others. GET: the last of each, for pages without a stream."""
    held = _pass_of(knock, knock.method if knock.method == "GET" else "POST", "step", times=30, seconds=6)
    is_sent = knock.method == "POST"
    if is_sent and not knock.header("content-type").startswith("application/json"):
        raise Refused(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    step = read_step(await knock.body(HEAVIEST)) if is_sent else None
    number = await checker.known_number(held)
    if not number:
        live.bus.forget(channel_of(held.covisit), held.key)
        raise Refused(HTTPStatus.GONE)
    is_there(held)
    if step is not None:
        live.publish(channel_of(held.covisit), _word(step, held, number))
        await knock.answer(HTTPStatus.NO_CONTENT)
        return
    last = live.bus.last(channel_of(held.covisit))
    words = [word.data for word in last if word.key != held.key]
    await knock.answer(HTTPStatus.OK, f"[{','.join(words)}]".encode())


def _word(step: Step, held: Pass, number: int) -> live.Word:
    is_shown_once = step.kind == "point"
    data = step.data(number, held.device[:2])
    return live.Word("step", data, held.key, step.number, lasts=not is_shown_once)


def _pass_of(knock: live.Knock, method: str, what: str, *, times: int, seconds: int) -> Pass:
    """Whose page knocks. Refused unless it is one of ours, holds a pass of ours, and knocks calmly."""
    if knock.method != method:
        raise Refused(HTTPStatus.METHOD_NOT_ALLOWED)
    if not (knock.is_from_here if method == "POST" else knock.may_be_from_here):
        raise Refused(HTTPStatus.FORBIDDEN)
    held = read_pass(knock.cookies.get(COOKIE))
    if held is None:
        raise Refused(HTTPStatus.FORBIDDEN)
    if not limiting.allow_here(f"covisits.{what} {held.visitor}", times=times, seconds=seconds):
        raise Refused(HTTPStatus.TOO_MANY_REQUESTS)
    return held


async def _may_stay(held: Pass) -> bool:
    try:
        is_here = bool(await checker.number(held))
    except Unknown:
        return True  # nothing but steps is said here; the next look tells
    if is_here:
        is_there(held)
    else:
        live.bus.forget(channel_of(held.covisit), held.key)
    return is_here
