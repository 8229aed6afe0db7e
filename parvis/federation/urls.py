"""The addresses of federation."""

from django.urls import path

from parvis.federation.views import source_acts, sources

app_name = "federation"
_SOURCE = "coulisses/agendas/<int:pk>/"
urlpatterns = [
    path("coulisses/agendas/", sources.index, name="sources"),
    path(_SOURCE, sources.show, name="source"),
    path(f"{_SOURCE}reglages/", sources.settings, name="source_settings"),
    path(f"{_SOURCE}publication/", source_acts.publication, name="source_publication"),
    path(f"{_SOURCE}lecture/", source_acts.reading, name="source_reading"),
    path(f"{_SOURCE}arret/", source_acts.stop, name="source_stop"),
    path(f"{_SOURCE}suite/", source_acts.resumption, name="source_resumption"),
    path(f"{_SOURCE}retour/", source_acts.undoing, name="source_undoing"),
    path(f"{_SOURCE}oubli/", source_acts.forgetting, name="source_forgetting"),
    path(f"{_SOURCE}rencontres/<int:trace_pk>/ecart/", source_acts.aside, name="source_aside"),
]
