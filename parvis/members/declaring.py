"""Why this area sends words, said once at the start."""

from parvis.courier.purposes import Purpose, register_purpose
from parvis.members import codes, giving_roles, joining_circles, leaving, still_here, telling_of_changes
from parvis.members.moving_in import inviting


def declare_purposes() -> None:
    """Say to the courier every purpose of this area, and how calm it is."""
    register_purpose(Purpose(codes.SIGN_IN, is_answer=True, still_wanted=codes.is_still_wanted))
    register_purpose(Purpose(inviting.INVITATION, still_wanted=inviting.is_still_wanted))
    for name in (joining_circles.ASKED, joining_circles.ANSWERED, giving_roles.VACANT):
        register_purpose(Purpose(name))
    register_purpose(Purpose(telling_of_changes.CHANGED, is_answer=True))
    for name in still_here.ALWAYS_TOLD:
        register_purpose(Purpose(name, goes_on_sundays=True, is_answer=name == leaving.FAREWELL))
