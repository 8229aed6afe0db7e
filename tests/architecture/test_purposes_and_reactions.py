"""Words are only sent for a purpose somebody registered, and the page of reactions tells the truth."""

import ast
from importlib import import_module
from pathlib import Path

from django.conf import settings

from parvis.chronicle import following, reactions
from parvis.chronicle.following import follow
from parvis.courier.purposes import all_purposes
from parvis.members.attention import ALWAYS
from tests.architecture.tree import ROOT, name_of, parsed, product_files

SENDING = {"dispatch": "purpose", "reach": 1, "tell_everyone": 1, "tell_one": 1, "write_to_one": 1}


def _purpose_of(call: ast.Call) -> ast.expr | None:
    name = getattr(call.func, "id", getattr(call.func, "attr", ""))
    where = SENDING.get(name)
    if where is None:
        return None
    if isinstance(where, int) and len(call.args) > where:
        return call.args[where]
    return next((keyword.value for keyword in call.keywords if keyword.arg == "purpose"), None)


def _value(node: ast.expr, path: Path) -> object:
    """What an expression says, when it is a text or a name of its module; None when only running tells."""
    if isinstance(node, ast.Constant):
        return node.value
    module = import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    try:
        return eval(ast.unparse(node), vars(module))
    except NameError:  # a parameter: its callers are looked at instead
        return None


def _used() -> dict[str, str]:
    found = {}
    for path in product_files():
        for node in ast.walk(parsed(path)):
            if isinstance(node, ast.Call) and (expression := _purpose_of(node)) is not None:
                value = _value(expression, path)
                if isinstance(value, str):
                    found[value] = name_of(path)
    return found


def test_every_purpose_words_are_sent_for_is_registered():
    used, known = _used(), {purpose.name for purpose in all_purposes()}
    assert {"meetings.refused", "meetings.telling"} <= set(used)  # the search finds something
    assert not {name: place for name, place in used.items() if name not in known}


def test_every_purpose_has_the_name_of_its_area():
    assert not [purpose.name for purpose in all_purposes() if "." not in purpose.name]


def test_reminders_come_on_saturday_and_cancellations_do_not_wait():
    known = {purpose.name: purpose for purpose in all_purposes()}
    assert known["meetings.reminder"].sunday_moves_to_saturday
    assert known["meetings.cancellation"].goes_on_sundays
    assert not known["meetings.cancellation"].is_answer
    assert known["meetings.confirmation"].is_answer
    assert not known["meetings.telling"].goes_on_sundays


def test_only_what_nobody_asked_for_may_be_put_off():
    """A purpose says what it is to the person; one that says nothing is of common life, and waits its turn."""
    ours = [purpose for purpose in all_purposes() if purpose.name.partition(".")[0] in settings.AREAS]
    held = {purpose.name for purpose in ours if purpose.matter not in ALWAYS}
    assert held == {
        "aid.asked_done",
        "conversations.digest",
        "conversations.introduction",
        "desk.week_sheet",
        "ideas.survey",
        "meetings.poll_asked",
        "meetings.telling",
        "members.invitation",
        "members.mandate_ended",
        "members.of_age",
        "members.pace_asked",
        "newsletters.letter",
        "tables.coffee_met",
    }


def test_the_page_of_reactions_is_in_step():
    assert (ROOT / "docs" / "reactions.md").read_text() == reactions.table(), "run bin/reactions"


def test_the_page_of_reactions_names_each_follower(monkeypatch):
    monkeypatch.setattr(following, "_followers", {})

    @follow("thanks.suggest", verbs=["meetings.closed", "meetings.arrived"])
    def suggest(deed, now):
        """Suggest a thank-you."""

    line = "| `thanks.suggest` | `meetings.arrived`, `meetings.closed` | Suggest a thank-you. |"
    assert line in reactions.table()
