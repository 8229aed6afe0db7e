"""Declares the portal area to Django."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "parvis.portal"
    label = "portal"
