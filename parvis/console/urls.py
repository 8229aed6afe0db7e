"""The paths of the console area, all under /coulisses/."""

from django.urls import path

from parvis.console.views import (
    circles,
    components,
    examination,
    home,
    identity,
    people,
    places,
    rituals,
    roles,
    shutting_out,
    switches,
)
from parvis.console.views.moving_in import arrival, columns, doubles, lists, member_list

app_name = "console"
urlpatterns = [
    path("membres.csv", member_list.export, name="member_list"),
    path("membres/", people.index, name="people"),
    path("membres/<int:pk>/", people.show, name="person"),
    path("membres/<int:pk>/suspension/", shutting_out.suspension, name="suspension"),
    path("membres/<int:pk>/suspension/fin/", shutting_out.suspension_end, name="suspension_end"),
    path("membres/<int:pk>/retrait/", shutting_out.removal, name="removal"),
    path("membres/arrivees/", lists.index, name="imports"),
    path("membres/arrivees/<int:pk>/", arrival.show, name="import"),
    path("membres/arrivees/<int:pk>/colonnes/", columns.edit, name="import_columns"),
    path("membres/arrivees/<int:pk>/titres/", columns.place, name="import_place"),
    path("membres/arrivees/<int:pk>/doublons/", doubles.edit, name="import_doubles"),
    path("membres/arrivees/<int:pk>/accord/", doubles.confirmation, name="import_confirmation"),
    path("membres/arrivees/<int:pk>/laissees.csv", doubles.left_aside, name="import_left_aside"),
    path("membres/arrivees/<int:pk>/avancement/", arrival.progress, name="import_progress"),
    path("membres/arrivees/<int:pk>/invitations/", arrival.invitations, name="import_invitations"),
    path("membres/arrivees/<int:pk>/retour/", arrival.undoing, name="import_undoing"),
    path("membres/arrivees/<int:pk>/abandon/", lists.abandonment, name="import_abandonment"),
    path("", home.index, name="index"),
    path("identite/", identity.edit, name="identity"),
    path("charte/", identity.charter, name="charter"),
    path("rubriques/", switches.edit, name="switches"),
    path("lieux/", places.index, name="places"),
    path("lieux/nouveau/", places.new, name="new_place"),
    path("lieux/<int:pk>/", places.edit, name="place"),
    path("lieux/<int:pk>/salles/nouvelle/", places.new_room, name="new_room"),
    path("lieux/<int:pk>/salles/<int:room_pk>/", places.room, name="room"),
    path("cercles/", circles.index, name="circles"),
    path("cercles/nouveau/", circles.new, name="new_circle"),
    path("cercles/<int:pk>/", circles.edit, name="circle"),
    path("rituels/", rituals.index, name="rituals"),
    path("rituels/nouveau/", rituals.new, name="new_ritual"),
    path("rituels/<int:pk>/", rituals.edit, name="ritual"),
    path("rituels/<int:pk>/fin/", rituals.ending, name="ritual_ending"),
    path("diagnostic/", examination.show, name="examination"),
    path("composants/", components.show, name="components"),
    path("roles/", roles.index, name="roles"),
    path("roles/<int:pk>/fin/", roles.end, name="role_end"),
]
