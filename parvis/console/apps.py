"""Declares the console area to Django."""

from django.apps import AppConfig


class ConsoleConfig(AppConfig):
    name = "parvis.console"
    label = "console"
