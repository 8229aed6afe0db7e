"""Declares the covisits area to Django."""

from django.apps import AppConfig


class CovisitsConfig(AppConfig):
    name = "parvis.covisits"
    label = "covisits"

    def ready(self) -> None:
        from parvis.covisits import holdings
        from parvis.covisits.bar import bar
        from parvis.covisits.live.doors import open_doors
        from parvis.kit import jinja

        holdings.hold()
        jinja.offer("company", bar)
        open_doors()
