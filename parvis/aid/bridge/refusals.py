"""What the bridge says no to."""

from parvis.kit.refusals import Refusal


class CannotWake(Refusal):
    """What was said of the call does not hold together."""


class NotYoursToWake(Refusal):
    """Those who animate wake the bridge; those who answer the telephone keep its list."""

    status = 403


class Asleep(Refusal):
    """The bridge sleeps again: nothing is left to answer."""


class Erased(Asleep):
    """A paper of a bridge that sleeps: nothing of it can be read any more."""

    status = 410


class CannotLookAfter(Refusal):
    """This person cannot be written on the list, or given to this helper."""
