"""Make the inner loops fast where numba is installed; where it is not, they run as they are written.

What is compiled uses integers only, so both ways, and every processor, give the same evening.
"""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")
IS_FAST = find_spec("numba") is not None  # the extra « mixing » is installed
_numba: Any = import_module("numba") if IS_FAST else None


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function, compiled at its first call and kept on disk when it can be; it lets other threads run."""
    if not IS_FAST:
        return function
    made: Callable[P, R] = _numba.njit(cache=True, nogil=True)(function)
    return made
