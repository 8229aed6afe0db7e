"""A mail that cannot arrive becomes a call, about the same thing, for the same person."""

from parvis.courier import ending
from parvis.courier.calling import calls_due, how_many_told
from parvis.courier.dispatching import dispatch
from parvis.courier.models import Dispatch
from parvis.members import codes
from tests.village import Village


def write(village: Village, purpose: str) -> Dispatch:
    return dispatch(
        channel="mail",
        purpose=purpose,
        address="jeanne@exempel.fr",
        name="Jeanne Martin",
        person=village.jeanne.pk,
        subject=village.cafe,
        title="Café du canal : annulé",
        body="La rencontre de jeudi n’aura pas lieu.",
        at=village.now,
    )


def test_somebody_whose_address_is_wrong_is_called(village: Village) -> None:
    mail = write(village, "meetings.cancellation")
    ending.fail(mail, "550 no such person", village.now)
    ending.fail(mail, "550 no such person", village.now)  # found again after a crash: still one call
    (call,) = calls_due(village.now)
    assert (call.address, call.person, call.title) == ("+33639981201", village.jeanne.pk, mail.title)
    assert how_many_told(village.cafe, "meetings.cancellation").concerned == 1


def test_a_sign_in_code_is_read_out_by_nobody(village: Village) -> None:
    ending.fail(write(village, codes.SIGN_IN), "550 no such person", village.now)
    assert not calls_due(village.now).exists()
