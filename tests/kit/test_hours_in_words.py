"""Hours as people write them: what is said plainly is read, the rest says nothing."""

from datetime import UTC, datetime

import pytest

from parvis.kit.hours_in_words import is_there

MONDAY, TUESDAY, THURSDAY, SATURDAY, SUNDAY = 23, 24, 26, 28, 29  # of November 2026


@pytest.mark.parametrize(
    ("words", "day", "hour", "there"),
    [
        ("mardi et jeudi, de 14 h à 17 h", TUESDAY, "14:00", True),
        ("mardi et jeudi, de 14 h à 17 h", THURSDAY, "16:59", True),
        ("mardi et jeudi, de 14 h à 17 h", TUESDAY, "17:00", False),
        ("mardi et jeudi, de 14 h à 17 h", MONDAY, "15:00", False),
        ("à la mairie, le mardi matin", TUESDAY, "10:00", True),
        ("à la mairie, le mardi matin", TUESDAY, "15:00", False),
        ("Mardi après-midi", TUESDAY, "15:00", True),
        ("du mardi au samedi, de 7 h à 13 h", THURSDAY, "12:30", True),
        ("du mardi au samedi, de 7 h à 13 h", SUNDAY, "10:00", False),
        ("du samedi au lundi, 9h30-12h", SUNDAY, "09:30", True),
        ("mardi de 9 h à 12 h et de 14 h à 17 h ; samedi de 10 h à midi", TUESDAY, "15:00", True),
        ("mardi de 9 h à 12 h et de 14 h à 17 h ; samedi de 10 h à midi", SATURDAY, "11:00", True),
        ("mardi de 9 h à 12 h et de 14 h à 17 h ; samedi de 10 h à midi", SATURDAY, "15:00", False),
        ("tous les jours sauf le dimanche, 14 h – 18 h", SATURDAY, "15:00", True),
        ("tous les jours sauf le dimanche, 14 h – 18 h", SUNDAY, "15:00", False),
        ("de 14 h à 17 h le mardi", TUESDAY, "15:00", True),
        ("de 14 h à 17 h le mardi", THURSDAY, "15:00", False),
        ("les mardis", TUESDAY, "23:00", True),
        ("from 14:00 to 17:00 on Tuesday", TUESDAY, "15:00", True),
        ("du lundi au vendredi, 9 h – 12 h", SATURDAY, "09:30", False),
        ("Mardis, 9 h 30 à 11 h", TUESDAY, "09:15", False),
        ("mardi 9 h à 12 h, jeudi 14 h à 17 h", THURSDAY, "10:00", False),
        ("Tuesday to Friday", THURSDAY, "10:00", True),
        ("sur rendez-vous le mardi", MONDAY, "15:00", None),
        ("un mardi sur deux, de 14 h à 17 h", MONDAY, "15:00", None),
        ("quand la lumière est allumée", MONDAY, "15:00", None),
        ("", MONDAY, "15:00", None),
        ("de 99 h à 17 h", MONDAY, "15:00", None),
        ("mardi " * 400, TUESDAY, "15:00", True),
    ],
)
def test_hours_as_people_write_them(words, day, hour, there):
    hours, minutes = map(int, hour.split(":"))
    assert is_there(words, datetime(2026, 11, day, hours, minutes, tzinfo=UTC)) is there
