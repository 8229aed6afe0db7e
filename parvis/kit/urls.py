"""The paths of the kit area."""

from django.urls import URLPattern

app_name = "kit"
urlpatterns: list[URLPattern] = []
