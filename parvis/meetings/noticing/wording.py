"""What was seen of two meetings, in words people say: « même lieu, même heure, titre presque pareil »."""

from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from parvis.meetings.noticing import publics
from parvis.meetings.noticing.judging import Finding, Sign

SIGNS = {
    Sign.SAME_LINK: _("same address on the web"),
    Sign.SAME_ROOM: _("same room"),
    Sign.SET_UP: _("the room is still being made ready or put in order"),
    Sign.SAME_PLACE: _("same place"),
    Sign.NEAR_PLACE: _("a few steps away"),
    Sign.SAME_HOUR: _("same hour"),
    Sign.NEAR_HOUR: _("nearly the same hour"),
    Sign.SAME_DAY: _("same day"),
    Sign.OVERLAP: _("the hours overlap"),
    Sign.SAME_TITLE: _("same title"),
    Sign.CLOSE_TITLE: _("title nearly the same"),
    Sign.SAME_PEOPLE: _("same person who welcomes"),
    Sign.SAME_CIRCLE: _("same circle"),
    Sign.SAME_PUBLIC: _("for the same people"),
}
PUBLICS = {
    publics.FAMILIES: _("families"),
    publics.CHILDREN: _("children"),
    publics.YOUNG: _("young people"),
    publics.SENIORS: _("elders"),
    publics.JOBS: _("people looking for work"),
    publics.EVERYONE: _("the whole community"),
}


def signs(finding: Finding) -> str:
    """« Même lieu, même heure, titre presque pareil. »"""
    words = [str(SIGNS[sign]) for sign in finding.signs]
    if finding.publics:
        named = ", ".join(str(PUBLICS[public]) for public in sorted(finding.publics))
        words[-1] = gettext("for the same people: %(publics)s") % {"publics": named}
    return capfirst(", ".join(words)) + "."
