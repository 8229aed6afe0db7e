"""The paths of the kit area."""

from django.urls import path

from parvis.kit.views import display, health, stylesheet

app_name = "kit"
urlpatterns = [
    path("feuille-<slug:digest>.css", stylesheet.show, name="stylesheet"),
    path("sante/vif", health.alive, name="alive"),
    path("sante/pret", health.ready, name="ready"),
    path("affichage/", display.edit, name="display"),
]
