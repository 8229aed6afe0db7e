"""What somebody wished to learn, side by side with somebody who knows it."""

from collections.abc import Iterator

from django.utils.translation import gettext_lazy as _

from parvis.members.holdings.register import Going, Holding, Row, register
from parvis.members.holdings.rows import deletes, forget, in_words
from parvis.members.models import FirstStep, Member, Role

_STEPS = {"step": _("Step"), "wished_at": _("Wished"), "done_at": _("Ticked"), "noted_by": _("Noted by")}


def _steps(member: Member) -> Iterator[Row]:
    rows = member.first_steps.order_by("pk").values("step", "wished_at", "done_at", "noted_by__name")
    for row in rows:
        yield {
            "step": in_words(FirstStep.Step, row["step"]),
            "wished_at": row["wished_at"],
            "done_at": row["done_at"],
            "noted_by": row["noted_by__name"],
        }


def _forget_steps(going: Going) -> None:
    deletes(FirstStep, "member")(going)
    forget(going.member, (FirstStep, "noted_by"))


FIRST_STEPS = Holding(
    "members.first_steps",
    words=_("What somebody wished to learn, and what is ticked"),
    why=_("So that whoever walks it with them knows where they are."),
    kept_for=_("Until they have it forgotten, or leave."),
    seen_by=_("The person."),
    roles=(Role.Kind.CORRESPONDENT,),
    columns=("members.FirstStep.member", "members.FirstStep.noted_by"),
    fields=_STEPS,
    export=_steps,
    export_to=lambda member, reader: _steps(member),
    erase=_forget_steps,
)


def hold() -> None:
    """Write this holding into the register."""
    register(FIRST_STEPS)
