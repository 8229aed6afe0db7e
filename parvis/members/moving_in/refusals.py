"""Refusals of a list that cannot be read: what it is, and what to do instead."""

from parvis.kit.refusals import Refusal


class UnreadableList(Refusal):
    """The file is not a table we can read. The reason says what to do."""

    status = 422
