"""The paths of the kit area."""

from django.urls import path

from parvis.kit.views import display, stylesheet

app_name = "kit"
urlpatterns = [
    path("feuille-<slug:digest>.css", stylesheet.show, name="stylesheet"),
    path("affichage/", display.edit, name="display"),
]
