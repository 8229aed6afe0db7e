"""Sheets on paper: by every browser, and as PDF where the extra is installed."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from parvis.console.examining.finding import Finding, well
from parvis.kit.typesetting import is_installed


def sheets(at: datetime) -> Iterator[Finding]:
    """Both are well: the browser prints the same sheets."""
    if is_installed():
        yield well("paper", _("The paper kit is made as PDF too."))
    else:
        yield well(
            "paper", _("The paper kit is printed by browsers. For PDF: pipx inject parvis typst (81 MB).")
        )
