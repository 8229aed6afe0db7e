"""The paths of the members area."""

from django.urls import URLPattern

app_name = "members"
urlpatterns: list[URLPattern] = []
