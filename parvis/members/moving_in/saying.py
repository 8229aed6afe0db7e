"""What is said about a list: the words for columns, lines left aside, addresses that do not read."""

from collections.abc import Iterable

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from parvis.members.models import ImportLine
from parvis.members.moving_in.headings import Meaning
from parvis.members.moving_in.lines import Doubt, Refusal

MEANINGS: list[tuple[str, str | Promise]] = [
    (Meaning.IGNORED.value, gettext_lazy("left aside")),
    (Meaning.FULL_NAME.value, gettext_lazy("first name and family name")),
    (Meaning.LAST_FIRST.value, gettext_lazy("family name and first name")),
    (Meaning.FIRST_NAME.value, gettext_lazy("first name")),
    (Meaning.LAST_NAME.value, gettext_lazy("family name")),
    (Meaning.OTHER_FIRST_NAME.value, gettext_lazy("first name of a second person")),
    (Meaning.MAIL.value, gettext_lazy("e-mail")),
    (Meaning.TELEPHONE.value, gettext_lazy("telephone")),
    (Meaning.STREET.value, gettext_lazy("address: street")),
    (Meaning.POSTCODE.value, gettext_lazy("address: postcode")),
    (Meaning.TOWN.value, gettext_lazy("address: town")),
    (Meaning.CIRCLE.value, gettext_lazy("circle")),
    (Meaning.JOINED_ON.value, gettext_lazy("member since")),
    (Meaning.MIXED.value, gettext_lazy("everything in one cell")),
]


def why_left_aside(line: ImportLine) -> str:
    """« Ligne 12 : il n’y a pas de nom. Nous la laissons de côté. »"""
    words = {
        Refusal.NO_NAME: _("Line %(number)s: there is no name. We leave it aside."),
        Refusal.TOTAL: _("Line %(number)s: this is a total. We leave it aside."),
        Refusal.HEADING: _("Line %(number)s: the headings again. We leave it aside."),
    }
    return words[Refusal(line.reason)] % {"number": line.number}


def others_are_ready(count: int) -> str:
    """« Les 486 autres lignes sont prêtes. »"""
    return ngettext("The other line is ready.", "The %(count)s other lines are ready.", count) % {
        "count": count
    }


def what_does_not_read(doubts: Iterable[tuple[str, str]]) -> list[str]:
    """« “12345” n’est pas un numéro de téléphone. Nous ne le prenons pas. »"""
    words = {
        Doubt.MAIL: _("“%(text)s” is not an e-mail address. We do not take it."),
        Doubt.TELEPHONE: _("“%(text)s” is not a telephone number. We do not take it."),
    }
    return [words[Doubt(kind)] % {"text": text} for kind, text in doubts]
