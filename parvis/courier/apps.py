"""Declares the courier area to Django."""

from django.apps import AppConfig

from parvis.kit import health


class CourierConfig(AppConfig):
    name = "parvis.courier"
    label = "courier"

    def ready(self) -> None:
        from parvis.courier import (
            asking_back,
            asking_for_whom,
            leaving_lists,
            measuring,
            polling,
            saying_back,
        )
        from parvis.courier.delivering import is_moving
        from parvis.courier.stopping import passes_silence_when
        from parvis.courier.texting import purposes, stopping
        from parvis.courier.texting.doubting import how_many_in_doubt
        from parvis.kit import jinja
        from parvis.kit.measuring import gauge

        jinja.offer("texts_in_doubt", how_many_in_doubt)
        purposes.declare()
        asking_for_whom.declare()
        asking_back.declare()
        leaving_lists.declare()
        saying_back.declare()
        passes_silence_when(stopping.says_it_is_noted)

        gauge("parvis_outbox_waiting", "Words that wait to leave, by channel.", measuring.depth)
        about = "How long the oldest words due have waited, by channel."
        gauge("parvis_outbox_oldest_seconds", about, measuring.oldest_seconds)
        health.register("courrier", is_moving)
        health.register("réponses", polling.is_well)
