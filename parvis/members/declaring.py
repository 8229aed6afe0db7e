"""Why this area sends words, said once at the start."""

from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.members import (
    codes,
    giving_roles,
    joining_circles,
    leaving,
    still_here,
    telling_of_changes,
    texting,
)
from parvis.members.moving_in import inviting


def declare_purposes() -> None:
    """Say to the courier every purpose of this area, and how calm it is."""
    register_purpose(Purpose(codes.SIGN_IN, is_answer=True, still_wanted=codes.is_still_wanted))
    register_purpose(
        Purpose(inviting.INVITATION, still_wanted=inviting.is_still_wanted, matter=Matter.ESSENTIAL)
    )
    for name in (joining_circles.ASKED, giving_roles.VACANT, texting.NEARLY_SPENT):
        register_purpose(Purpose(name, matter=Matter.DUTY))
    register_purpose(Purpose(joining_circles.ANSWERED, matter=Matter.JOINED))
    register_purpose(Purpose(telling_of_changes.CHANGED, is_answer=True))
    for name in still_here.ALWAYS_TOLD:
        is_farewell = name == leaving.FAREWELL
        register_purpose(Purpose(name, goes_on_sundays=True, is_answer=is_farewell, matter=Matter.JOINED))
