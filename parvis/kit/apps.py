"""Declares the kit area to Django."""

from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "parvis.kit"
    label = "kit"
