"""What was changed in a colour, said in words: « Votre jaune est trop clair pour écrire… »."""

from math import degrees

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from parvis.community.colours import Tokens
from parvis.community.oklch import to_oklch

_GREY = 0.03  # chroma under which a colour has no name of its own
_NAMES: list[tuple[float, str | Promise]] = [
    (20, gettext_lazy("pink")),
    (40, gettext_lazy("red")),
    (75, gettext_lazy("orange")),
    (115, gettext_lazy("yellow")),
    (180, gettext_lazy("green")),
    (215, gettext_lazy("turquoise")),
    (275, gettext_lazy("blue")),
    (325, gettext_lazy("violet")),
    (361, gettext_lazy("pink")),
]


def name_of(colour: str) -> str:
    """The everyday name of a colour."""
    lightness, chroma, hue = to_oklch(colour)
    if chroma < _GREY:
        return _("white") if lightness > 0.95 else _("black") if lightness < 0.2 else _("grey")
    turned = degrees(hue) % 360
    return str(next(name for limit, name in _NAMES if turned < limit))


def say(chosen: str, made: Tokens) -> list[str]:
    """Two sentences at most: what changed by day, what changed by night."""
    words = {"colour": name_of(chosen)}
    by_day, by_night = made["light"]["brand"], made["dark"]["brand"]
    if by_day == chosen == by_night:
        return [_("Your %(colour)s can be read everywhere. We changed nothing.") % words]
    said = []
    if by_day == chosen:
        said.append(_("On light pages, your %(colour)s stays as it is.") % words)
    elif to_oklch(by_day)[0] < to_oklch(chosen)[0]:
        said.append(
            _("Your %(colour)s is too light to write with. We darkened it for texts and buttons.") % words
        )
    else:
        said.append(_("Your %(colour)s is too dark to be told from the ink. We lightened it.") % words)
    if by_night == chosen:
        said.append(_("On dark pages, it stays as it is."))
    elif to_oklch(by_night)[0] > to_oklch(chosen)[0]:
        said.append(_("On dark pages, we lightened it."))
    else:
        said.append(_("On dark pages, we darkened it a little."))
    return said
