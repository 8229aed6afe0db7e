"""The judge beside people, on pairs it was not tuned on. Skipped where the real calendars are not."""

import csv
import hashlib
from itertools import groupby

import pytest

from tests.meetings.noticing import real
from tests.meetings.noticing.agreement import LABELS, WORDS, agreement, found_in, judged, labelled

needs_calendars = pytest.mark.skipif(
    not real.EVENTS.is_dir(), reason="real calendars are not on this machine (PARVIS_SHARED_DATA says where)"
)


def _digest(row: dict[str, str]) -> str:
    return hashlib.sha256(" ".join([row["source"], *sorted([row["a"], row["b"]])]).encode()).hexdigest()


def test_the_labels_are_split_by_their_rule() -> None:
    with LABELS.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) >= 80
    by_label = groupby(
        sorted(rows, key=lambda row: (row["label"], _digest(row))), key=lambda row: row["label"]
    )
    for _label, group in by_label:
        halves = [row["half"] for row in group]
        assert halves == [("held-out", "learn")[turn % 2] for turn in range(len(halves))]


@needs_calendars
def test_the_judge_agrees_with_people_on_what_it_never_saw() -> None:
    verdicts = judged(labelled("held-out"), real.everything())
    anything, duplicates = agreement(verdicts, set(WORDS.values())), agreement(verdicts, {"duplicate"})
    assert anything.precision >= 0.85, anything
    assert anything.recall >= 0.9, anything
    assert duplicates.precision >= 0.75, duplicates
    assert duplicates.recall >= 0.65, duplicates


@needs_calendars
def test_rooms_and_speakers_of_a_conference_are_all_found() -> None:
    assert found_in(real.mixit(2019)) == {"room": 2, "people": 1}
    assert found_in(real.mixit(2025)) == {"room": 1}
