"""Declares the covisits area to Django."""

from django.apps import AppConfig


class CovisitsConfig(AppConfig):
    name = "parvis.covisits"
    label = "covisits"

    def ready(self) -> None:
        from parvis.covisits import holdings
        from parvis.covisits.bar import bar
        from parvis.covisits.live.doors import open_doors
        from parvis.covisits.live.showing import following
        from parvis.kit import jinja

        holdings.hold()
        jinja.offer("company_bar", bar)
        jinja.offer("following", following)
        open_doors()
