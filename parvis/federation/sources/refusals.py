"""What sources say no to, each time with what to do instead."""

from parvis.kit.refusals import Refusal


class CannotFollow(Refusal):
    """This source cannot do that now."""


class TooManySources(Refusal):
    """More calendars than a place can look after."""
