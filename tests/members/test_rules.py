"""Every rule of retention, with the clock moved: nothing a day too soon, nothing a day too late, nothing twice."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from parvis.courier.dispatching import dispatch
from parvis.courier.models import Dispatch, Received, Setback
from parvis.courier.setbacks import note_setback
from parvis.desk.models import OpenCall, TypedSheet
from parvis.meetings.models import (
    Answer,
    Arrival,
    DatePoll,
    Feedback,
    FeedbackAnswer,
    Question,
    Registration,
    Tap,
)
from parvis.meetings.polls.asking import When, ask
from parvis.meetings.registering import register_newcomer
from parvis.members.codes import make_code
from parvis.members.contacts import Contact
from parvis.members.holdings.register import rules
from parvis.members.keeping_rules import keep_rules
from parvis.members.models import (
    CommonEntry,
    Import,
    ImportLine,
    JournalEntry,
    Mandate,
    MandateRequest,
    Member,
    SignInCode,
)
from tests.village import make_meeting, seat, trust

pytestmark = pytest.mark.django_db
AREAS = {"members", "meetings", "courier", "desk"}
RULES = {rule.name: rule for rule in rules()}


def _over(village):
    """A meeting that ends now."""
    return make_meeting("Passé", village.now - timedelta(hours=2), host=village.karim)


def _journal(village):
    JournalEntry.objects.create(member=village.paul, words="x", channel="screen", at=village.now)
    return JournalEntry.objects.all()


def _common(village):
    CommonEntry.objects.create(words="x", channel="screen", at=village.now)
    return CommonEntry.objects.all()


def _mandates(village):
    given = trust(village.paul, village.monique, village.now)
    Mandate.objects.filter(pk=given.pk).update(ended_at=village.now)
    return Mandate.objects.filter(pk=given.pk)


def _mandate_requests(village):
    MandateRequest.objects.create(
        member=village.paul, holder=village.monique, lasts="day", sentence="?", asked_at=village.now
    )
    return MandateRequest.objects.all()


def _typed_sheets(village):
    TypedSheet.objects.create(code="P", kind="P", first_at=village.now, last_at=village.now)
    return TypedSheet.objects.all()


def _calls(village):
    OpenCall.objects.create(correspondent=village.monique, began_at=village.now)
    return OpenCall.objects.all()


def _codes(village):
    fresh = make_code(member=village.paul, at=village.now)
    SignInCode.objects.filter(pk=fresh.row.pk).update(expires_at=village.now)
    return SignInCode.objects.all()


def _sessions(village):
    Session.objects.create(session_key="k", session_data="x", expire_date=village.now + timedelta(days=180))
    return Session.objects.all()


def _lists(village):
    brought = Import.objects.create(name="l", state="done", brought_at=village.now, ended_at=village.now)
    ImportLine.objects.create(batch=brought, number=1)
    return ImportLine.objects.all()


def _companions(village):
    seat(village.paul, _over(village), village.now, companions="Ami")
    return Registration.objects.exclude(companions="")


def _newcomers(village):
    meeting = make_meeting("Bientôt", village.now - timedelta(hours=1), hours=1.5)
    register_newcomer(meeting=meeting, name="Samir", contact=Contact("mail", "s@exemple.fr"), at=village.now)
    meeting.ends_at = village.now
    meeting.save()
    return Member.objects.filter(name="Samir")


def _answers(village):
    meeting = _over(village)
    question = Question.objects.create(meeting=meeting, words="?")
    registration = seat(village.paul, meeting, village.now)
    Answer.objects.create(registration=registration, question=question, words="x")
    return Answer.objects.all()


def _first_names(village):
    Arrival.objects.create(meeting=_over(village), first_name="Ali", at=village.now)
    return Arrival.objects.exclude(first_name="")


def _taps(village):
    Tap.objects.create(meeting=_over(village), key="tap", kind="here", first_name="Ali", at=village.now)
    return Tap.objects.all()


def _sent(village):
    row = dispatch(
        channel="mail", purpose="members.sign_in", address="a@exemple.fr", title="t", body="b", at=village.now
    )
    Dispatch.objects.filter(pk=row.pk).update(state="sent", ended_at=village.now)


def _words(village):
    _sent(village)
    return Dispatch.objects.exclude(body="")


def _facts(village):
    _sent(village)
    return Dispatch.objects.all()


def _received(village):
    Received.objects.create(key="k", state="done", received_at=village.now)
    return Received.objects.all()


def _polls(village):
    begins_at = village.now + timedelta(days=5)
    poll = ask(
        title="La soupe", asker=village.jeanne, at=village.now, closes_at=village.now + timedelta(days=3),
        dates=[When(begins_at + timedelta(days=day), begins_at + timedelta(days=day, hours=2)) for day in (0, 1)],
    )  # fmt: skip
    DatePoll.objects.filter(pk=poll.pk).update(state="cancelled", ended_at=village.now)
    return DatePoll.objects.all()


def _feedback_words(village):
    feedback = Feedback.objects.create(meeting=_over(village), closed_at=village.now)
    question = feedback.questions.create(number=1, kind="text", words="?")
    question.answers.create(words="Plus de chaises.", is_shown=True)
    return FeedbackAnswer.objects.exclude(words="")


def _setbacks(village):
    note_setback("a@exemple.fr", is_dead=True, at=village.now)
    return Setback.objects.all()


LEAVES = {
    "desk.calls": _calls,
    "desk.typed_sheets": _typed_sheets,
    "members.mandates": _mandates,
    "members.mandate_requests": _mandate_requests,
    "members.journal": _journal,
    "members.common_journal": _common,
    "members.codes": _codes,
    "members.sessions": _sessions,
    "members.lists": _lists,
    "meetings.companions": _companions,
    "meetings.newcomers": _newcomers,
    "meetings.answers": _answers,
    "meetings.first_names": _first_names,
    "meetings.taps": _taps,
    "meetings.polls": _polls,
    "meetings.feedback_words": _feedback_words,
    "courier.received": _received,
    "courier.words": _words,
    "courier.facts": _facts,
    "courier.setbacks": _setbacks,
}


def test_every_rule_is_tried_here():
    assert set(LEAVES) <= set(RULES)
    assert {name for name in RULES if name.split(".")[0] in AREAS} == set(LEAVES)


@pytest.mark.parametrize("name", sorted(LEAVES))
def test_a_rule_lets_go_on_its_day_and_not_before(village, name):
    rule, left = RULES[name], LEAVES[name](village)
    keep_rules(village.now + rule.kept - timedelta(minutes=1))
    assert left.exists()
    assert keep_rules(village.now + rule.kept + timedelta(minutes=1))[name] == 1
    assert not left.exists()
    assert keep_rules(village.now + rule.kept + timedelta(minutes=1))[name] == 0


def test_a_member_everybody_knows_is_no_newcomer(village):
    seat(village.paul, _over(village), village.now)
    keep_rules(village.now + timedelta(days=40))
    assert Member.objects.filter(pk=village.paul.pk).exists()


def test_a_rule_that_stumbles_holds_up_no_other(village, monkeypatch):
    left = _journal(village)

    def broken(before, most):
        raise RuntimeError

    from parvis.members import keeping_rules
    from parvis.members.holdings.register import Rule

    bad = Rule("x.broken", words="x", since="y", kept=timedelta(days=1), apply=broken)
    monkeypatch.setattr(keeping_rules, "rules", lambda: [bad, *rules()])
    keep_rules(village.now + timedelta(days=800))
    assert not left.exists()


def test_many_rows_go_in_small_bites(village):
    JournalEntry.objects.bulk_create(
        JournalEntry(member=village.paul, words="x", channel="screen", at=village.now) for _ in range(1200)
    )
    rule = RULES["members.journal"]
    assert rule.apply(village.now + timedelta(days=1), 500) == 500
    assert keep_rules(village.now + timedelta(days=731))["members.journal"] == 700
