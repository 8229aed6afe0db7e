"""The register as tables of the documentation, in French: written by `bin/holdings`, checked by a test."""

from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from parvis.members.holdings.register import holdings, rules

BEGIN, END = "<!-- registre -->", "<!-- fin du registre -->"


def lasting(kept: timedelta) -> str:
    """« 30 jours », « 2 ans »."""
    if kept.days >= 365:
        years = kept.days // 365
        return ngettext("%(count)s year", "%(count)s years", years) % {"count": years}
    return ngettext("%(count)s day", "%(count)s days", kept.days) % {"count": kept.days}


def tables() -> str:
    """What is kept, and the rules with their delays."""
    with override(settings.LANGUAGE_CODE):
        kept = [f"| {one.words} | {one.why} | {one.kept_for} | {one.seen_by} |" for one in holdings()]
        dated = [f"| {rule.words} | {lasting(rule.kept)} {rule.since} |" for rule in rules()]
        return "\n".join(
            [
                f"| {_('What is kept')} | {_('Why')} | {_('How long')} | {_('Who sees it')} |",
                "|---|---|---|---|",
                *kept,
                "",
                f"| {_('What goes by itself')} | {_('When')} |",
                "|---|---|",
                *dated,
            ]
        )


def written_into(text: str) -> str:
    """The page of the documentation with fresh tables between its two marks. ValueError without marks."""
    before, _begin, rest = text.partition(BEGIN)
    _old, end, after = rest.partition(END)
    if not end:
        raise ValueError("the page has lost its marks")
    return f"{before}{BEGIN}\n\n{tables()}\n\n{END}{after}"
