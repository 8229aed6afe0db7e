"""The paths of the kit area."""

from django.urls import path

from parvis.kit.views import display, health, measures, security, stylesheet

app_name = "kit"
urlpatterns = [
    path("feuille-<slug:digest>.css", stylesheet.show, name="stylesheet"),
    path(".well-known/security.txt", security.show, name="security"),
    path("sante/vif", health.alive, name="alive"),
    path("sante/pret", health.ready, name="ready"),
    path("sante/mesures", measures.show, name="measures"),
    path("affichage/", display.edit, name="display"),
]
