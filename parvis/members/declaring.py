"""Why this area sends words, said once at the start."""

from datetime import datetime

from parvis.courier.models import Dispatch
from parvis.courier.purposes import Matter, Purpose, register_purpose
from parvis.members import (
    asking_for_mandates,
    codes,
    giving_roles,
    joining_circles,
    leaving,
    minding_mandates,
    minding_the_box,
    minors,
    still_here,
    telling_of_changes,
    texting,
)
from parvis.members.moving_in import inviting
from parvis.members.telling_of_mandates import ENDED, GIVEN, is_still_true


def declare_purposes() -> None:
    """Say to the courier every purpose of this area, and how calm it is."""
    register_purpose(Purpose(codes.SIGN_IN, is_answer=True, still_wanted=codes.is_still_wanted))
    register_purpose(
        Purpose(inviting.INVITATION, still_wanted=inviting.is_still_wanted, matter=Matter.ESSENTIAL)
    )
    for name in (joining_circles.ASKED, giving_roles.VACANT, texting.NEARLY_SPENT, minding_the_box.BOX_FAILS):
        register_purpose(Purpose(name, matter=Matter.DUTY))
    register_purpose(Purpose(joining_circles.ANSWERED, matter=Matter.JOINED))
    register_purpose(Purpose(telling_of_changes.CHANGED, is_answer=True))
    register_purpose(Purpose(GIVEN, is_answer=True, still_wanted=_is_still_true))
    register_purpose(Purpose(ENDED, matter=Matter.ESSENTIAL))
    register_purpose(Purpose(minors.OF_AGE, matter=Matter.ESSENTIAL))
    asked = Purpose(minors.PARENT_ASKED, still_wanted=minors.is_still_asked, matter=Matter.DUTY)
    register_purpose(asked)
    register_purpose(
        Purpose(asking_for_mandates.ASKED, is_answer=True, still_wanted=asking_for_mandates.is_still_asked)
    )
    for name in (minding_mandates.ENDING, minding_mandates.VACANT_DESK):
        register_purpose(Purpose(name, matter=Matter.DUTY))
    for name in still_here.ALWAYS_TOLD:
        is_farewell = name == leaving.FAREWELL
        register_purpose(Purpose(name, goes_on_sundays=True, is_answer=is_farewell, matter=Matter.JOINED))


def _is_still_true(dispatch: Dispatch, now: datetime) -> bool:
    return is_still_true(dispatch.subject_id, now)
