"""Make the inner loops fast where numba is installed; where it is not, they run as they are written.

What is compiled uses integers only, so both ways, and every processor, give the same evening.
"""

from collections.abc import Callable
from typing import ParamSpec, TypeVar

try:
    import numba
except ImportError:  # the extra « mixing » is not installed
    numba = None

P = ParamSpec("P")
R = TypeVar("R")
IS_FAST = numba is not None


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """The function, compiled at its first call and kept on disk when it can be; it lets other threads run."""
    if numba is None:
        return function
    made: Callable[P, R] = numba.njit(cache=True, nogil=True)(function)
    return made
