"""Declares the meetings area to Django."""

from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "parvis.meetings"
    label = "meetings"
