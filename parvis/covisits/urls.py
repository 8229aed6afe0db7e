"""The addresses of covisits."""

from django.urls import URLPattern

app_name = "covisits"
urlpatterns: list[URLPattern] = []
