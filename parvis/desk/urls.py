"""The paths of the desk area."""

from django.urls import URLPattern

app_name = "desk"
urlpatterns: list[URLPattern] = []
