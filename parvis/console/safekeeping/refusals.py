"""Why an archive is not taken, not made, or not given back."""

from typing import Self

from django.utils.translation import gettext as _

from parvis.kit.refusals import Refusal


class Damaged(Refusal):
    """The archive is not what was written: cut, changed, or made by something else."""

    status = 422

    @classmethod
    def cut(cls, name: str) -> Self:
        """The file ends too early; in which member, if that is known."""
        where = " " + _("It stops inside “%(name)s”.") % {"name": name} if name else ""
        return cls(_("This archive is cut: its end is missing. Copy it again.") + where)

    @classmethod
    def changed(cls, name: str) -> Self:
        """Bytes changed since it was written; in which member, if that is known."""
        if not name:
            return cls(_("This archive has changed since it was made. Take another one."))
        return cls(
            _("“%(name)s” has changed since this archive was made. Take another one.") % {"name": name}
        )

    @classmethod
    def foreign(cls, name: str) -> Self:
        """Something Parvis never writes."""
        return cls(_("“%(name)s” was not written by Parvis. This archive is refused.") % {"name": name[:80]})


class NotAnArchive(Refusal):
    """The file is something else."""

    status = 422


class TooRecent(Refusal):
    """The archive, or the database, comes from a later version than this one."""

    @classmethod
    def because(cls, what: str) -> Self:
        """what: the version, or the step of the database, that today's code does not know."""
        return cls(
            _("This comes from a later version of Parvis (%(what)s). Install that version first.")
            % {"what": what[:80]}
        )


class NothingToKeep(Refusal):
    """There is no place in the data folder."""


class NoRoom(Refusal):
    """The disk is too full; the reason says how much is needed."""


class NotTheKey(Refusal):
    """The archive is sealed, and what was given does not open it."""


class WouldNotFit(Refusal):
    """A row does not fit into the other engine, or points at nothing."""


class PlaceIsLive(Refusal):
    """There is a place already, and nobody said that it may be replaced."""
