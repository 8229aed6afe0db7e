"""Two hands at once: the same form posted twice, a notice renewed while it ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from parvis.aid.ending import end, end_due
from parvis.aid.models import Notice, NoticeEnd
from parvis.aid.refusals import NoticeOver
from parvis.aid.renewing import renew
from parvis.kit.models import SearchEntry
from tests.aid.test_notices import ask


def together(*acts):
    """Each in a thread with its own connection; what each gave, or the refusal it raised."""

    def run(act):
        try:
            return act()
        except NoticeOver as refusal:
            return refusal
        finally:
            connection.close()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_same_form_at_once_posts_once(village):
    found = together(*[lambda: ask(village, once_key="same") for _each in range(4)])
    assert len({notice.pk for notice in found}) == Notice.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_renewed_and_ended_at_once_is_one_of_both(village):
    notice = ask(village)
    late = notice.ends_at + timedelta(minutes=1)
    together(
        lambda: renew(notice=notice, at=late),
        lambda: end_due(late),
        lambda: end(notice=notice, why="fulfilled", by=village.jeanne, at=late),
        lambda: renew(notice=notice, at=late),
    )
    fresh, ended = Notice.objects.get(), NoticeEnd.objects.filter(notice=notice).first()
    assert ended is None or ended.why in ("fulfilled", "over")
    assert fresh.is_live(late) is (ended is None)
    assert SearchEntry.objects.filter(kind="aid.notice").exists() is (ended is None)
