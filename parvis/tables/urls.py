"""The addresses of tables."""

from django.urls import path

from parvis.tables.views import (
    coffee,
    coffee_cup,
    coffee_settings,
    evening,
    mine,
    my_table,
    paper,
    people,
    rounds,
    rules,
    wall,
)

app_name = "tables"
urlpatterns = [
    # in the room, for whoever welcomes
    path("rencontres/<int:pk>/tables/", evening.show, name="evening"),
    path("rencontres/<int:pk>/tables/composition/", evening.composing, name="composing"),
    path("rencontres/<int:pk>/tables/suite/", evening.following, name="following"),
    path("rencontres/<int:pk>/tables/melange/", evening.mixing, name="mixing"),
    path("rencontres/<int:pk>/tables/de-cote/", evening.leaving_aside, name="leaving_aside"),
    path("rencontres/<int:pk>/tables/retour/", evening.undoing, name="undoing"),
    path("rencontres/<int:pk>/tables/reglages/", rules.edit, name="rules"),
    path("rencontres/<int:pk>/tables/reglages/liens/", rules.ties, name="ties"),
    path("rencontres/<int:pk>/tables/reglages/liens/<int:tie_pk>/retrait/", rules.untied, name="untied"),
    path("rencontres/<int:pk>/tables/arrivee/", people.arriving, name="arriving"),
    path("rencontres/<int:pk>/tables/personnes/<int:arrival_pk>/", people.person, name="person"),
    path("rencontres/<int:pk>/tables/personnes/<int:arrival_pk>/place/", people.seating, name="seating"),
    path("rencontres/<int:pk>/tables/personnes/<int:arrival_pk>/depart/", people.leaving, name="leaving"),
    path("rencontres/<int:pk>/tables/tours/<int:number>/", rounds.edit, name="round"),
    path("rencontres/<int:pk>/tables/tours/<int:number>/debut/", rounds.beginning, name="beginning"),
    # in my space
    path("mon-espace/tables/", mine.portrait, name="portrait"),
    path("mon-espace/pas-avec/", mine.apart, name="apart"),
    path("mon-espace/pas-avec/<int:pk>/retrait/", mine.apart_removal, name="apart_removal"),
    # shown to all: on the wall, on telephones, on paper
    path("rencontres/<int:pk>/salle/mur/", wall.here, name="wall"),
    path("mur/<str:code>/", wall.show, name="shown_wall"),
    path("mur/<str:code>/etat/", wall.state, name="wall_state"),
    path("inscriptions/<str:token>/table/", my_table.show, name="my_table"),
    path("rencontres/<int:pk>/salle/tables/papier/", paper.show, name="paper"),
    path("rencontres/<int:pk>/salle/tables/papier.pdf", paper.pdf, name="paper_pdf"),
    # coffee drawn by lot
    path("cafe/", coffee.show, name="coffee"),
    path("cafe/<int:pk>/participation/", coffee.joining, name="coffee_joining"),
    path("cafe/<int:pk>/choix/", coffee.choosing, name="coffee_choosing"),
    path("cafe/<int:pk>/pause/", coffee.pausing, name="coffee_pausing"),
    path("cafe/<int:pk>/retour/", coffee.return_, name="coffee_return"),
    path("cafe/<int:pk>/depart/", coffee.leaving, name="coffee_leaving"),
    path("cafe/p/<str:token>/", coffee_cup.show, name="cup"),
    path("cafe/p/<str:token>/heure/", coffee_cup.hour, name="cup_hour"),
    path("cafe/p/<str:token>/autre-heure/", coffee_cup.own_hour, name="cup_own_hour"),
    path("cafe/p/<str:token>/oui/", coffee_cup.yes, name="cup_yes"),
    path("cafe/p/<str:token>/absence/", coffee_cup.absence, name="cup_absence"),
    path("cafe/p/<str:token>/vus/", coffee_cup.met, name="cup_met"),
    path("cafe/p/<str:token>/agenda.ics", coffee_cup.agenda, name="cup_agenda"),
    path("cercles/<int:pk>/cafe/", coffee_settings.circle, name="circle_coffee"),
    path("coulisses/cafe/", coffee_settings.edit, name="coffee_settings"),
]
