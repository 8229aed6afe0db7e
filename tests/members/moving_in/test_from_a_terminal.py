"""`parvis import` takes the same road as the pages."""

import pytest

from parvis.courier.models import Dispatch
from parvis.members.models import Import, Member
from parvis.members.moving_in.from_a_terminal import apply, discard, guess_columns, prepare, read_file
from parvis.members.moving_in.headings import Meaning
from parvis.members.moving_in.refusals import UnreadableList
from parvis.members.moving_in.summary import summary_of
from tests.members.moving_in.files import write

LIST = "Nom;Prénom;Mail\nPETIT;Rosa;rosa@exemple.fr\nROY;Luc;\n;;\nTotal;2;\n"


def test_a_list_moves_in_from_a_terminal(village, tmp_path):
    path, before, told = write(tmp_path, LIST), Member.objects.count(), []
    assert guess_columns(read_file(path)).meanings == [Meaning.LAST_NAME, Meaning.FIRST_NAME, Meaning.MAIL]
    brought = prepare(path, by=None, at=village.now, tell=told.append)
    assert (summary_of(brought).newcomers, summary_of(brought).refused) == (2, 1)
    assert Member.objects.count() == before
    assert apply(brought, at=village.now, tell=told.append).newcomers == 2
    assert Member.objects.count() == before + 2
    assert told[-1] == 2
    assert not Dispatch.objects.exists()


def test_a_dry_run_leaves_nothing(village, tmp_path):
    before = Member.objects.count()
    discard(prepare(write(tmp_path, LIST), by=None, at=village.now))
    assert not Import.objects.exists()
    assert Member.objects.count() == before


def test_a_list_without_names_says_so_and_leaves_nothing(village, tmp_path):
    with pytest.raises(UnreadableList):
        prepare(write(tmp_path, "Mail;Tél\nrosa@exemple.fr;0199002003\n"), by=None, at=village.now)
    assert not Import.objects.exists()
