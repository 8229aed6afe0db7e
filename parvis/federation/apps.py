"""Declares the federation area to Django."""

from django.apps import AppConfig


class FederationConfig(AppConfig):
    name = "parvis.federation"
    label = "federation"

    def ready(self) -> None:
        from parvis.federation.sources import telling

        telling.declare()
