"""Declares the community area to Django."""

from django.apps import AppConfig


class CommunityConfig(AppConfig):
    name = "parvis.community"
    label = "community"
