"""Declares the courier area to Django."""

from django.apps import AppConfig


class CourierConfig(AppConfig):
    name = "parvis.courier"
    label = "courier"
