"""Make the inner loops fast where numba is installed; where it is not, they run as they are written.

What is compiled uses integers only, so both ways, and every processor, give the same evening. Numba itself
takes 70 MB: a process only loads it when it first runs a loop, and one that never does stays small.
"""

from collections.abc import Callable
from functools import cache, cached_property, update_wrapper
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Generic, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
IS_FAST = find_spec("numba") is not None  # the extra « mixing » is installed


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function, compiled at its first call and kept on disk when it can be; it lets other threads run."""
    return _Compiled(function) if IS_FAST else function


class _Compiled(Generic[P, R]):
    """A loop that waits for its first call; another one that calls it takes it as compiled."""

    def __init__(self, function: Callable[P, R]) -> None:
        self.function = function
        update_wrapper(self, function)

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> R:
        return self.loop(*args, **kwargs)

    @cached_property
    def loop(self) -> Callable[P, R]:
        made: Callable[P, R] = _numba().njit(cache=True, nogil=True)(self.function)
        return made


@cache
def _numba() -> Any:
    """Numba, told that a loop that waits is one of its own."""
    extending, types = import_module("numba.extending"), import_module("numba.types")
    extending.typeof_impl.register(_Compiled)(lambda waiting, _context: types.Dispatcher(waiting.loop))
    return import_module("numba")
