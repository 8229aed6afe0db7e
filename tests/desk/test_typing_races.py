"""Two people type the same sheet at the same moment: it is entered once, and the other one is told."""

from datetime import timedelta

import pytest

from parvis.desk.models import TypedSheet
from parvis.desk.typing.noting_sheets import TypedMeanwhile
from parvis.desk.typing.reading import SheetTyped
from parvis.desk.typing.sign_in_sheets import TypedIn, type_sheet
from parvis.kit.paper_codes import PaperCode
from parvis.meetings.typing_in import rows_of_sheet
from tests.meetings.test_races import at_once
from tests.village import make_meeting, seat, settle

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


def test_a_sheet_typed_by_four_at_once_is_entered_once(transactional_db, now):
    village = settle(now)
    loto = make_meeting("Loto", now - timedelta(days=1), host=village.karim)
    pks = [seat(it, loto, now - timedelta(days=3)).pk for it in (village.odile, village.jeanne)]
    code = PaperCode("P", loto.pk, now - timedelta(days=2))

    def type_it(name):
        rows = rows_of_sheet(loto, code.printed_at)
        typed = SheetTyped(here=dict.fromkeys(pks, 0), once=name)
        typed.blanks[0].name = "Samir"
        return type_sheet(code=code, meeting=loto, typed=typed, rows=rows, by=village.monique, at=now)

    answers = at_once([lambda name=name: type_it(name) for name in "abcd"])
    assert sorted(type(answer) for answer in answers if isinstance(answer, TypedIn)) == [TypedIn]
    assert sum(isinstance(answer, TypedMeanwhile) for answer in answers) == 3
    assert TypedSheet.objects.get().version == 1
    assert loto.arrivals.count() == 3
