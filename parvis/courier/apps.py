"""Declares the courier area to Django."""

from django.apps import AppConfig

from parvis.kit import health


class CourierConfig(AppConfig):
    name = "parvis.courier"
    label = "courier"

    def ready(self) -> None:
        from parvis.courier.delivering import is_moving

        health.register("courrier", is_moving)
