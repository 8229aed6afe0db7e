"""The paths of the console area, all under /coulisses/."""

from django.urls import path

from parvis.console.views import components

app_name = "console"
urlpatterns = [
    path("composants/", components.show, name="components"),
]
