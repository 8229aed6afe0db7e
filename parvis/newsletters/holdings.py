"""What letters hold of people: who wrote them, and who is named in them by their own wish."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.members.holdings.register import Going, Holding, Row, holds_nobody, register
from parvis.members.holdings.rows import forget
from parvis.members.models import Member
from parvis.newsletters.forgetting_names import sections_naming, unsay
from parvis.newsletters.models import Letter, Plan, Section

_LETTERS = {"title": _("Letter"), "begun_at": _("Begun"), "left_at": _("Sent")}


def _letters(member: Member) -> Iterator[Row]:
    rows = Letter.objects.filter(begun_by=member) | Letter.objects.filter(left_by=member)
    for letter in rows.order_by("begun_at", "pk"):
        yield {key: getattr(letter, key) for key in _LETTERS}


def _named(member: Member) -> Iterator[Row]:
    for section in sections_naming(member):
        yield {"title": section.letter.title, "words": section.words}


def _forget_letters(going: Going) -> None:
    """The letters stay; that they wrote them is forgotten."""
    forget(
        going.member,
        (Letter, "begun_by"), (Letter, "left_by"), (Letter, "stopped_by"),
        (Section, "changed_by"), (Plan, "planned_by"),
    )  # fmt: skip


LETTERS = Holding(
    "newsletters.letters",
    words=_("The letters somebody wrote or planned"),
    why=_("So that one knows whom to ask about a letter."),
    kept_for=_("As long as the letter."),
    seen_by=_("Those who write letters."),
    columns=(
        "newsletters.Letter.begun_by", "newsletters.Letter.left_by", "newsletters.Letter.stopped_by",
        "newsletters.Section.changed_by", "newsletters.Plan.planned_by",
    ),
    fields=_LETTERS,
    export=_letters,
    erase=_forget_letters,
)  # fmt: skip
NAMED = Holding(
    "newsletters.named",
    words=_("Their first name among newcomers, their sentence in a letter"),
    why=_("So that people who arrive are known."),
    kept_for=_("As long as the letter, or until they leave."),
    seen_by=_("Whoever reads the letter."),
    columns=(),
    fields={"title": _("Letter"), "words": _("Words")},
    export=_named,
    erase=lambda going: unsay(going.member),
)


def hold() -> None:
    """Write these holdings into the register of personal data."""
    register(LETTERS, NAMED)
    holds_nobody("newsletters.Variant", why="A letter as everybody of the same interests gets it.")
