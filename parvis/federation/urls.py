"""The addresses of federation."""

from django.urls import path

from parvis.federation.views import (
    addresses,
    calendars,
    embedded,
    follow,
    formats,
    own,
    source_acts,
    sources,
)

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
    path(f"{_SOURCE}rencontres/<int:trace_pk>/avis/", source_acts.decision, name="source_decision"),
    path("suivre/", follow.show, name="follow"),
    path("suivre/ailleurs/", follow.elsewhere, name="elsewhere"),
    path("suivre/mes-calendriers/", addresses.index, name="mine"),
    path("suivre/mes-calendriers/<int:pk>/renouveler/", addresses.renewal, name="renewal"),
    path("suivre/mes-calendriers/<int:pk>/retirer/", addresses.removal, name="removal"),
    path("flux/programme.ics", calendars.programme, name="programme"),
    path("flux/cercles/<int:pk>.ics", calendars.circle, name="circle"),
    path("flux/lieux/<int:pk>.ics", calendars.place, name="place"),
    path("flux/personnel/<str:token>.ics", own.show, name="own"),
    path("flux/programme.atom", formats.atom, name="atom"),
    path("flux/programme.json", formats.records, name="records"),
    path("flux/programme.jsonld", formats.linked_data, name="linked_data"),
    path("flux/lieux.geojson", formats.map_of_places, name="map"),
    path("integrer/programme/", embedded.show, name="embedded"),
    path("integrer/oembed.json", embedded.oembed, name="oembed"),
]
