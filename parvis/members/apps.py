"""Declares the members area to Django."""

from django.apps import AppConfig


class MembersConfig(AppConfig):
    name = "parvis.members"
    label = "members"
